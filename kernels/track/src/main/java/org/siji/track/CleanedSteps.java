package org.siji.track;

/** Steps of a track as its cleaner leaves them. */
final class CleanedSteps implements WorkSteps {

    private static final double METERS_PER_DEGREE = 111_320;

    private final Track track;
    private final MeasureParameters parameters;
    private final int[] order;

    private CleanedSteps(Track track, MeasureParameters parameters, int[] order) {
        this.track = track;
        this.parameters = parameters;
        this.order = order;
    }

    static CleanedSteps of(Track track, MeasureParameters parameters) {
        return new CleanedSteps(track, parameters, TrackCleaner.clean(track, parameters).order());
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public long timeMillis(int k) {
        return track.timeMillis(order[k]);
    }

    @Override
    public double lonDegrees(int k) {
        return track.lonDegrees(order[k]);
    }

    @Override
    public double latDegrees(int k) {
        return track.latDegrees(order[k]);
    }

    @Override
    public double widthMeters(int k) {
        float width = track.widthMeters(order[k]);
        return width >= 0 && width <= MeasureParameters.MAX_WIDTH_METERS ? width : parameters.widthMeters();
    }

    @Override
    public double depthMeters(int k) {
        return track.depthMeters(order[k]);
    }

    @Override
    public boolean isStateKnown(int k) {
        return track.workState(order[k]) != Track.WORK_STATE_UNKNOWN;
    }

    @Override
    public boolean isWorking(int k) {
        if (isStateKnown(k)) {
            return track.workState(order[k]) == Track.WORKING;
        }
        double kmh = kmh(k);
        return kmh >= parameters.minWorkingSpeedKmh() && kmh <= parameters.maxWorkingSpeedKmh();
    }

    @Override
    public boolean isBreakBefore(int k) {
        return timeMillis(k) - timeMillis(k - 1) > parameters.maxGapSeconds() * 1000;
    }

    private double kmh(int k) {
        double north = (latDegrees(k) - latDegrees(k - 1)) * METERS_PER_DEGREE;
        double east = (lonDegrees(k) - lonDegrees(k - 1)) * METERS_PER_DEGREE
                * StrictMath.cos(StrictMath.toRadians(latDegrees(k)));
        return StrictMath.hypot(north, east) / (timeMillis(k) - timeMillis(k - 1)) * 3600;
    }
}
