package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.market.ContractTerms.PlannedMilestone;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of milestones. */
@Component
public class Milestones {

    private static final String SELECT = """
            select id, contract_id, position, kind, name, due_on, proof, done_on, done_note, done_by, done_side, confirmed_by,
                   confirmed_at, version
            from contract_milestone""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;

    Milestones(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    /** In the order of the contract; those that an amendment took out are left out. */
    public List<Milestone> listOfContract(UUID contractId) {
        return jdbc.sql(SELECT + " where contract_id = :id and dropped_in is null order by position")
                .param("id", contractId).query(new SimplePropertyRowMapper<>(Milestone.class)).list();
    }

    /** @param count milestones of a contract that are not done and past their day; @param since the earliest of these days */
    public record LateMilestones(UUID contractId, long count, LocalDate since) {}

    /** Of contracts that both sides have signed and that were not terminated. */
    public List<LateMilestones> listLate(String regionPrefix, int season, LocalDate today) {
        return jdbc.sql("""
                select m.contract_id, count(*) as count, min(m.due_on) as since
                from contract c join contract_milestone m on m.contract_id = c.id
                where c.season = :season and starts_with(c.village_code, :prefix) and c.status in ('SIGNED', 'IN_WORK', 'FULFILLED')
                    and m.dropped_in is null and m.done_on is null and m.due_on < :today
                group by m.contract_id""").param("season", season).param("prefix", regionPrefix).param("today", today)
                .query(LateMilestones.class).list();
    }

    Optional<Milestone> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id and dropped_in is null").param("id", id)
                .query(new SimplePropertyRowMapper<>(Milestone.class)).optional();
    }

    /** The milestones of a draft, instead of those before. */
    void plan(UUID contractId, List<PlannedMilestone> planned) {
        jdbc.sql("delete from contract_milestone where contract_id = :id").param("id", contractId).update();
        for (int i = 0; i < planned.size(); i++) {
            insert(contractId, i, planned.get(i));
        }
    }

    private void insert(UUID contractId, int position, PlannedMilestone one) {
        template.update("""
                insert into contract_milestone (id, contract_id, position, kind, name, due_on, proof)
                values (?, ?, ?, ?, ?, ?, ?)""", one.id(), contractId, position, one.kind().name(), one.name(),
                one.dueOn(), one.proof());
    }

    /** What an amendment leaves keeps what was done; what it leaves out stays in the table for those who look back. */
    void amend(UUID contractId, List<PlannedMilestone> planned, int edition) {
        jdbc.sql("""
                update contract_milestone set dropped_in = :edition
                where contract_id = :id and dropped_in is null and not id = any(:kept)""").param("edition", edition)
                .param("id", contractId).param("kept", planned.stream().map(PlannedMilestone::id).toArray(UUID[]::new))
                .update();
        for (int i = 0; i < planned.size(); i++) {
            PlannedMilestone one = planned.get(i);
            int kept = jdbc.sql("""
                    update contract_milestone set position = :position, kind = :kind, name = :name, due_on = :due,
                        proof = :proof, version = version + 1
                    where id = :id and contract_id = :contract and dropped_in is null""").param("position", i)
                    .param("kind", one.kind().name()).param("name", one.name()).param("due", one.dueOn())
                    .param("proof", one.proof()).param("id", one.id()).param("contract", contractId).update();
            if (kept == 0) {
                insert(contractId, i, one);
            }
        }
    }

    void done(Milestone milestone, LocalDate on, @Nullable String note, String by, ContractSide side) {
        update(milestone, jdbc.sql("""
                update contract_milestone set done_on = :on, done_note = :note, done_by = :by, done_side = :side,
                    version = version + 1
                where id = :id and version = :version""").param("on", on).param("note", note).param("by", by)
                .param("side", side.name()));
    }

    /**
     * The platform's own records show that it is done: nobody has to say so, and either side may confirm it.
     *
     * @return those that were still open
     */
    List<UUID> doneByRecord(UUID contractId, MilestoneKind kind, LocalDate on) {
        return jdbc.sql("""
                update contract_milestone set done_on = :on, done_by = 'siji', version = version + 1
                where contract_id = :id and kind = :kind and dropped_in is null and done_on is null returning id""")
                .param("on", on).param("id", contractId).param("kind", kind.name()).query(UUID.class).list();
    }

    void confirm(Milestone milestone, String by) {
        update(milestone, jdbc.sql("""
                update contract_milestone set confirmed_by = :by, confirmed_at = :at, version = version + 1
                where id = :id and version = :version""").param("by", by).param("at", OffsetDateTime.now(clock)));
    }

    void reopen(Milestone milestone) {
        update(milestone, jdbc.sql("""
                update contract_milestone set done_on = null, done_note = null, done_by = null, done_side = null,
                    confirmed_by = null, confirmed_at = null, version = version + 1
                where id = :id and version = :version"""));
    }

    private static void update(Milestone milestone, JdbcClient.StatementSpec statement) {
        if (statement.param("id", milestone.id()).param("version", milestone.version()).update() == 0) {
            throw ProblemException.conflict("milestone.changed", "", milestone.name());
        }
    }
}
