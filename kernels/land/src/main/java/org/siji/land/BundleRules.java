package org.siji.land;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;

/**
 * What makes a bundle.
 *
 * @param gapMeters         plots at most so far apart count as lying together: a ridge, a ditch, a field path
 * @param threshold         from here on a bundle is worth a machine's trip
 * @param maximum           no bundle of several plots gets larger; null keeps every contiguous block whole
 * @param minimumCommonDays days that all needs of a bundle must have in common, at least 1
 */
public record BundleRules(double gapMeters, Area threshold, @Nullable Area maximum, int minimumCommonDays) {

    /** 3 m, 50 mu, blocks kept whole, one common day. */
    public static final BundleRules DEFAULT = new BundleRules(3.0, Area.ofMu(50), null, 1);

    public BundleRules {
        if (!(gapMeters >= 0) || Double.isInfinite(gapMeters)) {
            throw new IllegalArgumentException("gap must be finite and not negative: " + gapMeters);
        }
        if (minimumCommonDays < 1) {
            throw new IllegalArgumentException("at least one common day: " + minimumCommonDays);
        }
        if (maximum != null && maximum.compareTo(threshold) < 0) {
            throw new IllegalArgumentException("maximum below threshold: " + maximum + " < " + threshold);
        }
    }
}
