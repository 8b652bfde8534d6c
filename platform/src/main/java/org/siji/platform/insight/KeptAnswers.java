package org.siji.platform.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Figures of a whole county or township that take long to add up, kept with the time as of which they hold. What is added up quickly is never
 * kept, so a village, and a small county, always see what is. The rest is given as it was kept and added up anew beside the requests,
 * one after the other and no more than a twentieth of the time; what nobody has asked for lately is waited for.
 */
@Component
class KeptAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final int KEPT = 200;
    private static final int TIMES_AS_LONG = 20;
    private static final Duration TOO_OLD = Duration.ofMinutes(15);

    private final Clock clock;
    private final Duration slow;
    private final ExecutorService beside = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("siji-figures").daemon().factory());
    private final Map<Object, Answer<?>> kept = new LinkedHashMap<>(16, 0.75f, true);
    /** Whoever asks for what is just being added up waits for it instead of doing the same. */
    private final Map<Object, CompletableFuture<Answer<?>>> inWork = new HashMap<>();

    /** @param slowMillis how long it may take without being kept; on a busy machine it takes several times as long as on one at rest */
    KeptAnswers(Clock clock, @Value("${siji.figures.slow-millis:50}") long slowMillis) {
        this.clock = clock;
        this.slow = Duration.ofMillis(slowMillis);
    }

    /** @param took how long it took to add up */
    record Answer<T>(T value, OffsetDateTime asOf, Duration took) {}

    /** @param key of its own for each kind of answer, with everything that it depends on; one key has one type */
    @SuppressWarnings("unchecked")
    <T> Answer<T> get(Object key, Supplier<T> adding) {
        Answer<?> known;
        synchronized (this) {
            known = kept.get(key);
        }
        Duration age = known == null ? TOO_OLD : Duration.between(known.asOf(), OffsetDateTime.now(clock));
        if (known == null || age.compareTo(TOO_OLD) >= 0) {
            return (Answer<T>) await(addUp(key, adding));
        }
        if (age.compareTo(known.took().multipliedBy(TIMES_AS_LONG)) > 0) {
            addUpBeside(key, adding);
        }
        return (Answer<T>) known;
    }

    /** So that nobody has to wait for it: adds it up beside the requests, unless it is known. */
    void prepare(Object key, Supplier<?> adding) {
        boolean known;
        synchronized (this) {
            known = kept.containsKey(key);
        }
        if (!known) {
            addUpBeside(key, adding);
        }
    }

    private static Answer<?> await(CompletableFuture<Answer<?>> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    private <T> void addUpBeside(Object key, Supplier<T> adding) {
        synchronized (this) {
            if (inWork.containsKey(key) || beside.isShutdown()) {
                return;
            }
        }
        beside.execute(() -> addUp(key, adding).exceptionally(problem -> {
            if (!beside.isShutdown()) {
                LOG.warn("figures could not be added up anew: {}", key, problem);
            }
            return null;
        }));
    }

    private <T> CompletableFuture<Answer<?>> addUp(Object key, Supplier<T> adding) {
        CompletableFuture<Answer<?>> mine = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<Answer<?>> others = inWork.putIfAbsent(key, mine);
            if (others != null) {
                return others;
            }
        }
        try {
            OffsetDateTime asOf = OffsetDateTime.now(clock);
            long begun = System.nanoTime();
            T value = adding.get();
            Answer<T> answer = new Answer<>(value, asOf, Duration.ofNanos(System.nanoTime() - begun));
            end(key, answer);
            mine.complete(answer);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                inWork.remove(key);
            }
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private synchronized void end(Object key, Answer<?> answer) {
        inWork.remove(key);
        if (answer.took().compareTo(slow) < 0) {
            kept.remove(key);
        } else {
            kept.put(key, answer);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }

    /** Before the connections are closed, so that what is broken off then is no failure. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        beside.shutdownNow();
    }
}
