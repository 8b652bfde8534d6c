package org.siji.track;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The fixes of a track that take part, in order; what the coverage is made of, for whoever judges the same work otherwise. Positions
 * are those of the track.
 */
public final class CleanedTrack {

    private static final double METERS_PER_DEGREE = 111_320;

    private final Track track;
    private final FixCounts counts;
    private final int[] indices;
    private final BitSet breaks;
    private final BitSet working = new BitSet();

    private CleanedTrack(Track track, FixCounts counts, int[] indices, BitSet breaks) {
        this.track = track;
        this.counts = counts;
        this.indices = indices;
        this.breaks = breaks;
    }

    static CleanedTrack of(Track track, MeasureParameters parameters) {
        FixTally tally = new FixTally(parameters);
        int[] ordered = FixOrder.of(track, tally);
        int[] kept = new int[ordered.length];
        int[] size = new int[1];
        BitSet breaks = new BitSet();
        TrackCleaner cleaner = new TrackCleaner(parameters, (index, time, lon, lat, state, width, offset, isBreak) -> {
            breaks.set(size[0], isBreak);
            kept[size[0]++] = index;
        });
        for (int i : ordered) {
            JobEngine.feed(track, i, cleaner);
        }
        cleaner.finish();
        CleanedTrack cleaned = new CleanedTrack(track, tally.with(cleaner), Arrays.copyOf(kept, size[0]), breaks);
        cleaned.findWork(parameters);
        return cleaned;
    }

    private void findWork(MeasureParameters parameters) {
        for (int k = 1; k < indices.length; k++) {
            double stepSeconds = (timeMillis(k) - timeMillis(k - 1)) / 1000.0;
            if (breaks.get(k) || stepSeconds > parameters.maxGapSeconds()) {
                breaks.set(k);
                continue;
            }
            byte state = track.workState(indices[k]);
            double kmh = meters(k) / stepSeconds * 3.6;
            boolean isAtWorkingSpeed = kmh >= parameters.minWorkingSpeedKmh()
                    && kmh <= parameters.maxWorkingSpeedKmh();
            working.set(k, state == Track.WORKING || state == Track.WORK_STATE_UNKNOWN && isAtWorkingSpeed);
        }
    }

    private double meters(int k) {
        double lat = track.latDegrees(indices[k - 1]);
        double north = (track.latDegrees(indices[k]) - lat) * METERS_PER_DEGREE;
        double turn = Math.abs(track.lonDegrees(indices[k]) - track.lonDegrees(indices[k - 1]));
        double east = Math.min(turn, 360 - turn) * METERS_PER_DEGREE * StrictMath.cos(StrictMath.toRadians(lat));
        return StrictMath.sqrt(north * north + east * east);
    }

    public int size() {
        return indices.length;
    }

    public FixCounts counts() {
        return counts;
    }

    /** Number of the k-th fix in the track. */
    public int index(int k) {
        return indices[k];
    }

    public long timeMillis(int k) {
        return track.timeMillis(indices[k]);
    }

    /** Whether what happened before the k-th fix is unknown: a silence, a machine that was carried, a receiver that had stuck. */
    public boolean isBreakBefore(int k) {
        return k == 0 || breaks.get(k);
    }

    /** Whether the machine worked on its way to the k-th fix, by its own state at the end of the step or by its speed. */
    public boolean isWorking(int k) {
        return working.get(k);
    }
}
