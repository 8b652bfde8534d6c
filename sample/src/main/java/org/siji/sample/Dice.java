package org.siji.sample;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Chance that falls the same everywhere: {@link Random}'s generator is specified to the bit, and logarithms and exponentials
 * come from {@link StrictMath}. Each part of the county throws its own dice, so that none depends on how often another threw.
 */
final class Dice {

    private final Random random;

    private Dice(long seed) {
        random = new Random(seed);
    }

    /** Dice for one purpose: the county's seed, then what tells this part from the others. */
    static Dice of(long seed, long... parts) {
        long mixed = mix(seed);
        for (long part : parts) {
            mixed = mix(mixed ^ part * 0x9E3779B97F4A7C15L);
        }
        return new Dice(mixed);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds give unrelated dice. */
    private static long mix(long z) {
        long x = z + 0x9E3779B97F4A7C15L;
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    double gauss(double mean, double standardDeviation) {
        return mean + standardDeviation * random.nextGaussian();
    }

    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * random.nextGaussian());
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    void shuffle(List<?> list) {
        Collections.shuffle(list, random);
    }
}
