package org.siji.platform.verification;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How providers have worked so far: what the decisions on their work add up to. A county's season has hundreds of thousands of
 * them, so an answer is given again until a hundred times as long has passed as it took to read: some seconds in a large county,
 * nothing that anybody notices in a small one.
 */
@Component
public class ProviderRecords {

    /** At most this part of the time is spent reading. */
    private static final long IDLE_TIMES = 100;

    /**
     * @param orders   decided, each by its latest decision
     * @param coverage covered of all these fields' area, 0 to 1
     * @param onTime   of the orders, those whose last day of work lay within their window, 0 to 1
     */
    public record ProviderRecord(UUID providerId, long orders, double coverage, double onTime) {}

    private record Question(Operation operation, int fromSeason, int toSeason) {}

    private record Answer(List<ProviderRecord> records, long readNanos, long tookNanos) {

        boolean isFresh(long nowNanos) {
            return nowNanos - readNanos < IDLE_TIMES * tookNanos;
        }
    }

    private final JdbcClient jdbc;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    ProviderRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One for each provider with decided work. Work that was never done, or that waits for people, does not count here. */
    public List<ProviderRecord> listRecords(Operation operation, int fromSeason, int toSeason) {
        Question question = new Question(operation, fromSeason, toSeason);
        Answer known = answers.get(question);
        long begin = System.nanoTime();
        if (known != null && known.isFresh(begin)) {
            return known.records;
        }
        List<ProviderRecord> records = read(question);
        answers.put(question, new Answer(records, begin, System.nanoTime() - begin));
        return records;
    }

    private List<ProviderRecord> read(Question question) {
        return jdbc.sql("""
                select a.provider_id, count(*) as orders,
                    sum(least(a.covered_square_meters, a.field_square_meters)) / nullif(sum(a.field_square_meters), 0)
                        as coverage,
                    avg(case when a.worked_on <= o.window_to then 1.0 else 0.0 end) as on_time
                from acceptance a join work_order o on o.id = a.work_order_id
                where a.operation = :operation and a.season between :from and :to
                    and a.decision in ('ACCEPTED', 'ACCEPTED_IN_PART', 'REFUSED')
                    and a.id not in (select supersedes from acceptance where supersedes is not null)
                group by a.provider_id""").param("operation", question.operation.name())
                .param("from", question.fromSeason).param("to", question.toSeason).query(ProviderRecord.class).list();
    }
}
