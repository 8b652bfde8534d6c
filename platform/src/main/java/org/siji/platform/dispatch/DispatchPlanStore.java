package org.siji.platform.dispatch;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.PlanCost;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of dispatch plans, as people see them; {@link SearchStore} is how the search does. */
@Repository
class DispatchPlanStore {

    private static final String ROW = """
            select id, provider_id, first_day, last_day, made_by, recorded_at, status, version, seconds, based_on, published_at,
                share, iterations, failure, placed, undone, undone_must, late_fen, travel_fen, machine_fen, undone_fen
            from dispatch_plan
            """;
    private static final RowMapper<Row> ROW_MAPPER = new SimplePropertyRowMapper<>(Row.class);
    private static final UUID LAST = new UUID(-1, -1);

    /** @param undoneMust and the sums of money: null before anything was found */
    record Row(UUID id, UUID providerId, LocalDate firstDay, LocalDate lastDay, String madeBy,
            OffsetDateTime recordedAt, PlanStatus status, long version, int seconds, @Nullable UUID basedOn,
            @Nullable OffsetDateTime publishedAt, double share, long iterations, @Nullable String failure, int placed,
            int undone, @Nullable Integer undoneMust, @Nullable Long lateFen, @Nullable Long travelFen,
            @Nullable Long machineFen, @Nullable Long undoneFen) {}

    /** A plan waits for the search, once the transaction has ended. */
    record Waiting(UUID planId) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    DispatchPlanStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** @param plan to begin with, or null */
    record NewPlan(UUID id, UUID providerId, LocalDate firstDay, LocalDate lastDay, String madeBy,
            OffsetDateTime recordedAt, int seconds, @Nullable Long mostIterations, @Nullable UUID basedOn,
            DispatchProblem problem,
            @Nullable DispatchPlan plan, PlanCost cost) {}

    void insert(NewPlan plan) {
        DispatchPlan begun = plan.plan();
        jdbc.sql(
                """
                insert into dispatch_plan (id, provider_id, first_day, last_day, made_by, recorded_at, status, seconds, most_iterations,
                    based_on, problem, plan)
                values (:id, :provider, :first, :last, :by, :at, 'WAITING', :seconds, :most, :based, :problem::jsonb, :plan::jsonb)""")
                .param("id", plan.id()).param("provider", plan.providerId()).param("first", plan.firstDay())
                .param("last", plan.lastDay()).param("by", plan.madeBy()).param("at", plan.recordedAt())
                .param("seconds", plan.seconds()).param("most", plan.mostIterations()).param("based", plan.basedOn())
                .param("problem", PlanContent.write(plan.problem()))
                .param("plan", begun == null ? null : PlanContent.write(plan.problem(), begun, plan.cost())).update();
        jdbc.sql("""
                insert into dispatch_plan_village (plan_id, village_code)
                select distinct cast(:plan as uuid), cast(zone as text) from unnest(:zones::text[]) zone""")
                .param("plan", plan.id())
                .param("zones", plan.problem().orders().stream().map(order -> order.zone()).toArray(String[]::new))
                .update();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(ROW + "where id = :id").param("id", id).query(ROW_MAPPER).optional();
    }

    /** Holds the row until the end of the transaction. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql(ROW + "where id = :id for update").param("id", id).query(ROW_MAPPER).optional();
    }

    /** Whether it holds an order of the region. */
    boolean touches(UUID id, String prefix) {
        return jdbc.sql("""
                select exists (select from dispatch_plan_village
                    where plan_id = :id and starts_with(village_code, :prefix))""").param("id", id)
                .param("prefix", prefix).query(Boolean.class).single();
    }

    Set<String> listVillages(UUID id) {
        return new HashSet<>(jdbc.sql("select village_code from dispatch_plan_village where plan_id = :id")
                .param("id", id).query((row, i) -> row.getString(1)).list());
    }

    /** Plans that hold an order of the region; all of a provider's own with an empty prefix. Newest first. */
    List<Row> list(@Nullable UUID providerId, @Nullable PlanStatus status, String prefix, @Nullable UUID before,
            int rows) {
        return jdbc.sql(ROW + """
                where id < :before and (cast(:provider as uuid) is null or provider_id = :provider)
                    and (cast(:status as text) is null or status = :status)
                    and (:prefix = '' or exists (select from dispatch_plan_village v
                            where v.plan_id = dispatch_plan.id and starts_with(v.village_code, :prefix)))
                order by id desc limit :rows""").param("before", before == null ? LAST : before)
                .param("provider", providerId).param("status", status == null ? null : status.name())
                .param("prefix", prefix).param("rows", rows).query(ROW_MAPPER).list();
    }

    PlanContent getContent(UUID id) {
        Set<UUID> locked = new HashSet<>(jdbc.sql("select work_order_id from dispatch_lock where plan_id = :id")
                .param("id", id).query((row, i) -> row.getObject(1, UUID.class)).list());
        return jdbc.sql("select problem::text, plan::text from dispatch_plan where id = :id").param("id", id)
                .query((row, i) -> PlanContent.read(row.getString(1), row.getString(2), locked)).single();
    }

    /** Also counts the version up, as every change does. */
    void setStatus(UUID id, PlanStatus status) {
        jdbc.sql("update dispatch_plan set status = :status, version = version + 1 where id = :id")
                .param("status", status.name()).param("id", id).update();
    }

    void wantStop(UUID id) {
        jdbc.sql("update dispatch_plan set stop_wanted = true where id = :id").param("id", id).update();
    }

    void setPlan(UUID id, DispatchProblem problem, DispatchPlan plan, PlanCost cost) {
        jdbc.sql("""
                update dispatch_plan set plan = :plan::jsonb, placed = :placed, undone = :undone, undone_must = :must,
                    late_fen = :late, travel_fen = :travel, machine_fen = :machine, undone_fen = :undoneFen,
                    version = version + 1
                where id = :id""").param("plan", PlanContent.write(problem, plan, cost))
                .param("placed", placed(plan)).param("undone", plan.undone().size())
                .param("must", cost.undoneMust()).param("late", cost.latenessFen()).param("travel", cost.travelFen())
                .param("machine", cost.machineFen()).param("undoneFen", cost.undoneFen()).param("id", id).update();
    }

    static int placed(DispatchPlan plan) {
        return (int) plan.routes().stream().flatMap(route -> route.stops().stream()).map(stop -> stop.orderId())
                .distinct().count();
    }

    void setLocks(UUID id, Collection<UUID> orderIds, boolean isLocked) {
        template.batchUpdate(isLocked
                ? "insert into dispatch_lock (plan_id, work_order_id) values (?, ?) on conflict do nothing"
                : "delete from dispatch_lock where plan_id = ? and work_order_id = ?",
                orderIds.stream().map(order -> new Object[]{id, order}).toList());
        jdbc.sql("update dispatch_plan set version = version + 1 where id = :id").param("id", id).update();
    }

    /** Everything that the provider had planned for these days has been planned anew. */
    void publish(Row plan, OffsetDateTime at) {
        jdbc.sql("""
                update dispatch_plan set status = 'REPLACED', version = version + 1
                where provider_id = :provider and status = 'PUBLISHED' and first_day <= :last and last_day >= :first""")
                .param("provider", plan.providerId()).param("first", plan.firstDay())
                .param("last", plan.lastDay()).update();
        jdbc.sql("""
                update dispatch_plan set status = 'PUBLISHED', published_at = :at, version = version + 1
                where id = :id""").param("at", at).param("id", plan.id()).update();
    }
}
