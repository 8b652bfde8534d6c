package org.siji.track;

/**
 * What a measuring depends on beside the track. The same track with the same parameters gives the same numbers on every
 * machine. What is out of range throws {@link ParameterOutOfRange}.
 *
 * @param widthMeters          working width where the log has none; NaN: work without a width in the log is not counted
 *                             (and reported as {@link MeasuredWork#stepsWithoutWidth()})
 * @param offsetMeters         how far the middle of the implement is to the right of the antenna's path where the log does not
 *                             say; negative: left
 * @param behindMeters         how far the implement works behind the antenna (lever arm), negative: ahead of it
 * @param lagSeconds           how late positions are against the work state: a position reported now is where the machine was
 *                             so long ago, 0 to 10
 * @param cellMeters           edge of a raster cell, 0.05 to 2
 * @param minStepMeters        fixes nearer than this to the last corner of the swath are passed over: a standing machine's
 *                             jitter has no heading
 * @param maxGapSeconds        a longer silence ends the pass, unless the machine comes out of one up to three times as long just where
 *                             it would be had it gone straight on
 * @param maxSpeedKmh          no machine of this kind is faster; what would need more is a jump
 * @param minWorkingSpeedKmh   where the work state is unknown, a slower machine stands
 * @param maxWorkingSpeedKmh   where the work state is unknown, a faster machine is on the road
 * @param maxHdop              fixes with a larger horizontal dilution of precision don't take part
 * @param latestTimeMillis     fixes later than this (milliseconds since 1970) have a wrong date; usually the moment when
 *                             the track was received, {@code Long.MAX_VALUE} if nobody knows
 * @param errors               what the interval of the area is made of
 */
public record MeasureParameters(double widthMeters, double offsetMeters, double behindMeters, double lagSeconds,
        double cellMeters, double minStepMeters, double maxGapSeconds, double maxSpeedKmh, double minWorkingSpeedKmh,
        double maxWorkingSpeedKmh, double maxHdop, long latestTimeMillis, ErrorModel errors) {

    /** Wider than any implement that is sold; a log that says more means something else. */
    public static final double MAX_WIDTH_METERS = 50;
    private static final double MAX_BEHIND_METERS = 30;

    public MeasureParameters {
        require(Double.isNaN(widthMeters) || widthMeters > 0 && widthMeters <= MAX_WIDTH_METERS, "widthMeters",
                widthMeters, 0, MAX_WIDTH_METERS);
        require(Math.abs(offsetMeters) <= MAX_WIDTH_METERS, "offsetMeters", offsetMeters, -MAX_WIDTH_METERS,
                MAX_WIDTH_METERS);
        require(Math.abs(behindMeters) <= MAX_BEHIND_METERS, "behindMeters", behindMeters, -MAX_BEHIND_METERS,
                MAX_BEHIND_METERS);
        require(lagSeconds >= 0 && lagSeconds <= 10, "lagSeconds", lagSeconds, 0, 10);
        require(cellMeters >= 0.05 && cellMeters <= 2, "cellMeters", cellMeters, 0.05, 2);
        require(minStepMeters > 0 && minStepMeters <= 10, "minStepMeters", minStepMeters, 0, 10);
        require(maxGapSeconds > 0 && maxGapSeconds <= 3600, "maxGapSeconds", maxGapSeconds, 0, 3600);
        require(maxSpeedKmh > 0 && maxSpeedKmh <= 1000, "maxSpeedKmh", maxSpeedKmh, 0, 1000);
        require(minWorkingSpeedKmh >= 0 && minWorkingSpeedKmh < maxWorkingSpeedKmh, "minWorkingSpeedKmh",
                minWorkingSpeedKmh, 0, maxWorkingSpeedKmh);
        require(maxWorkingSpeedKmh <= 1000, "maxWorkingSpeedKmh", maxWorkingSpeedKmh, minWorkingSpeedKmh, 1000);
        require(maxHdop > 0, "maxHdop", maxHdop, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * Width from the log, antenna over the middle, no lag, 0.25 m cells, steps of 0.5 m, passes end at 15 s of silence, 130 km/h at
     * most (a machine on a lorry), work between 0.5 and 15 km/h where the state is unknown, a dilution of 6 at most, no latest time,
     * the usual errors.
     */
    public static MeasureParameters defaults() {
        return new MeasureParameters(Double.NaN, 0, 0, 0, 0.25, 0.5, 15, 130, 0.5, 15, 6, Long.MAX_VALUE,
                ErrorModel.USUAL);
    }

    public MeasureParameters withWidthMeters(double meters) {
        return new MeasureParameters(meters, offsetMeters, behindMeters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, errors);
    }

    public MeasureParameters withOffsetMeters(double meters) {
        return new MeasureParameters(widthMeters, meters, behindMeters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, errors);
    }

    public MeasureParameters withBehindMeters(double meters) {
        return new MeasureParameters(widthMeters, offsetMeters, meters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, errors);
    }

    public MeasureParameters withLagSeconds(double seconds) {
        return new MeasureParameters(widthMeters, offsetMeters, behindMeters, seconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, errors);
    }

    public MeasureParameters withCellMeters(double meters) {
        return new MeasureParameters(widthMeters, offsetMeters, behindMeters, lagSeconds, meters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, errors);
    }

    public MeasureParameters withMaxHdop(double most) {
        return new MeasureParameters(widthMeters, offsetMeters, behindMeters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, most, latestTimeMillis, errors);
    }

    public MeasureParameters withLatestTimeMillis(long millis) {
        return new MeasureParameters(widthMeters, offsetMeters, behindMeters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, millis, errors);
    }

    public MeasureParameters withErrors(ErrorModel assumed) {
        return new MeasureParameters(widthMeters, offsetMeters, behindMeters, lagSeconds, cellMeters, minStepMeters,
                maxGapSeconds, maxSpeedKmh, minWorkingSpeedKmh, maxWorkingSpeedKmh, maxHdop, latestTimeMillis, assumed);
    }

    static void require(boolean holds, String name, double value, double least, double most) {
        if (!holds) {
            throw new ParameterOutOfRange(name, value, least, most);
        }
    }
}
