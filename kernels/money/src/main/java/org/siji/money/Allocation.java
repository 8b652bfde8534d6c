package org.siji.money;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Splits a sum by weights so that the parts add up to it to the fen: the largest-remainder (Hamilton) method. Equal
 * remainders are served in the order of the weights, so the same input always gives the same parts.
 */
public final class Allocation {

    private Allocation() {}

    /**
     * @param total   may be negative: then the parts mirror those of the positive total
     * @param weights not negative, not all zero (unless the total is zero), e.g. hundredths of a mu
     * @return as many parts as weights, in their order
     */
    public static Money[] byLargestRemainder(Money total, long[] weights) {
        BigInteger sum = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("a weight must not be negative: " + weight);
            }
            sum = sum.add(BigInteger.valueOf(weight));
        }
        if (sum.signum() == 0) {
            if (total.fen() != 0) {
                throw new IllegalArgumentException("nothing to share " + total + " by: all weights are zero");
            }
            Money[] nothing = new Money[weights.length];
            Arrays.fill(nothing, Money.ZERO);
            return nothing;
        }
        BigInteger amount = BigInteger.valueOf(total.fen()).abs();
        long[] parts = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = amount.longValueExact();
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] quotient = amount.multiply(BigInteger.valueOf(weights[i])).divideAndRemainder(sum);
            parts[i] = quotient[0].longValueExact();
            remainders[i] = quotient[1];
            left -= parts[i];
        }
        int[] order = IntStream.range(0, weights.length).boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .mapToInt(Integer::intValue).toArray();
        for (int k = 0; k < left; k++) {
            parts[order[k]]++;
        }
        int sign = total.isNegative() ? -1 : 1;
        return Arrays.stream(parts).mapToObj(fen -> Money.ofFen(sign * fen)).toArray(Money[]::new);
    }
}
