package org.siji.platform.verification;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How providers have worked so far: what the decisions on their work add up to. */
@Component
public class ProviderRecords {

    /**
     * @param orders   decided, each by its latest decision
     * @param coverage covered of all these fields' area, 0 to 1
     * @param onTime   of the orders, those whose last day of work lay within their window, 0 to 1
     */
    public record ProviderRecord(UUID providerId, long orders, double coverage, double onTime) {}

    private final JdbcClient jdbc;

    ProviderRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One for each provider with decided work. Work that was never done, or that waits for people, does not count here. */
    public List<ProviderRecord> listRecords(Operation operation, int fromSeason, int toSeason) {
        return jdbc.sql("""
                select a.provider_id, count(*) as orders,
                    sum(least(a.covered_square_meters, a.field_square_meters)) / nullif(sum(a.field_square_meters), 0)
                        as coverage,
                    avg(case when a.worked_on <= o.window_to then 1.0 else 0.0 end) as on_time
                from acceptance a join work_order o on o.id = a.work_order_id
                where a.operation = :operation and a.season between :from and :to
                    and a.decision in ('ACCEPTED', 'ACCEPTED_IN_PART', 'REFUSED')
                    and not exists (select from acceptance later where later.supersedes = a.id)
                group by a.provider_id""").param("operation", operation.name()).param("from", fromSeason)
                .param("to", toSeason).query(ProviderRecord.class).list();
    }
}
