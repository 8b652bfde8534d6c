package org.siji.platform.work;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.siji.platform.geometry.Geometries;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of work orders and their numbers. */
@Repository
class WorkOrderStore {

    private static final String COLUMNS = """
            select id, number, contract_id, need_id, field_id, field_name, provider_id, cultivator_id, household_id,
                village_code, season, operation, window_from, window_to, area_square_meters, status, refusal_reason,
                planned_machine_id, planned_day, version
            from work_order
            """;

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    record Row(UUID id, String number, UUID contractId, UUID needId, UUID fieldId, String fieldName, UUID providerId,
            UUID cultivatorId, @Nullable UUID householdId, String villageCode, int season, Operation operation,
            LocalDate windowFrom, LocalDate windowTo, double areaSquareMeters, WorkOrderStatus status,
            @Nullable String refusalReason, @Nullable UUID plannedMachineId, @Nullable LocalDate plannedDay,
            long version) {

        WorkOrder order() {
            return new WorkOrder(id, number, contractId, needId, fieldId, fieldName, providerId, cultivatorId,
                    villageCode, season, operation, windowFrom, windowTo, new Area(areaSquareMeters), status,
                    refusalReason,
                    plannedMachineId, plannedDay, version);
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    WorkOrderStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** The first of so many consecutive numbers of a village's season. */
    int drawNumbers(int season, String villageCode, int count) {
        return jdbc.sql("""
                insert into work_order_number (season, village_code, last) values (:season, :village, :count)
                on conflict (season, village_code) do update set last = work_order_number.last + :count
                returning last""").param("season", season).param("village", villageCode).param("count", count)
                .query(Integer.class).single() - count + 1;
    }

    void insert(List<Row> rows, Map<UUID, Envelope> boxOfField) {
        template.batchUpdate("""
                insert into work_order (id, number, contract_id, need_id, field_id, field_name, bbox, provider_id,
                    cultivator_id, household_id, village_code, season, operation, window_from, window_to,
                    area_square_meters, status)
                values (?, ?, ?, ?, ?, ?, ?::box, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                rows.stream()
                        .map(row -> new Object[]{row.id(), row.number(), row.contractId(), row.needId(),
                                row.fieldId(), row.fieldName(),
                                Geometries.box(boxOfField.getOrDefault(row.fieldId(), new Envelope(0, 0, 0, 0))),
                                row.providerId(), row.cultivatorId(), row.householdId(), row.villageCode(),
                                row.season(), row.operation().name(), row.windowFrom(), row.windowTo(),
                                row.areaSquareMeters(), row.status().name()})
                        .toList());
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).optional();
    }

    /** Holds the row until the end of the transaction. */
    Optional<Row> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id for update").param("id", id).query(ROW).optional();
    }

    List<Row> listOfContract(UUID contractId) {
        return jdbc.sql(COLUMNS + "where contract_id = :contract order by id").param("contract", contractId)
                .query(ROW).list();
    }

    List<Row> listLive(String prefix, int season, Operation operation) {
        return jdbc.sql(COLUMNS + """
                where season = :season and starts_with(village_code, :prefix) and operation = :operation and not replaced
                    and status not in ('CANCELLED', 'REFUSED_BY_PROVIDER') order by id""").param("season", season)
                .param("prefix", prefix).param("operation", operation.name()).query(ROW).list();
    }

    long count(String prefix, int season, Operation operation, @Nullable UUID contractId,
            Collection<WorkOrderStatus> states) {
        return jdbc.sql("""
                select count(*) from work_order
                where season = :season and starts_with(village_code, :prefix) and operation = :operation and not replaced
                    and status = any(:states) and (cast(:contract as uuid) is null or contract_id = :contract)""")
                .param("season", season).param("prefix", prefix).param("operation", operation.name())
                .param("states", states.stream().map(Enum::name).toArray(String[]::new)).param("contract", contractId)
                .query(Long.class).single();
    }

    List<WorkOrders.LateOrders> listLate(String prefix, int season, LocalDate today) {
        return jdbc.sql("""
                select contract_id, count(*) as count, min(window_to) as since from work_order
                where season = :season and starts_with(village_code, :prefix) and window_to < :today and not replaced
                    and status in ('ISSUED', 'PLANNED', 'REFUSED_BY_PROVIDER', 'MEASURED', 'IN_REVIEW')
                group by contract_id""").param("season", season).param("prefix", prefix).param("today", today)
                .query(WorkOrders.LateOrders.class).list();
    }

    List<Row> listOfNeeds(Collection<UUID> needIds) {
        return jdbc.sql(COLUMNS + "where need_id = any(:needs) order by id")
                .param("needs", needIds.toArray(UUID[]::new)).query(ROW).list();
    }

    /** These orders have had their turn: the need gets another one. */
    void replace(Collection<UUID> needIds) {
        jdbc.sql("update work_order set replaced = true where need_id = any(:needs)")
                .param("needs", needIds.toArray(UUID[]::new)).update();
    }

    /** One after the other, always in the same order. */
    void holdVillages(Collection<String> villageCodes) {
        villageCodes.stream().distinct().sorted()
                .forEach(code -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:village, 0))")
                        .param("village", "decisions " + code).query((row, i) -> true).list());
    }

    void holdNeed(UUID needId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:need, 0))").param("need", "need " + needId)
                .query((row, i) -> true).list();
    }

    List<Row> listCandidates(UUID providerId, Envelope lonLat) {
        return jdbc.sql(COLUMNS + """
                where provider_id = :provider and bbox && :box::box
                    and status not in ('CANCELLED', 'REFUSED_BY_PROVIDER') order by id""")
                .param("provider", providerId).param("box", Geometries.box(lonLat)).query(ROW).list();
    }

    /** Waiting orders whose window has opened by the last day, and planned ones of days up to it. */
    List<Row> listToPlan(UUID providerId, LocalDate lastDay) {
        return jdbc.sql(COLUMNS + """
                where provider_id = :provider and (status = 'ISSUED' and window_from <= :last
                    or status = 'PLANNED' and planned_day <= :last)
                order by id""").param("provider", providerId).param("last", lastDay).query(ROW).list();
    }

    /** Not yet worked, on one of the days. */
    List<Row> listPlanned(UUID providerId, LocalDate firstDay, LocalDate lastDay) {
        return jdbc.sql(COLUMNS + """
                where provider_id = :provider and status = 'PLANNED' and planned_day between :first and :last
                order by id""").param("provider", providerId).param("first", firstDay).param("last", lastDay)
                .query(ROW).list();
    }

    List<Row> listOf(Collection<UUID> ids) {
        return jdbc.sql(COLUMNS + "where id = any(:ids) order by id").param("ids", ids.toArray(UUID[]::new))
                .query(ROW).list();
    }

    /** Holds the rows until the end of the transaction. */
    List<Row> lockAll(Collection<UUID> ids) {
        return jdbc.sql(COLUMNS + "where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(UUID[]::new)).query(ROW).list();
    }

    /** What a list is narrowed to; null means any. */
    record Filter(String villagePrefix, @Nullable UUID providerId, @Nullable UUID householdId,
            @Nullable UUID contractId, @Nullable UUID fieldId, @Nullable Integer season,
            @Nullable WorkOrderStatus status, @Nullable UUID machineId, @Nullable LocalDate day) {}

    List<Row> list(Filter filter, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where id > :after and starts_with(village_code, :prefix)
                    and (cast(:provider as uuid) is null or provider_id = :provider)
                    and (cast(:household as uuid) is null or household_id = :household)
                    and (cast(:contract as uuid) is null or contract_id = :contract)
                    and (cast(:field as uuid) is null or field_id = :field)
                    and (cast(:season as int) is null or season = :season)
                    and (cast(:status as text) is null or status = :status)
                    and (cast(:machine as uuid) is null or planned_machine_id = :machine)
                    and (cast(:day as date) is null or exists (select from dispatch_stop s
                        where s.work_order_id = work_order.id and s.plan_id = work_order.plan_id and s.day = :day))
                order by id limit :rows""").param("after", after).param("prefix", filter.villagePrefix())
                .param("provider", filter.providerId()).param("household", filter.householdId())
                .param("contract", filter.contractId()).param("field", filter.fieldId())
                .param("season", filter.season())
                .param("status", filter.status() == null ? null : filter.status().name())
                .param("machine", filter.machineId()).param("day", filter.day()).param("rows", rows).query(ROW)
                .list();
    }

    /** @param refusalReason null for every step but the provider's refusal */
    void move(UUID id, WorkOrderStatus status, @Nullable String refusalReason) {
        jdbc.sql(
                """
                update work_order set status = :status, refusal_reason = :reason, version = version + 1 where id = :id""")
                .param("status", status.name()).param("reason", refusalReason).param("id", id).update();
    }

    void changeWindow(UUID id, LocalDate from, LocalDate to) {
        jdbc.sql("update work_order set window_from = :from, window_to = :to, version = version + 1 where id = :id")
                .param("from", from).param("to", to).param("id", id).update();
    }

    /** Takes an order out of its plan. */
    void unplan(UUID id) {
        jdbc.sql("update work_order set planned_machine_id = null, planned_day = null, plan_id = null where id = :id")
                .param("id", id).update();
    }

    Map<String, Long> countByStatus(UUID contractId) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select status, count(*) from work_order where contract_id = :contract group by status")
                .param("contract", contractId).query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    record Totals(long live, double squareMeters, long planned, double plannedSquareMeters, long issued,
            long refusedByProvider) {}

    Totals totals(int season, String prefix) {
        return jdbc.sql("""
                select count(*) as live, coalesce(sum(area_square_meters), 0) as square_meters,
                    count(planned_day) as planned,
                    coalesce(sum(area_square_meters) filter (where planned_day is not null), 0) as planned_square_meters,
                    count(*) filter (where status = 'ISSUED') as issued,
                    count(*) filter (where status = 'REFUSED_BY_PROVIDER') as refused_by_provider
                from work_order
                where season = :season and starts_with(village_code, :prefix) and status <> 'CANCELLED'""")
                .param("season", season).param("prefix", prefix).query(Totals.class).single();
    }

    double sumSquareMeters(Collection<UUID> ids) {
        return jdbc.sql("select coalesce(sum(area_square_meters), 0) from work_order where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(Double.class).single();
    }
}
