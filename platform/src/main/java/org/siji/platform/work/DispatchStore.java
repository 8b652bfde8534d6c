package org.siji.platform.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of dispatch plans. */
@Repository
class DispatchStore {

    private static final String PLAN = """
            select id, provider_id, first_day, last_day, made_by, recorded_at from dispatch_plan
            """;
    private static final String STOP = """
            select s.machine_id, s.day, s.sequence, s.work_order_id, s.start_hour, s.drive_minutes, s.work_minutes,
                s.mu, s.interrupted
            from dispatch_stop s join work_order o on o.id = s.work_order_id
            """;
    private static final RowMapper<Plan> PLAN_ROW = new SimplePropertyRowMapper<>(Plan.class);

    record Plan(UUID id, UUID providerId, LocalDate firstDay, LocalDate lastDay, String madeBy,
            OffsetDateTime recordedAt) {}

    /**
     * Work on an order on one day.
     *
     * @param sequence     from 1 within the machine's day
     * @param startHour    when work begins, local time, 7.25 for a quarter past seven
     * @param driveMinutes to get there, directly before the start
     * @param interrupted  whether the work goes on on the machine's next day
     */
    record Stop(UUID machineId, LocalDate day, int sequence, UUID workOrderId, double startHour, int driveMinutes,
            int workMinutes, double mu, boolean interrupted) {}

    /** @param reasonCode its sentence stands in the message files as {@code dispatch.CODE} */
    record Unassigned(UUID workOrderId, String reasonCode) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    DispatchStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(Plan plan, List<Stop> stops, List<Unassigned> unassigned) {
        template.update("""
                insert into dispatch_plan (id, provider_id, first_day, last_day, made_by, recorded_at)
                values (?, ?, ?, ?, ?, ?)""", plan.id(), plan.providerId(), plan.firstDay(), plan.lastDay(),
                plan.madeBy(), plan.recordedAt());
        template.batchUpdate("""
                insert into dispatch_stop (plan_id, machine_id, day, sequence, work_order_id, start_hour,
                    drive_minutes, work_minutes, mu, interrupted)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                stops.stream()
                        .map(stop -> new Object[]{plan.id(), stop.machineId(), stop.day(), stop.sequence(),
                                stop.workOrderId(), stop.startHour(), stop.driveMinutes(), stop.workMinutes(),
                                stop.mu(), stop.interrupted()})
                        .toList());
        template.batchUpdate(
                "insert into dispatch_unassigned (plan_id, work_order_id, reason_code) values (?, ?, ?)",
                unassigned.stream().map(one -> new Object[]{plan.id(), one.workOrderId(), one.reasonCode()}).toList());
        jdbc.sql("""
                insert into dispatch_plan_village (plan_id, village_code)
                select distinct cast(:plan as uuid), village_code from work_order where id = any(:orders)""")
                .param("plan", plan.id())
                .param("orders", Stream.concat(stops.stream().map(Stop::workOrderId),
                        unassigned.stream().map(Unassigned::workOrderId)).distinct().toArray(UUID[]::new))
                .update();
    }

    /** Gives each order its first stop's machine and day. */
    void assign(UUID planId, Collection<Stop> firstStops) {
        template.batchUpdate("""
                update work_order set status = 'PLANNED', planned_machine_id = ?, planned_day = ?, plan_id = ?,
                    version = version + 1 where id = ?""",
                firstStops.stream().map(stop -> new Object[]{stop.machineId(), stop.day(), planId, stop.workOrderId()})
                        .toList());
    }

    Optional<Plan> find(UUID id) {
        return jdbc.sql(PLAN + "where id = :id").param("id", id).query(PLAN_ROW).optional();
    }

    /** Plans that hold an order of the region; all of a provider's own with an empty prefix. Oldest first. */
    List<Plan> list(@Nullable UUID providerId, String prefix, UUID after, int rows) {
        return jdbc.sql(PLAN + """
                where id > :after and (cast(:provider as uuid) is null or provider_id = :provider)
                    and (:prefix = '' or exists (select from dispatch_plan_village v
                            where v.plan_id = dispatch_plan.id and starts_with(v.village_code, :prefix)))
                order by id limit :rows""").param("after", after).param("provider", providerId)
                .param("prefix", prefix).param("rows", rows).query(PLAN_ROW).list();
    }

    /** By machine, day and sequence; only those of the region. */
    List<Stop> listStops(UUID planId, String prefix) {
        return jdbc.sql(STOP + """
                where s.plan_id = :plan and starts_with(o.village_code, :prefix)
                order by s.machine_id, s.day, s.sequence""").param("plan", planId).param("prefix", prefix)
                .query(DispatchStore::stop).list();
    }

    List<Unassigned> listUnassigned(UUID planId, String prefix) {
        return jdbc.sql("""
                select u.work_order_id, u.reason_code
                from dispatch_unassigned u join work_order o on o.id = u.work_order_id
                where u.plan_id = :plan and starts_with(o.village_code, :prefix) order by u.work_order_id""")
                .param("plan", planId).param("prefix", prefix)
                .query((row, i) -> new Unassigned(row.getObject(1, UUID.class), row.getString(2))).list();
    }

    /** By order: its stops in the plan that it stands in, in order of time. */
    Map<UUID, List<Stop>> mapStopsThatCount(Collection<UUID> workOrderIds) {
        Map<UUID, List<Stop>> stops = new HashMap<>();
        jdbc.sql(STOP + "where o.id = any(:ids) and s.plan_id = o.plan_id order by s.day, s.start_hour")
                .param("ids", workOrderIds.toArray(UUID[]::new)).query(DispatchStore::stop).list()
                .forEach(stop -> stops.computeIfAbsent(stop.workOrderId(), id -> new ArrayList<>()).add(stop));
        return stops;
    }

    private static Stop stop(ResultSet row, int index) throws SQLException {
        return new Stop(row.getObject("machine_id", UUID.class), row.getObject("day", LocalDate.class),
                row.getInt("sequence"), row.getObject("work_order_id", UUID.class), row.getDouble("start_hour"),
                row.getInt("drive_minutes"), row.getInt("work_minutes"), row.getDouble("mu"),
                row.getBoolean("interrupted"));
    }
}
