package org.siji.track;

/**
 * What a measuring depends on beside the track. The same track with the same parameters gives the same numbers on every
 * machine.
 *
 * @param widthMeters          working width where the log has none; NaN: work without a width in the log is not counted
 *                             (and reported as {@link MeasuredWork#stepsWithoutWidth()})
 * @param offsetMeters         how far the middle of the implement is to the right of the antenna's path; negative: left
 * @param cellMeters           edge of a raster cell, 0.05 to 2
 * @param minStepMeters        fixes nearer than this to the last corner of the swath are passed over: a standing machine's
 *                             jitter has no heading
 * @param maxGapSeconds        a longer silence ends the pass
 * @param maxSpeedKmh          no machine of this kind is faster; what would need more is a jump
 * @param minWorkingSpeedKmh   where the work state is unknown, a slower machine stands
 * @param maxWorkingSpeedKmh   where the work state is unknown, a faster machine is on the road
 * @param latestTimeMillis     fixes later than this (milliseconds since 1970) have a wrong date; usually the moment when
 *                             the track was received, {@code Long.MAX_VALUE} if nobody knows
 */
public record MeasureParameters(double widthMeters, double offsetMeters, double cellMeters, double minStepMeters,
        double maxGapSeconds, double maxSpeedKmh, double minWorkingSpeedKmh, double maxWorkingSpeedKmh,
        long latestTimeMillis) {

    /** Wider than any implement that is sold; a log that says more means something else. */
    public static final double MAX_WIDTH_METERS = 50;

    public MeasureParameters {
        require(Double.isNaN(widthMeters) || widthMeters > 0 && widthMeters <= MAX_WIDTH_METERS, "widthMeters",
                widthMeters);
        require(Math.abs(offsetMeters) <= MAX_WIDTH_METERS, "offsetMeters", offsetMeters);
        require(cellMeters >= 0.05 && cellMeters <= 2, "cellMeters", cellMeters);
        require(minStepMeters > 0 && minStepMeters <= 10, "minStepMeters", minStepMeters);
        require(maxGapSeconds > 0, "maxGapSeconds", maxGapSeconds);
        require(maxSpeedKmh > 0, "maxSpeedKmh", maxSpeedKmh);
        require(minWorkingSpeedKmh >= 0, "minWorkingSpeedKmh", minWorkingSpeedKmh);
        require(maxWorkingSpeedKmh > minWorkingSpeedKmh, "maxWorkingSpeedKmh", maxWorkingSpeedKmh);
    }

    /**
     * Width from the log, antenna over the middle, 0.25 m cells, steps of 0.5 m, passes end at 15 s of silence, 130 km/h at
     * most (a machine on a lorry), work between 0.5 and 15 km/h where the state is unknown, no latest time.
     */
    public static MeasureParameters defaults() {
        return new MeasureParameters(Double.NaN, 0, 0.25, 0.5, 15, 130, 0.5, 15, Long.MAX_VALUE);
    }

    public MeasureParameters withWidthMeters(double meters) {
        return new MeasureParameters(meters, offsetMeters, cellMeters, minStepMeters, maxGapSeconds, maxSpeedKmh,
                minWorkingSpeedKmh, maxWorkingSpeedKmh, latestTimeMillis);
    }

    public MeasureParameters withOffsetMeters(double meters) {
        return new MeasureParameters(widthMeters, meters, cellMeters, minStepMeters, maxGapSeconds, maxSpeedKmh,
                minWorkingSpeedKmh, maxWorkingSpeedKmh, latestTimeMillis);
    }

    public MeasureParameters withCellMeters(double meters) {
        return new MeasureParameters(widthMeters, offsetMeters, meters, minStepMeters, maxGapSeconds, maxSpeedKmh,
                minWorkingSpeedKmh, maxWorkingSpeedKmh, latestTimeMillis);
    }

    public MeasureParameters withLatestTimeMillis(long millis) {
        return new MeasureParameters(widthMeters, offsetMeters, cellMeters, minStepMeters, maxGapSeconds, maxSpeedKmh,
                minWorkingSpeedKmh, maxWorkingSpeedKmh, millis);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " out of range: " + value);
        }
    }
}
