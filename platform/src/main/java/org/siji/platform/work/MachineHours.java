package org.siji.platform.work;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What machines have already been promised, for those who want to give them more work. */
@Component
public class MachineHours {

    /** Hours that a machine is planned for on one day, as in the general rules of dispatch. */
    public static final double HOURS_PER_DAY = 10;

    private final JdbcClient jdbc;

    MachineHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Minutes of driving and working by machine, in the plans that count; both days included. A free machine is absent. */
    public Map<UUID, Long> mapBookedMinutes(LocalDate from, LocalDate to) {
        Map<UUID, Long> minutes = new HashMap<>();
        jdbc.sql("""
                select s.machine_id, sum(s.drive_minutes + s.work_minutes)
                from dispatch_stop s join work_order o on o.id = s.work_order_id and o.plan_id = s.plan_id
                where s.day between :from and :to and not o.replaced
                    and o.status not in ('CANCELLED', 'REFUSED_BY_PROVIDER')
                group by s.machine_id""").param("from", from).param("to", to).query(row -> {
            minutes.put(row.getObject(1, UUID.class), row.getLong(2));
        });
        return minutes;
    }

    /** By provider: the area of orders that it has taken for these days and not planned yet. */
    public Map<UUID, Area> mapUnplanned(Operation operation, LocalDate from, LocalDate to) {
        Map<UUID, Area> areas = new HashMap<>();
        jdbc.sql("""
                select provider_id, sum(area_square_meters) from work_order
                where status = 'ISSUED' and not replaced and operation = :operation
                    and window_from <= :to and window_to >= :from
                group by provider_id""").param("operation", operation.name()).param("from", from).param("to", to)
                .query(row -> {
                    areas.put(row.getObject(1, UUID.class), new Area(row.getDouble(2)));
                });
        return areas;
    }
}
