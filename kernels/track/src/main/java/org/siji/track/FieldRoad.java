package org.siji.track;

import java.util.BitSet;

/**
 * Tells fields from roads where a log has neither work state nor parcels. Two quantities per fix, both readable by people:
 * the ground that the machine's passes close around it, and the time the machine spent in motion near it. Both are taken over the whole
 * track, so a day is judged when it is over.
 */
public final class FieldRoad {

    /** A longer step is not drawn as way: nobody knows where the machine went. */
    private static final double MAX_STEP_SECONDS = 30;
    private static final double MAX_STEP_METERS = 60;
    /** A machine that stands has not stayed to work, and one that is silent may have gone away and come back. */
    private static final double MIN_METERS_PER_SECOND = 0.3;
    private static final double MAX_SECONDS_OF_A_FIX = 10;

    private FieldRoad() {}

    /**
     * What the rule looks at, by index of the track; zeros for a fix without a place.
     *
     * @param patchSquareMeters closed ground, joined together, around the fix
     * @param secondsNear       time spent near and in motion, counted up to a little over the limit
     */
    public record Evidence(double[] patchSquareMeters, double[] secondsNear) {}

    /** Which fixes, by index of the track, lie in a field. Fixes may be out of order; one without a place is in none. */
    public static BitSet inField(Track track, FieldRoadRule rule) {
        Evidence evidence = evidence(track, rule);
        BitSet inField = new BitSet(track.size());
        for (int i = 0; i < track.size(); i++) {
            inField.set(i, evidence.patchSquareMeters[i] >= rule.minPatchSquareMeters()
                    && evidence.secondsNear[i] >= rule.minSecondsNear());
        }
        return inField;
    }

    /**
     * The track with every fix of unknown work state that lies in no field said to be idle, so that {@link TrackMeter} doesn't
     * take slow road trips for work. For tracks that are measured without a parcel; the others keep to their parcel.
     */
    public static Track withoutRoads(Track track, FieldRoadRule rule) {
        BitSet inField = inField(track, rule);
        Track.Builder told = Track.builder();
        for (int i = 0; i < track.size(); i++) {
            byte state = track.workState(i);
            told.add(track.timeMillis(i), track.lonDegrees(i), track.latDegrees(i),
                    state == Track.WORK_STATE_UNKNOWN && !inField.get(i) ? Track.IDLE : state, track.widthMeters(i),
                    track.offsetMeters(i), track.depthMeters(i), track.hdop(i));
        }
        return told.build();
    }

    public static Evidence evidence(Track track, FieldRoadRule rule) {
        FlatTrack flat = FlatTrack.of(track);
        double[] patch = new double[track.size()];
        double[] near = new double[track.size()];
        ClosedGround closed = way(flat).closed(rule.closingMeters());
        int[] sizes = closed.patchSizes();
        double[] seconds = secondsNear(flat, rule.nearMeters(), rule.minSecondsNear());
        for (int i = 0; i < flat.size(); i++) {
            int number = closed.patch(cell(flat.x[i]), cell(flat.y[i]));
            patch[flat.index[i]] = number < 0 ? 0 : sizes[number];
            near[flat.index[i]] = seconds[i];
        }
        return new Evidence(patch, near);
    }

    private static int cell(double meters) {
        return (int) Math.floor(meters);
    }

    private static ClosedGround way(FlatTrack flat) {
        ClosedGround way = new ClosedGround();
        for (int i = 0; i < flat.size(); i++) {
            way.add(cell(flat.x[i]), cell(flat.y[i]));
            if (i > 0 && flat.secondsBetween(i - 1, i) <= MAX_STEP_SECONDS
                    && flat.metersBetween(i - 1, i) <= MAX_STEP_METERS) {
                int steps = (int) Math.ceil(flat.metersBetween(i - 1, i));
                for (int k = 1; k < steps; k++) {
                    way.add(cell(flat.x[i - 1] + (flat.x[i] - flat.x[i - 1]) * k / steps),
                            cell(flat.y[i - 1] + (flat.y[i] - flat.y[i - 1]) * k / steps));
                }
            }
        }
        return way;
    }

    /** Seconds in motion within {@code radius} of each fix; the sum ends once it has reached {@code enough}. */
    static double[] secondsNear(FlatTrack flat, double radius, double enough) {
        int size = flat.size();
        double[] weight = new double[size];
        for (int i = 0; i + 1 < size; i++) {
            double seconds = flat.secondsBetween(i, i + 1);
            if (flat.metersBetween(i, i + 1) >= MIN_METERS_PER_SECOND * seconds) {
                weight[i] = Math.min(MAX_SECONDS_OF_A_FIX, seconds);
            }
        }
        FixGrid grid = new FixGrid(flat, radius);
        double[] seconds = new double[size];
        for (int i = 0; i < size; i++) {
            double[] sum = {0};
            grid.near(i, k -> {
                sum[0] += weight[k];
                return sum[0] < enough;
            });
            seconds[i] = sum[0];
        }
        return seconds;
    }
}
