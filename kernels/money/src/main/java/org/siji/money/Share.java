package org.siji.money;

import java.math.BigInteger;
import java.util.Collection;

/**
 * An exact part of a whole, in lowest terms: three heirs hold 1/3 each, not 33 %.
 *
 * @param numerator   not negative
 * @param denominator positive
 */
public record Share(long numerator, long denominator) {

    public static final Share WHOLE = new Share(1, 1);

    public Share {
        if (denominator <= 0 || numerator < 0) {
            throw new IllegalArgumentException("not a share: " + numerator + "/" + denominator);
        }
        long divisor = BigInteger.valueOf(numerator).gcd(BigInteger.valueOf(denominator)).longValueExact();
        numerator /= divisor;
        denominator /= divisor;
    }

    /** Whether the shares add up to exactly one. */
    public static boolean areWhole(Collection<Share> shares) {
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
        return numerator.equals(denominator);
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
