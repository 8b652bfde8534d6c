package org.siji.track;

/**
 * What good work of an operation is measured against.
 *
 * @param minSpeedKmh      slower than this the implement does not work as it should
 * @param maxSpeedKmh      likewise faster
 * @param minDepthMeters   the working depth that is asked for; NaN if depth doesn't matter
 * @param depthErrorMeters by how much a depth sensor may be off; 0.01 covers nine of ten (a field trial of subsoiling monitors found
 *                         0.56 to 0.59 cm in the mean, 2 cm at most)
 */
public record QualityDemand(double minSpeedKmh, double maxSpeedKmh, double minDepthMeters, double depthErrorMeters) {

    public QualityDemand {
        if (!(minSpeedKmh >= 0 && maxSpeedKmh > minSpeedKmh)) {
            throw new IllegalArgumentException("speed from " + minSpeedKmh + " to " + maxSpeedKmh);
        }
        if (minDepthMeters < 0 || !(depthErrorMeters >= 0)) {
            throw new IllegalArgumentException("depth " + minDepthMeters + " with error " + depthErrorMeters);
        }
    }

    /** Any operation: 1 to 12 km/h, no depth. */
    public static QualityDemand usual() {
        return new QualityDemand(1, 12, Double.NaN, 0.01);
    }
}
