package org.siji.platform.dispute;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.dispute.DisputeStep.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Disputes and their steps in the database. */
@Component
class DisputeStore {

    private static final String DISPUTE = """
            select id, village_code, season, work_order_id, contract_id, number, provider_id, cultivator_id, household_id,
                   claimant, respondent, claim, level, status, level_due_on, rejected_on, proposal_id, opened_at, opened_by
            from dispute""";
    private static final String STEP = """
            select id, dispute_id, level, kind, side, text, held_on, place, attendants, amount_fen, payer, payee, remeasure,
                   changed, proposal_id, appeal_id, transaction_id, recorded_at, recorded_by
            from dispute_step""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DisputeStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Working days by what they are for. */
    Map<String, Integer> mapTerms() {
        Map<String, Integer> terms = new HashMap<>();
        jdbc.sql("select name, working_days from dispute_term").query(row -> {
            terms.put(row.getString(1), row.getInt(2));
        });
        return terms;
    }

    int term(String name) {
        return requireNonNull(mapTerms().get(name), name);
    }

    /** @throws ProblemException 404 */
    Dispute getDispute(UUID id) {
        return jdbc.sql(DISPUTE + " where id = :id").param("id", id).query(Dispute.class).optional()
                .orElseThrow(() -> ProblemException.notFound("dispute", id));
    }

    /** As it is now, and as it stays until the end of the transaction but for what is done here. */
    Dispute hold(UUID id) {
        return jdbc.sql(DISPUTE + " where id = :id for update").param("id", id).query(Dispute.class).single();
    }

    List<Dispute> list(@Nullable UUID provider, @Nullable UUID household, String prefix,
            Dispute.@Nullable DisputeStatus status, @Nullable DisputeLevel level, UUID after, int rows) {
        return jdbc.sql(DISPUTE + " " + """
                where id > :after and (cast(:status as text) is null or status = :status)
                and (cast(:level as text) is null or level = :level)
                and (starts_with(village_code, :prefix)
                    or provider_id = :provider and 'PROVIDER' in (claimant, respondent)
                    or household_id = :household and 'HOUSEHOLD' in (claimant, respondent))
                order by id limit :rows""").param("after", after).param("status", status == null ? null : status.name())
                .param("level", level == null ? null : level.name()).param("prefix", prefix)
                .param("provider", provider, Types.OTHER)
                .param("household", household, Types.OTHER).param("rows", rows).query(Dispute.class).list();
    }

    List<Dispute> listOfContract(UUID contractId) {
        return jdbc.sql(DISPUTE + " where contract_id = :id order by id").param("id", contractId).query(Dispute.class)
                .list();
    }

    /** @param open that lie with a level's office; @param late of these, past the level's last day */
    record AtLevel(DisputeLevel level, long open, long late) {}

    List<AtLevel> countOpen(int season, String prefix, LocalDate today) {
        return jdbc.sql("""
                select level, count(*) as open, count(*) filter (where level_due_on < :today) as late from dispute
                where status = 'OPEN' and season = :season and starts_with(village_code, :prefix) group by level""")
                .param("today", today).param("season", season).param("prefix", prefix).query(AtLevel.class).list();
    }

    List<DisputeStep> listSteps(UUID disputeId) {
        return jdbc.sql(STEP + " where dispute_id = :id order by id").param("id", disputeId).query(DisputeStep.class)
                .list();
    }

    DisputeStep getStep(UUID id) {
        return jdbc.sql(STEP + " where id = :id").param("id", id).query(DisputeStep.class).single();
    }

    void insert(Dispute dispute) {
        jdbc.sql("""
                insert into dispute (id, village_code, season, work_order_id, contract_id, number, provider_id, cultivator_id,
                    household_id, claimant, respondent, claim, level, level_due_on, opened_at, opened_by)
                values (:id, :village, :season, :order, :contract, :number, :provider, :cultivator, :household, :claimant,
                    :respondent, :claim, :level, :due, :at, :by)""").param("id", dispute.id())
                .param("village", dispute.villageCode()).param("season", dispute.season())
                .param("order", dispute.workOrderId(), Types.OTHER).param("contract", dispute.contractId())
                .param("number", dispute.number()).param("provider", dispute.providerId())
                .param("cultivator", dispute.cultivatorId(), Types.OTHER)
                .param("household", dispute.householdId(), Types.OTHER).param("claimant", dispute.claimant().name())
                .param("respondent", dispute.respondent().name()).param("claim", dispute.claim())
                .param("level", dispute.level().name()).param("due", dispute.levelDueOn())
                .param("at", dispute.openedAt()).param("by", dispute.openedBy()).update();
    }

    void propose(UUID id, UUID proposalId) {
        jdbc.sql("update dispute set proposal_id = :proposal, rejected_on = null where id = :id")
                .param("proposal", proposalId).param("id", id).update();
    }

    void reject(UUID id, LocalDate on) {
        jdbc.sql("update dispute set proposal_id = null, rejected_on = :on where id = :id").param("on", on)
                .param("id", id).update();
    }

    void raise(UUID id, DisputeLevel level, LocalDate due) {
        jdbc.sql("""
                update dispute set level = :level, level_due_on = :due, proposal_id = null, rejected_on = null
                where id = :id""").param("level", level.name()).param("due", due).param("id", id).update();
    }

    void end(UUID id, Dispute.DisputeStatus status) {
        jdbc.sql("update dispute set status = :status where id = :id").param("status", status.name()).param("id", id)
                .update();
    }

    /** A step in the making: only what its kind needs is filled in. */
    final class NewStep {
        private final UUID id = Ids.next();
        private final JdbcClient.StatementSpec insert;
        private final Map<String, @Nullable Object> values = new HashMap<>();

        private NewStep(Dispute dispute, Kind kind, String by) {
            insert = jdbc.sql("""
                    insert into dispute_step (id, dispute_id, level, kind, side, text, held_on, place, attendants, amount_fen,
                        payer, payee, remeasure, changed, proposal_id, appeal_id, transaction_id, recorded_at, recorded_by)
                    values (:id, :dispute, :level, :kind, :side, :text, cast(:held_on as date), :place, :attendants,
                        cast(:amount_fen as bigint), :payer, :payee, coalesce(cast(:remeasure as boolean), false),
                        cast(:changed as boolean), cast(:proposal_id as uuid), cast(:appeal_id as uuid),
                        cast(:transaction_id as uuid), :at, :by)""").param("id", id).param("dispute", dispute.id())
                    .param("level", dispute.level().name()).param("kind", kind.name())
                    .param("at", OffsetDateTime.now(clock)).param("by", by);
        }

        NewStep with(String column, @Nullable Object value) {
            values.put(column, value instanceof Enum<?> name ? name.name() : value);
            return this;
        }

        UUID keep() {
            for (String column : List.of("side", "text", "held_on", "place", "attendants", "amount_fen", "payer",
                    "payee", "remeasure", "changed", "proposal_id", "appeal_id", "transaction_id")) {
                insert.param(column, values.get(column));
            }
            insert.update();
            return id;
        }
    }

    NewStep step(Dispute dispute, Kind kind, String by) {
        return new NewStep(dispute, kind, by);
    }
}
