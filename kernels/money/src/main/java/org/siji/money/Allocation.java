package org.siji.money;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
        return byLargestRemainder(total, Arrays.stream(weights).mapToObj(BigInteger::valueOf).toList());
    }

    /**
     * Splits by exact fractions: they are brought to one denominator, so that a third of a share weighs exactly a third.
     *
     * @param weights not all zero (unless the total is zero); need not add up to one
     */
    public static Money[] byLargestRemainder(Money total, Collection<Share> weights) {
        BigInteger denominator = BigInteger.ONE;
        for (Share weight : weights) {
            BigInteger own = BigInteger.valueOf(weight.denominator());
            denominator = denominator.divide(denominator.gcd(own)).multiply(own);
        }
        BigInteger common = denominator;
        return byLargestRemainder(total, weights.stream().map(weight -> BigInteger.valueOf(weight.numerator())
                .multiply(common.divide(BigInteger.valueOf(weight.denominator())))).toList());
    }

    private static Money[] byLargestRemainder(Money total, List<BigInteger> weights) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            if (weight.signum() < 0) {
                throw new IllegalArgumentException("a weight must not be negative: " + weight);
            }
            sum = sum.add(weight);
        }
        if (sum.signum() == 0) {
            if (total.fen() != 0) {
                throw new IllegalArgumentException("nothing to share " + total + " by: all weights are zero");
            }
            Money[] nothing = new Money[weights.size()];
            Arrays.fill(nothing, Money.ZERO);
            return nothing;
        }
        BigInteger amount = BigInteger.valueOf(total.fen()).abs();
        long[] parts = new long[weights.size()];
        BigInteger[] remainders = new BigInteger[weights.size()];
        long left = amount.longValueExact();
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] quotient = amount.multiply(weights.get(i)).divideAndRemainder(sum);
            parts[i] = quotient[0].longValueExact();
            remainders[i] = quotient[1];
            left -= parts[i];
        }
        int[] order = IntStream.range(0, parts.length).boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .mapToInt(Integer::intValue).toArray();
        for (int k = 0; k < left; k++) {
            parts[order[k]]++;
        }
        int sign = total.isNegative() ? -1 : 1;
        return Arrays.stream(parts).mapToObj(fen -> Money.ofFen(sign * fen)).toArray(Money[]::new);
    }
}
