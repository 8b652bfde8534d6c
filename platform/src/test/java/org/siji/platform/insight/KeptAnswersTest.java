package org.siji.platform.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeptAnswersTest {

    private static final int SLOW_MILLIS = 40;

    /** Stands still until it is told to go on. */
    private static final class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-12-01T08:00:00Z");

        void goOn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final HandClock clock = new HandClock();
    private final KeptAnswers answers = new KeptAnswers(clock, SLOW_MILLIS);
    /** What is added up: the number of times that it was. */
    private final AtomicInteger times = new AtomicInteger();

    private Integer slowly() {
        try {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS + 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return times.incrementAndGet();
    }

    @AfterEach
    void stop() {
        answers.end();
    }

    @Test
    void whatIsAddedUpQuicklyIsAlwaysAddedUpAnew() {
        assertThat(answers.get("quick", times::incrementAndGet).value()).isEqualTo(1);
        assertThat(answers.get("quick", times::incrementAndGet).value()).isEqualTo(2);
    }

    @Test
    void whatTakesLongIsKeptWithItsTimeAndRenewedBesideTheRequests() throws InterruptedException {
        KeptAnswers.Answer<Integer> first = answers.get("slow", this::slowly);
        assertThat(first.value()).isEqualTo(1);
        assertThat(first.asOf().toInstant()).isEqualTo(clock.instant());
        assertThat(answers.get("slow", this::slowly)).isSameAs(first);
        clock.goOn(Duration.ofMinutes(10));
        assertThat(answers.get("slow", this::slowly)).as("nobody waits for the new one").isSameAs(first);
        KeptAnswers.Answer<Integer> later = first;
        for (int i = 0; i < 500 && later.equals(first); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
            later = answers.get("slow", this::slowly);
        }
        assertThat(later.value()).isEqualTo(2);
        assertThat(later.asOf()).isEqualTo(first.asOf().plusMinutes(10));
    }

    @Test
    void whatNobodyHasAskedForLatelyIsWaitedFor() {
        assertThat(answers.get("slow", this::slowly).value()).isEqualTo(1);
        clock.goOn(Duration.ofHours(9));
        assertThat(answers.get("slow", this::slowly).value()).isEqualTo(2);
    }

    @Test
    void whoAsksAtTheSameMomentWaitsForTheSameAnswer() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService askers = Executors.newFixedThreadPool(2)) {
            Supplier<Integer> onceAllAreHere = () -> {
                start.countDown();
                return slowly();
            };
            Future<Integer> one = askers.submit(() -> answers.get("slow", onceAllAreHere).value());
            start.await();
            assertThat(answers.get("slow", this::slowly).value()).isEqualTo(1);
            assertThat(one.get()).isEqualTo(1);
        }
    }

    @Test
    void whatFailsIsToldAndTriedAgain() {
        assertThatThrownBy(() -> answers.get("slow", () -> {
            throw new IllegalStateException("no database");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no database");
        assertThat(answers.get("slow", this::slowly).value()).isEqualTo(1);
    }
}
