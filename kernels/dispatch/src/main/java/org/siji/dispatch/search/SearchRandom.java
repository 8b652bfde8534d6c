package org.siji.dispatch.search;

/**
 * Random numbers of a walk: xorshift64* (Vigna 2016), seeded through the mixer of SplitMix64. The same on every machine, and
 * without the atomic step of {@link java.util.Random}.
 */
final class SearchRandom {
    private static final int LOG_STEPS = 4096;
    private static final double[] MINUS_LOG = new double[LOG_STEPS];

    static {
        for (int i = 0; i < LOG_STEPS; i++) {
            MINUS_LOG[i] = -StrictMath.log((i + 0.5) / LOG_STEPS);
        }
    }

    private long state;

    SearchRandom(long seed) {
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        state = (mixed ^ (mixed >>> 31)) | 1L;
    }

    private long next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545F4914F6CDD1DL;
    }

    /** From 0 to below {@code bound}. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From 0 to below 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** The negative logarithm of a number between 0 and 1, from a table: the threshold of an annealing step. */
    double exponential() {
        return MINUS_LOG[(int) (next() >>> 52)];
    }
}
