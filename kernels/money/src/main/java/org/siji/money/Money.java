package org.siji.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An amount in fen (0.01 yuan). Arithmetic overflows loudly.
 *
 * @param fen may be negative: a debt, a counter-posting
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    public static Money ofFen(long fen) {
        return new Money(fen);
    }

    /** @throws ArithmeticException if the amount has a fraction of a fen */
    public static Money ofYuan(String yuan) {
        return new Money(new BigDecimal(yuan).movePointRight(2).longValueExact());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    public Money negated() {
        return new Money(Math.negateExact(fen));
    }

    /** This amount times an exact ratio, rounded half up (away from zero at the half) to the fen. */
    public Money times(long numerator, long denominator) {
        BigInteger product = BigInteger.valueOf(fen).multiply(BigInteger.valueOf(numerator));
        return new Money(new BigDecimal(product)
                .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP).longValueExact());
    }

    /** A rate per mu times hundredths of a mu. */
    public Money perMuTimes(long centimu) {
        return times(centimu, 100);
    }

    public boolean isNegative() {
        return fen < 0;
    }

    /** Exact, with two decimals. */
    public BigDecimal yuan() {
        return BigDecimal.valueOf(fen, 2);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return yuan() + " yuan";
    }
}
