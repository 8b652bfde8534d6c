package org.siji.platform.dispatch;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.PlanCost;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How the search sees plans: a queue of those that wait, a pulse by which others know that somebody is at one. Whoever has lost a plan
 * to another worker writes nothing any more. Times are the database's: servers may disagree about theirs.
 */
@Repository
class SearchStore {

    private static final String MINE = " where id = :id and worker = :worker and status = 'RUNNING'";

    private final JdbcClient jdbc;
    private final DispatchPlanStore plans;

    SearchStore(JdbcClient jdbc, DispatchPlanStore plans) {
        this.jdbc = jdbc;
        this.plans = plans;
    }

    /** A plan in hand. */
    record Taken(UUID id, int seconds, @Nullable Long mostIterations, int attempts) {}

    /** Takes the oldest plan that waits, or whose worker has not been heard of for so long. */
    Optional<Taken> takeNext(UUID worker, int silentSeconds) {
        return jdbc.sql("""
                update dispatch_plan set status = 'RUNNING', worker = :worker, heartbeat_at = now(), attempts = attempts + 1,
                    share = 0, iterations = 0
                where id = (select id from dispatch_plan
                    where status = 'WAITING' or status = 'RUNNING' and heartbeat_at < now() - make_interval(secs => :silent)
                    order by id limit 1 for update skip locked)
                returning id, seconds, most_iterations, attempts""").param("worker", worker)
                .param("silent", silentSeconds)
                .query(Taken.class).optional();
    }

    /** @return whether a stop is wanted; empty when the plan is no longer this worker's */
    Optional<Boolean> beat(UUID id, UUID worker, double share, long iterations) {
        return jdbc.sql("update dispatch_plan set heartbeat_at = now(), share = :share, iterations = :iterations" + MINE
                + " returning stop_wanted").param("share", share).param("iterations", iterations).param("id", id)
                .param("worker", worker).query(Boolean.class).optional();
    }

    /** @param next RUNNING while it goes on, WAITING to give it to another, DRAFT at the end */
    void keep(UUID id, UUID worker, PlanStatus next, DispatchProblem problem, DispatchPlan plan, PlanCost cost) {
        if (isMine(id, worker)) {
            plans.setPlan(id, problem, plan, cost);
            jdbc.sql("""
                    update dispatch_plan set status = :next, share = case when :next = 'DRAFT' then 1 else share end,
                        attempts = case when :next = 'RUNNING' then attempts else 0 end""" + MINE)
                    .param("next", next.name()).param("id", id).param("worker", worker).update();
        }
    }

    /** @param failure a code, its sentence stands in the message files */
    void giveUp(UUID id, UUID worker, String failure) {
        jdbc.sql("update dispatch_plan set status = 'FAILED', failure = :failure, version = version + 1" + MINE)
                .param("failure", failure).param("id", id).param("worker", worker).update();
    }

    /** Holds the row until the end of the transaction. */
    private boolean isMine(UUID id, UUID worker) {
        return jdbc.sql("select id from dispatch_plan" + MINE + " for update").param("id", id)
                .param("worker", worker).query((row, i) -> true).optional().orElse(false);
    }
}
