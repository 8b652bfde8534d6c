package org.siji.platform.inspection;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.identity.Officers.Officer;
import org.siji.platform.inspection.Findings.Value;
import org.siji.platform.inspection.Inspection.FollowUp;
import org.siji.platform.inspection.Inspection.InspectionStatus;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.work.WorkOrder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Inspections and their values in the database. */
@Component
class InspectionStore {

    private static final String INSPECTION = """
            select i.id, i.plan_id, p.number as plan_number, i.rank, i.work_order_id, i.number, i.contract_id, i.field_id,
                i.provider_id, i.household_id, i.village_code, i.season, i.operation, i.checklist_id, i.inspector_id,
                i.inspector_name, i.due_on, i.status, i.done_at, i.done_by, i.lon, i.lat, i.distance_meters, i.note, i.passed,
                i.follow_up, i.follow_up_at, i.follow_up_by, i.follow_up_reason, i.dispute_id
            from inspection i join inspection_plan p on p.id = i.plan_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final CultivatorRegister cultivators;
    private final Clock clock;

    InspectionStore(JdbcClient jdbc, JdbcTemplate template, CultivatorRegister cultivators, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.cultivators = cultivators;
        this.clock = clock;
    }

    /** An inspector who has nothing to do with the order's village is left out. */
    void insert(InspectionPlan plan, int rank, WorkOrder order, @Nullable Officer inspector, LocalDate due) {
        Officer sent = inspector != null && inspector.isOf(order.villageCode()) ? inspector : null;
        jdbc.sql("""
                insert into inspection (id, plan_id, rank, work_order_id, number, contract_id, field_id, provider_id, household_id,
                    village_code, season, operation, checklist_id, inspector_id, inspector_name, due_on)
                values (:id, :plan, :rank, :order, :number, :contract, :field, :provider, cast(:household as uuid), :village,
                    :season, :operation, :checklist, cast(:inspector as uuid), :name, :due)""").param("id", Ids.next())
                .param("plan", plan.id()).param("rank", rank).param("order", order.id())
                .param("number", order.number()).param("contract", order.contractId())
                .param("field", order.fieldId()).param("provider", order.providerId())
                .param("household",
                        cultivators.findCultivator(order.cultivatorId()).map(Cultivator::householdId).orElse(null))
                .param("village", order.villageCode()).param("season", order.season())
                .param("operation", order.operation().name()).param("checklist", plan.checklistId())
                .param("inspector", sent == null ? null : sent.id())
                .param("name", sent == null ? null : sent.displayName()).param("due", due).update();
    }

    Optional<Inspection> find(UUID id) {
        return jdbc.sql(INSPECTION + "where i.id = :id").param("id", id).query(Inspection.class).optional();
    }

    Inspection hold(UUID id) {
        return jdbc.sql(INSPECTION + "where i.id = :id for update of i").param("id", id).query(Inspection.class)
                .single();
    }

    /** Whose list it is: null narrows nothing, but a prefix of "-" matches no village. */
    record Filter(String prefix, @Nullable UUID inspector, @Nullable UUID provider, @Nullable UUID household,
            @Nullable InspectionStatus status, @Nullable Boolean passed, @Nullable UUID plan,
            @Nullable UUID workOrder) {}

    List<Inspection> list(Filter filter, UUID after, int rows) {
        return jdbc.sql(INSPECTION + """
                where i.id > :after and starts_with(i.village_code, :prefix)
                and (cast(:inspector as uuid) is null or i.inspector_id = :inspector)
                and (cast(:provider as uuid) is null or i.provider_id = :provider)
                and (cast(:household as uuid) is null or i.household_id = :household)
                and (cast(:status as text) is null or i.status = :status)
                and (cast(:passed as boolean) is null or i.passed = :passed)
                and (cast(:plan as uuid) is null or i.plan_id = :plan)
                and (cast(:order as uuid) is null or i.work_order_id = :order)
                order by i.id limit :rows""").param("after", after).param("prefix", filter.prefix())
                .param("inspector", filter.inspector(), Types.OTHER).param("provider", filter.provider(), Types.OTHER)
                .param("household", filter.household(), Types.OTHER)
                .param("status", filter.status() == null ? null : filter.status().name())
                .param("passed", filter.passed()).param("plan", filter.plan(), Types.OTHER)
                .param("order", filter.workOrder(), Types.OTHER).param("rows", rows).query(Inspection.class).list();
    }

    List<Inspection> listOfContract(UUID contractId) {
        return jdbc.sql(INSPECTION + "where i.contract_id = :id order by i.id").param("id", contractId)
                .query(Inspection.class).list();
    }

    List<Value> listValues(UUID id) {
        return jdbc
                .sql("select item, point, value from inspection_value where inspection_id = :id order by item, point")
                .param("id", id).query(Value.class).list();
    }

    void assign(UUID id, Officer inspector, @Nullable LocalDate due) {
        jdbc.sql("""
                update inspection set inspector_id = :inspector, inspector_name = :name,
                    due_on = coalesce(cast(:due as date), due_on)
                where id = :id""").param("inspector", inspector.id()).param("name", inspector.displayName())
                .param("due", due).param("id", id).update();
    }

    /** @param distanceMeters null with lon and lat when the phone told no place */
    record Outcome(@Nullable Double lon, @Nullable Double lat, @Nullable Double distanceMeters, String note,
            boolean passed, List<Value> values) {}

    void done(UUID id, Outcome outcome, String by) {
        template.batchUpdate("insert into inspection_value (inspection_id, item, point, value) values (?, ?, ?, ?)",
                outcome.values().stream().map(value -> new Object[]{id, value.item(), value.point(), value.value()})
                        .toList());
        jdbc.sql("""
                update inspection set status = 'DONE', done_at = :at, done_by = :by, lon = :lon, lat = :lat,
                    distance_meters = :distance, note = :note, passed = :passed
                where id = :id""").param("at", OffsetDateTime.now(clock)).param("by", by)
                .param("lon", outcome.lon(), Types.DOUBLE).param("lat", outcome.lat(), Types.DOUBLE)
                .param("distance", outcome.distanceMeters(), Types.DOUBLE).param("note", outcome.note())
                .param("passed", outcome.passed()).param("id", id).update();
    }

    void drop(UUID id, String reason, String by) {
        jdbc.sql("update inspection set status = 'DROPPED', done_at = :at, done_by = :by, note = :note where id = :id")
                .param("at", OffsetDateTime.now(clock)).param("by", by).param("note", reason).param("id", id).update();
    }

    void followUp(UUID id, FollowUp what, String reason, @Nullable UUID disputeId, String by) {
        jdbc.sql("""
                update inspection set follow_up = :what, follow_up_at = :at, follow_up_by = :by, follow_up_reason = :reason,
                    dispute_id = cast(:dispute as uuid)
                where id = :id""").param("what", what.name()).param("at", OffsetDateTime.now(clock)).param("by", by)
                .param("reason", reason).param("dispute", disputeId).param("id", id).update();
    }

    /** @param open to be done; @param late of these, past their day; @param failed without a decision of what follows */
    record Waiting(long open, long late, long failed) {}

    Waiting countWaiting(int season, String prefix, LocalDate today) {
        return jdbc.sql("""
                select count(*) filter (where status = 'ASSIGNED') as open,
                    count(*) filter (where status = 'ASSIGNED' and due_on < :today) as late,
                    count(*) filter (where not passed and follow_up is null) as failed
                from inspection where season = :season and starts_with(village_code, :prefix)""")
                .param("today", today).param("season", season).param("prefix", prefix).query(Waiting.class).single();
    }
}
