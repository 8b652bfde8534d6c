package org.siji.platform.dispatch;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlanner;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.SolveLimits;
import org.siji.platform.api.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Searches for the plans that wait, one after the other, beside the requests. What is found is kept now and then; when the server ends
 * or dies, another one (or the next start) goes on from what was kept.
 */
@Component
class PlanSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PlanSearch.class);
    private static final long POLL_SECONDS = 5;
    private static final long BEAT_NANOS = 1_000_000_000L;
    private static final long KEEP_NANOS = 3_000_000_000L;
    /** A worker that was not heard of for so long is gone. */
    private static final int SILENT_SECONDS = 15;
    /** A plan that has taken so many servers down with it is not tried again. */
    private static final int MOST_ATTEMPTS = 5;
    private static final long SECONDS_TO_END = 10;
    /** Tried changes per order after which a small plan hardly gets better, and nobody should wait. */
    private static final long STEPS_PER_ORDER = 2000;
    private static final long SEED = 1;

    private final UUID self = Ids.next();
    private final DispatchPlanner planner = DispatchPlanner.best();
    private final SearchStore store;
    private final DispatchPlanStore plans;
    private final TransactionTemplate transactions;
    private final ScheduledExecutorService worker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("siji-dispatch").daemon().factory());
    private volatile boolean ending;

    PlanSearch(SearchStore store, DispatchPlanStore plans, PlatformTransactionManager transactionManager) {
        this.store = store;
        this.plans = plans;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        ScheduledFuture<?> polling = worker.scheduleWithFixedDelay(this::workOff, 0, POLL_SECONDS, TimeUnit.SECONDS);
        LOG.debug("dispatch plans are searched for: {}", polling);
    }

    @TransactionalEventListener
    void on(DispatchPlanStore.Waiting event) {
        LOG.debug("plan {} waits", event.planId());
        if (!ending) {
            worker.execute(this::workOff);
        }
    }

    private void workOff() {
        try {
            boolean more = true;
            while (more && !ending) {
                more = store.takeNext(self, SILENT_SECONDS).map(taken -> {
                    search(taken);
                    return true;
                }).orElse(false);
            }
        } catch (RuntimeException e) {
            // The database is away. Whoever has it again finds the plan by its silence.
            if (!ending) {
                LOG.warn("the search for dispatch plans is interrupted: {}", e.toString());
            }
        }
    }

    private void search(SearchStore.Taken taken) {
        if (taken.attempts() > MOST_ATTEMPTS) {
            store.giveUp(taken.id(), self, "dispatch.failed");
            return;
        }
        try {
            PlanContent content = plans.getContent(taken.id());
            DispatchProblem problem = content.problemWithLocks();
            Pulse pulse = new Pulse(taken.id(), content.problem());
            long most = Objects.requireNonNullElse(taken.mostIterations(), SolveLimits.NO_LIMIT);
            DispatchPlanner.Solved solved = planner.solve(problem,
                    new SolveLimits(Math.min(STEPS_PER_ORDER * Math.max(1, problem.orders().size()), most),
                            TimeUnit.SECONDS.toNanos(taken.seconds()), System::nanoTime, 1, SEED),
                    pulse, content.plan());
            boolean isHandedBack = ending && !pulse.isStopped;
            if (!isHandedBack) {
                store.beat(taken.id(), self, 1, solved.iterations());
            }
            keep(taken.id(), isHandedBack ? PlanStatus.WAITING : PlanStatus.DRAFT, content.problem(), solved.plan(),
                    solved.cost());
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("plan {} could not be made", taken.id(), e);
            store.giveUp(taken.id(), self, "dispatch.failed");
        }
    }

    private void keep(UUID id, PlanStatus next, DispatchProblem problem, DispatchPlan plan, PlanCost cost) {
        transactions.executeWithoutResult(status -> store.keep(id, self, next, problem, plan, cost));
    }

    /** Tells others how far the search is, and hears whether to end it. */
    private final class Pulse implements DispatchPlanner.Listener {

        private final UUID id;
        private final DispatchProblem problem;
        private long lastBeat = System.nanoTime();
        private long lastKept = lastBeat - KEEP_NANOS;
        private volatile boolean isStopped;

        Pulse(UUID id, DispatchProblem problem) {
            this.id = id;
            this.problem = problem;
        }

        @Override
        public void better(PlanCost cost, long iterations, Supplier<DispatchPlan> plan) {
            long now = System.nanoTime();
            if (now - lastKept >= KEEP_NANOS) {
                lastKept = now;
                keep(id, PlanStatus.RUNNING, problem, plan.get(), cost);
            }
        }

        @Override
        public void goesOn(double share, long iterations) {
            long now = System.nanoTime();
            if (iterations == 0 || now - lastBeat >= BEAT_NANOS) {
                lastBeat = now;
                // Empty: somebody has discarded it, or taken it over.
                isStopped = store.beat(id, self, share, iterations).orElse(true);
            }
        }

        @Override
        public boolean isCancelled() {
            return isStopped || ending;
        }
    }

    /** Before the connections are closed: what is in hand is kept and waits for the next start. */
    @EventListener(ContextClosedEvent.class)
    void end() throws InterruptedException {
        ending = true;
        worker.shutdown();
        if (!worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            LOG.warn(
                    "a search for a dispatch plan was still running at the end; it is taken up again after the next start");
        }
    }
}
