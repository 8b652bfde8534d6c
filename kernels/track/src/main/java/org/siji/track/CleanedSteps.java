package org.siji.track;

/** Steps of a track as its cleaner leaves them: the same fixes and the same work that the area is measured from. */
final class CleanedSteps implements WorkSteps {

    private final Track track;
    private final MeasureParameters parameters;
    private final CleanedTrack cleaned;

    private CleanedSteps(Track track, MeasureParameters parameters) {
        this.track = track;
        this.parameters = parameters;
        cleaned = TrackMeter.clean(track, parameters);
    }

    static CleanedSteps of(Track track, MeasureParameters parameters) {
        return new CleanedSteps(track, parameters);
    }

    @Override
    public int size() {
        return cleaned.size();
    }

    @Override
    public long timeMillis(int k) {
        return cleaned.timeMillis(k);
    }

    @Override
    public double lonDegrees(int k) {
        return track.lonDegrees(cleaned.index(k));
    }

    @Override
    public double latDegrees(int k) {
        return track.latDegrees(cleaned.index(k));
    }

    @Override
    public double widthMeters(int k) {
        float width = track.widthMeters(cleaned.index(k));
        return width >= 0 && width <= MeasureParameters.MAX_WIDTH_METERS ? width : parameters.widthMeters();
    }

    @Override
    public double depthMeters(int k) {
        return track.depthMeters(cleaned.index(k));
    }

    @Override
    public boolean isWorking(int k) {
        return cleaned.isWorking(k);
    }

    @Override
    public boolean isStateKnown(int k) {
        return track.workState(cleaned.index(k)) != Track.WORK_STATE_UNKNOWN;
    }

    @Override
    public boolean isBreakBefore(int k) {
        return cleaned.isBreakBefore(k);
    }
}
