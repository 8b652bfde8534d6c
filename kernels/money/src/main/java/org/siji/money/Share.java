package org.siji.money;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/**
 * An exact part of a whole, in lowest terms: three heirs hold 1/3 each, not 33 %.
 *
 * @param numerator   not negative
 * @param denominator positive
 */
public record Share(long numerator, long denominator) implements Comparable<Share> {

    public static final Share NONE = new Share(0, 1);
    public static final Share WHOLE = new Share(1, 1);

    public Share {
        if (denominator <= 0 || numerator < 0) {
            throw new IllegalArgumentException("not a share: " + numerator + "/" + denominator);
        }
        long divisor = BigInteger.valueOf(numerator).gcd(BigInteger.valueOf(denominator)).longValueExact();
        numerator /= divisor;
        denominator /= divisor;
    }

    /** @throws ArithmeticException if the result's numerator or denominator has more than 63 bits */
    public Share plus(Share other) {
        return sum(List.of(this, other));
    }

    /** @throws IllegalArgumentException if the other one is larger */
    public Share minus(Share other) {
        return of(BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.denominator))
                .subtract(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator))),
                BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(other.denominator)));
    }

    /** @throws ArithmeticException if the result's numerator or denominator has more than 63 bits */
    public Share times(Share other) {
        return of(BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.numerator)),
                BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(other.denominator)));
    }

    /** Nothing for no shares. @throws ArithmeticException if the result's numerator or denominator has more than 63 bits */
    public static Share sum(Collection<Share> shares) {
        BigInteger[] sum = exactSum(shares);
        return of(sum[0], sum[1]);
    }

    /** Whether the shares add up to exactly one. */
    public static boolean areWhole(Collection<Share> shares) {
        BigInteger[] sum = exactSum(shares);
        return sum[0].equals(sum[1]);
    }

    private static Share of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        return new Share(numerator.divide(divisor).longValueExact(), denominator.divide(divisor).longValueExact());
    }

    /** Numerator and denominator in lowest terms. */
    private static BigInteger[] exactSum(Collection<Share> shares) {
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        for (Share share : shares) {
            numerator = numerator.multiply(BigInteger.valueOf(share.denominator))
                    .add(BigInteger.valueOf(share.numerator).multiply(denominator));
            denominator = denominator.multiply(BigInteger.valueOf(share.denominator));
            BigInteger divisor = numerator.gcd(denominator);
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
        return new BigInteger[]{numerator, denominator};
    }

    @Override
    public int compareTo(Share other) {
        return BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.denominator))
                .compareTo(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator)));
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
