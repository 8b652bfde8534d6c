package org.siji.track;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How well a machine worked. What could not be measured is NaN or null, never zero.
 *
 * @param coverage               share of the field that was worked; NaN without a field
 * @param overlapShare           worked by two passes or more, as a share of the worked ground
 * @param speed                  of the fixes at work, km/h
 * @param depth                  of the fixes at work that have a depth, metres; null if none has or none is demanded
 * @param passes                 straight stretches of at least 10 m
 * @param straightnessMeters     root mean square distance of fixes from the line of their pass, weighted by length
 * @param spacingMeters          median distance of neighbouring passes
 * @param spacingDeviationMeters half the width of the middle 68 % of those distances
 * @param workSeconds            moving at work
 * @param turnSeconds            moving from one pass to the next within two minutes
 * @param stopSeconds            standing, at work or not
 * @param otherSeconds           moving elsewhere: on the road, to the tank
 * @param stops                  times that the machine stood for ten seconds or more
 * @param score                  0 to 100: mean of the parts by their weights; NaN if there is none
 * @param parts                  each part that could be measured, 0 to 1
 */
public record WorkQuality(double coverage, double overlapShare, Compliance speed, @Nullable Compliance depth,
        int passes,
        double straightnessMeters, double spacingMeters, double spacingDeviationMeters, double workSeconds,
        double turnSeconds, double stopSeconds, double otherSeconds, int stops, double score,
        Map<QualityPart, Double> parts) {

    public WorkQuality {
        parts = parts.isEmpty() ? Map.of() : new EnumMap<>(parts);
    }
}
