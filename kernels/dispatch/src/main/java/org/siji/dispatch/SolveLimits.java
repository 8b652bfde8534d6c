package org.siji.dispatch;

import java.util.function.LongSupplier;

/**
 * When to stop, and what makes a run repeatable: the same seed, threads and iterations give the same plan on any machine, as long as
 * the time doesn't end it first.
 *
 * @param iterations at most so many, per thread
 * @param nanos      at most so long, since {@code solve} was called; {@link #NO_LIMIT} for none
 * @param clock      nanoseconds of any clock that only goes forward: kernels have none of their own
 * @param threads    at least 1
 */
public record SolveLimits(long iterations, long nanos, LongSupplier clock, int threads, long seed) {

    public static final long NO_LIMIT = Long.MAX_VALUE;

    public SolveLimits {
        if (iterations < 0 || nanos < 0 || threads < 1) {
            throw new IllegalArgumentException(
                    "iterations " + iterations + ", nanoseconds " + nanos + ", threads " + threads);
        }
    }

    /** Repeatable: no clock is read. */
    public static SolveLimits ofIterations(long iterations, int threads, long seed) {
        return new SolveLimits(iterations, NO_LIMIT, () -> 0, threads, seed);
    }

    public static SolveLimits ofSeconds(double seconds, LongSupplier clock, int threads, long seed) {
        return new SolveLimits(NO_LIMIT, Math.round(seconds * 1e9), clock, threads, seed);
    }
}
