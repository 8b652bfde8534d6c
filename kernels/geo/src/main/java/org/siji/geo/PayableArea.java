package org.siji.geo;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An area that somebody pays for: a whole number of hundredths of a mu (厘), frozen once at acceptance.
 *
 * @param centimu hundredths of a mu, not negative
 */
public record PayableArea(long centimu) implements Comparable<PayableArea> {

    public static final PayableArea ZERO = new PayableArea(0);

    public PayableArea {
        if (centimu < 0) {
            throw new IllegalArgumentException("payable area must not be negative: " + centimu);
        }
    }

    /** Rounds half up to 0.01 mu; this is the only place where a measured area becomes a paid one. */
    public static PayableArea of(Area area) {
        return new PayableArea(BigDecimal.valueOf(area.squareMeters()).multiply(BigDecimal.valueOf(15))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP).longValueExact());
    }

    public PayableArea plus(PayableArea other) {
        return new PayableArea(Math.addExact(centimu, other.centimu));
    }

    /** For display with two decimals; exact. */
    public BigDecimal mu() {
        return BigDecimal.valueOf(centimu, 2);
    }

    @Override
    public int compareTo(PayableArea other) {
        return Long.compare(centimu, other.centimu);
    }
}
