package org.siji.platform.inspection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.inspection.InspectionPlan.PlanStatus;
import org.siji.platform.inspection.InspectionPlan.Work;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.work.WorkOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of plans. What was published of one is never changed: only its end is written. */
@Component
class InspectionPlans {

    private static final String PLAN = """
            select id, number, region_code, season, operation, work, contract_id, checklist_id, reason, share, minimum,
                working_days, rule_source, rule_example, sample_size, cardinality(candidate_ids) as candidates, list_sha256,
                commitment, public_value_of, draw_from, inspector_id, published_at, published_by, status, public_value, secret,
                drawn_numbers, ended_at, ended_by, end_reason
            from inspection_plan
            """;

    private final JdbcClient jdbc;
    private final PersonalData secrets;
    private final Clock clock;

    InspectionPlans(JdbcClient jdbc, PersonalData secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Numbers of a county's season have no gaps, so that no plan can be made to vanish. */
    int nextNumber(String county, int season) {
        return jdbc.sql("""
                insert into inspection_plan_number (county, season, last) values (:county, :season, 1)
                on conflict (county, season) do update set last = inspection_plan_number.last + 1
                returning last""").param("county", county).param("season", season).query(Integer.class).single();
    }

    void insert(InspectionPlan plan, List<WorkOrder> candidates, byte[] secret) {
        jdbc.sql("""
                insert into inspection_plan (id, number, region_code, season, operation, work, contract_id, checklist_id, reason,
                    share, minimum, working_days, rule_source, rule_example, sample_size, candidate_ids, candidate_numbers,
                    list_sha256, commitment, secret_enc, public_value_of, draw_from, inspector_id, published_at, published_by)
                values (:id, :number, :region, :season, :operation, :work, cast(:contract as uuid), :checklist, :reason, :share,
                    :minimum, :days, :source, :example, :size, :ids, :numbers, :list, :commitment, :secret, :valueOf, :drawFrom,
                    cast(:inspector as uuid), :at, :by)""").param("id", plan.id()).param("number", plan.number())
                .param("region", plan.regionCode()).param("season", plan.season())
                .param("operation", plan.operation().name()).param("work", plan.work().name())
                .param("contract", plan.contractId()).param("checklist", plan.checklistId())
                .param("reason", plan.reason()).param("share", plan.share()).param("minimum", plan.minimum())
                .param("days", plan.workingDays()).param("source", plan.ruleSource())
                .param("example", plan.ruleExample()).param("size", plan.sampleSize())
                .param("ids", candidates.stream().map(WorkOrder::id).toArray(UUID[]::new))
                .param("numbers", candidates.stream().map(WorkOrder::number).toArray(String[]::new))
                .param("list", plan.listSha256()).param("commitment", plan.commitment())
                .param("secret", secrets.encrypt(secret)).param("valueOf", plan.publicValueOf())
                .param("drawFrom", plan.drawFrom()).param("inspector", plan.inspectorId())
                .param("at", plan.publishedAt()).param("by", plan.publishedBy()).update();
    }

    Optional<InspectionPlan> find(UUID id) {
        return jdbc.sql(PLAN + "where id = :id").param("id", id).query(InspectionPlans::read).optional();
    }

    /** As it stays until the end of the transaction, but for what is done here. */
    InspectionPlan hold(UUID id) {
        return jdbc.sql(PLAN + "where id = :id for update").param("id", id).query(InspectionPlans::read).single();
    }

    /** Those of a region, of the regions within it, and of those around it. */
    List<InspectionPlan> list(String prefix, @Nullable Integer season, @Nullable PlanStatus status, UUID after,
            int rows) {
        return jdbc.sql(PLAN + """
                where id > :after and (starts_with(region_code, :prefix) or starts_with(:prefix, region_code))
                and (cast(:season as int) is null or season = :season)
                and (cast(:status as text) is null or status = :status) order by id limit :rows""")
                .param("after", after).param("prefix", prefix).param("season", season)
                .param("status", status == null ? null : status.name()).param("rows", rows)
                .query(InspectionPlans::read).list();
    }

    List<String> listNumbers(UUID id) {
        return jdbc.sql("select candidate_numbers from inspection_plan where id = :id").param("id", id)
                .query((row, n) -> strings(row.getArray(1))).single();
    }

    List<UUID> listCandidates(UUID id) {
        return jdbc.sql("select candidate_ids from inspection_plan where id = :id").param("id", id)
                .query((row, n) -> Arrays.asList((UUID[]) row.getArray(1).getArray())).single();
    }

    byte[] getSecret(UUID id) {
        return secrets.decryptBytes(jdbc.sql("select secret_enc from inspection_plan where id = :id").param("id", id)
                .query(byte[].class).single());
    }

    void end(UUID id, PlanStatus status, String secret, @Nullable String publicValue, @Nullable List<String> drawn,
            @Nullable String reason, String by) {
        int ended = jdbc.sql("""
                update inspection_plan set status = :status, secret = :secret, public_value = :value,
                    drawn_numbers = cast(:drawn as text[]), ended_at = :at, ended_by = :by, end_reason = :reason
                where id = :id and status = 'PUBLISHED'""").param("status", status.name()).param("secret", secret)
                .param("value", publicValue).param("drawn", drawn == null ? null : drawn.toArray(String[]::new))
                .param("at", OffsetDateTime.now(clock)).param("by", by).param("reason", reason).param("id", id)
                .update();
        if (ended == 0) {
            throw ProblemException.conflict("inspection-plan.over", "", hold(id).status());
        }
    }

    private static InspectionPlan read(ResultSet row, int n) throws SQLException {
        Array drawn = row.getArray("drawn_numbers");
        return new InspectionPlan(row.getObject("id", UUID.class), row.getString("number"),
                row.getString("region_code"), row.getInt("season"), Operation.valueOf(row.getString("operation")),
                Work.valueOf(row.getString("work")), row.getObject("contract_id", UUID.class),
                row.getObject("checklist_id", UUID.class), row.getString("reason"), row.getBigDecimal("share"),
                row.getInt("minimum"), row.getInt("working_days"), row.getString("rule_source"),
                row.getBoolean("rule_example"), row.getInt("sample_size"), row.getInt("candidates"),
                row.getString("list_sha256"), row.getString("commitment"), row.getString("public_value_of"),
                row.getObject("draw_from", OffsetDateTime.class), row.getObject("inspector_id", UUID.class),
                row.getObject("published_at", OffsetDateTime.class), row.getString("published_by"),
                PlanStatus.valueOf(row.getString("status")), row.getString("public_value"), row.getString("secret"),
                drawn == null ? null : strings(drawn), row.getObject("ended_at", OffsetDateTime.class),
                row.getString("ended_by"), row.getString("end_reason"));
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
