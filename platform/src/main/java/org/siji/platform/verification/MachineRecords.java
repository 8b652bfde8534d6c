package org.siji.platform.verification;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How machines have worked so far, measured as {@link ProviderRecords} does for whoever sends them. */
@Component
public class MachineRecords {

    private final JdbcClient jdbc;

    MachineRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Of a provider's decided work, each by its latest decision: covered of all these fields' area, 0 to 1, for each machine whose logs
     * it was measured by. A machine without such work is absent.
     */
    public Map<UUID, Double> mapCoverage(UUID providerId, int fromSeason, int toSeason) {
        Map<UUID, Double> coverage = new HashMap<>();
        jdbc.sql("""
                select machine.id, sum(least(a.covered_square_meters, a.field_square_meters)) / sum(a.field_square_meters)
                from acceptance a join measured_work m on m.id = a.measurement_id
                    cross join lateral (select distinct t.machine_id as id from track_log l join track t on t.id = l.track_id
                        where l.id = any(m.track_log_ids)) machine
                where a.provider_id = :provider and a.season between :from and :to
                    and a.decision in ('ACCEPTED', 'ACCEPTED_IN_PART', 'REFUSED') and a.field_square_meters > 0
                    and not exists (select from acceptance later where later.supersedes = a.id)
                group by machine.id""").param("provider", providerId).param("from", fromSeason).param("to", toSeason)
                .query(row -> {
                    coverage.put(row.getObject(1, UUID.class), row.getDouble(2));
                });
        return coverage;
    }
}
