package org.siji.platform.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stops of published plans; those of the plan that an order stands in are the ones that count for it. */
@Repository
class PlannedStops {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PlannedStops(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(UUID planId, List<PlannedStop> stops) {
        template.batchUpdate("""
                insert into dispatch_stop (plan_id, machine_id, day, sequence, work_order_id, start_hour,
                    drive_minutes, work_minutes, mu, interrupted)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                stops.stream()
                        .map(stop -> new Object[]{planId, stop.machineId(), stop.day(), stop.sequence(),
                                stop.workOrderId(), stop.startHour(), stop.driveMinutes(), stop.workMinutes(),
                                stop.mu(), stop.interrupted()})
                        .toList());
    }

    /** Gives each order its first stop's machine and day. */
    void assign(UUID planId, Collection<PlannedStop> firstStops) {
        template.batchUpdate("""
                update work_order set status = 'PLANNED', planned_machine_id = ?, planned_day = ?, plan_id = ?,
                    version = version + 1 where id = ?""",
                firstStops.stream().map(stop -> new Object[]{stop.machineId(), stop.day(), planId, stop.workOrderId()})
                        .toList());
    }

    /** By order: its stops in the plan that it stands in, in order of time. */
    Map<UUID, List<PlannedStop>> mapStopsThatCount(Collection<UUID> workOrderIds) {
        Map<UUID, List<PlannedStop>> stops = new HashMap<>();
        jdbc.sql("""
                select s.machine_id, s.day, s.sequence, s.work_order_id, s.start_hour, s.drive_minutes, s.work_minutes,
                    s.mu, s.interrupted
                from dispatch_stop s join work_order o on o.id = s.work_order_id
                where o.id = any(:ids) and s.plan_id = o.plan_id order by s.day, s.start_hour""")
                .param("ids", workOrderIds.toArray(UUID[]::new)).query(PlannedStops::stop).list()
                .forEach(stop -> stops.computeIfAbsent(stop.workOrderId(), id -> new ArrayList<>()).add(stop));
        return stops;
    }

    /** What machines have to work on these days, both included, by the plan that each order stands in; in order of time. */
    List<PlannedStop> listStops(Collection<UUID> machineIds, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select s.machine_id, s.day, s.sequence, s.work_order_id, s.start_hour, s.drive_minutes, s.work_minutes,
                    s.mu, s.interrupted
                from dispatch_stop s join work_order o on o.id = s.work_order_id and o.plan_id = s.plan_id
                where s.day between :from and :to and s.machine_id = any(:machines)
                order by s.day, s.start_hour, s.machine_id, s.sequence""").param("from", from).param("to", to)
                .param("machines", machineIds.toArray(UUID[]::new)).query(PlannedStops::stop).list();
    }

    private static PlannedStop stop(ResultSet row, int index) throws SQLException {
        return new PlannedStop(row.getObject("machine_id", UUID.class), row.getObject("day", LocalDate.class),
                row.getInt("sequence"), row.getObject("work_order_id", UUID.class), row.getDouble("start_hour"),
                row.getInt("drive_minutes"), row.getInt("work_minutes"), row.getDouble("mu"),
                row.getBoolean("interrupted"));
    }
}
