package org.siji.platform.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the planning figures of marked villages again, one village and season per transaction, beside the requests. A mark is set in the
 * transaction of what happened ({@link PlanningListener}), so none is lost: a server that is killed goes on after its next start.
 */
@Component
class PlanningUpkeep implements DisposableBean {

    /** Raise it when {@link PlanningFigures} reckons otherwise: all villages are made again at the next start. */
    static final int RECKONING = 1;

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final Logger LOG = LoggerFactory.getLogger(PlanningUpkeep.class);
    private static final long PAUSE_MILLIS = 500;
    private static final long MINUTES_TO_LOOK_AGAIN = 10;
    private static final int MOST_TO_LOOK_AT = 100;
    private static final int REST_PER_WORK = 9;
    private static final int SECONDS_TO_END = 10;

    private final PlanningStore store;
    private final PlanningFigures figures;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ReentrantLock working = new ReentrantLock();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("siji-planning").daemon().factory());
    private volatile boolean stopped;

    PlanningUpkeep(PlanningStore store, PlanningFigures figures, JdbcClient jdbc,
            PlatformTransactionManager transactionManager, Clock clock) {
        this.store = store;
        this.figures = figures;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /** Villages without figures, or with those of an older server, are made (again): after a migration, an import, a restored copy. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        worker.execute(() -> quietly(() -> store.markRegion("", false, thisYear(), RECKONING)));
        ScheduledFuture<?> work = worker.scheduleWithFixedDelay(() -> quietly(this::workOff), PAUSE_MILLIS,
                PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> look = worker.scheduleWithFixedDelay(() -> quietly(this::lookAgain), MINUTES_TO_LOOK_AGAIN,
                MINUTES_TO_LOOK_AGAIN, TimeUnit.MINUTES);
        LOG.debug("planning figures are kept: {}, {}", work, look);
    }

    private void lookAgain() {
        store.markRegion("", false, thisYear(), RECKONING);
        store.markOld(OffsetDateTime.now(clock).minusDays(1), thisYear() - 1, MOST_TO_LOOK_AT);
    }

    /** Has all figures of a region made again; they stay readable meanwhile. */
    int rebuild(String prefix) {
        return store.markRegion(prefix, true, thisYear(), RECKONING);
    }

    int thisYear() {
        return LocalDate.now(clock.withZone(FARM_ZONE)).getYear();
    }

    /** No more than a tenth of one processor: people, and a season's settlement, go on working meanwhile. */
    private void workOff() {
        long began = System.nanoTime();
        while (!stopped && makeNext()) {
            long took = System.nanoTime() - began;
            try {
                TimeUnit.NANOSECONDS.sleep(took * REST_PER_WORK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            began = System.nanoTime();
        }
    }

    /** Until nothing waits any more. */
    void catchUp() {
        boolean more = true;
        while (more) {
            more = makeNext();
        }
    }

    private boolean makeNext() {
        working.lock();
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> store.findFirstMark().map(mark -> {
                make(mark);
                return true;
            }).orElse(false)));
        } finally {
            working.unlock();
        }
    }

    private void make(PlanningStore.Mark mark) {
        // Another server on the same database may be at it.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))").param("key",
                "planning " + mark.villageCode()).query((row, index) -> true).list();
        store.takeMarks(mark);
        String village = mark.villageCode();
        if (mark.season() == null) {
            store.listSeasons(village, thisYear()).forEach(season -> store.mark(village, season));
            return;
        }
        int season = mark.season();
        store.put(season, village, OffsetDateTime.now(clock), RECKONING, figures.ground(season, village),
                figures.gain(season, village), figures.operations(season, village), figures.weeks(season, village));
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The database is away or going down: the marks are still there.
            if (!stopped) {
                LOG.warn("planning figures wait: {}", e.getMessage());
            }
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        worker.shutdown();
        if (!worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            worker.shutdownNow();
        }
    }
}
