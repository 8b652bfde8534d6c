package org.siji.platform.settlement;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles the contracts that {@link SeasonSettlements} has put up, each in a transaction of its own, beside the requests. A server
 * that is killed leaves no half settled contract; when it starts again, it goes on.
 */
@Component
class SeasonSettlementRunner implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SeasonSettlementRunner.class);
    /** One more than are at work, since one of them often waits for a fund that another holds. */
    private static final int WORKERS = 3;
    private static final long PAUSE_MILLIS = 1000;
    private static final int SECONDS_TO_END = 30;

    private final SeasonSettlements settlements;
    private final TransactionTemplate transactions;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS,
            Thread.ofPlatform().name("siji-settlement-", 1).daemon().factory());
    private volatile boolean stopped;

    SeasonSettlementRunner(SeasonSettlements settlements, PlatformTransactionManager transactionManager) {
        this.settlements = settlements;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        wake();
    }

    @TransactionalEventListener
    void on(SeasonSettlements.Begun event) {
        wake();
    }

    private void wake() {
        for (int i = 0; i < WORKERS; i++) {
            workers.execute(this::work);
        }
    }

    private void work() {
        boolean more = true;
        while (more && !stopped) {
            AtomicReference<SeasonSettlements.@Nullable Taken> current = new AtomicReference<>();
            try {
                more = Boolean.TRUE.equals(transactions.execute(status -> settlements.settleNext(current::set)));
            } catch (CannotCreateTransactionException | TransientDataAccessException
                    | NonTransientDataAccessResourceException e) {
                // The database is away, or two wanted the same rows: the contract is still to do.
                LOG.warn("settling a season's contracts is interrupted: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                SeasonSettlements.Taken taken = current.get();
                LOG.error("could not be settled: {}", taken, e);
                more = taken != null;
                if (taken != null) {
                    putOff(taken, e);
                }
            }
        }
    }

    private void putOff(SeasonSettlements.Taken taken, RuntimeException problem) {
        transactions.executeWithoutResult(status -> {
            if (problem instanceof ProblemException known && !known.violations().isEmpty()) {
                Violation first = known.violations().getFirst();
                settlements.putOff(taken, first.code(),
                        first.args().stream().map(String::valueOf).toArray(String[]::new));
            } else {
                settlements.putOff(taken, "season-settlement.failed", problem.getClass().getSimpleName());
            }
        });
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the contracts in hand be finished. */
    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        workers.shutdown();
        if (!workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            LOG.warn(
                    "a contract's settlement was still running at the end; it is rolled back and done after the next start");
        }
    }
}
