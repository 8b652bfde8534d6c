package org.siji.track;

import java.util.Arrays;
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
        Buckets buckets = new Buckets(flat, radius);
        double[] seconds = new double[size];
        for (int i = 0; i < size; i++) {
            seconds[i] = buckets.sum(i, weight, enough);
        }
        return seconds;
    }

    /** Fixes by square of one radius, chained; the table is open, twice the fixes or more. */
    private static final class Buckets {
        private final FlatTrack flat;
        private final double radius;
        private final long[] key;
        private final int[] head;
        private final int[] next;

        Buckets(FlatTrack flat, double radius) {
            this.flat = flat;
            this.radius = radius;
            int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, flat.size())) * 4);
            key = new long[capacity];
            head = new int[capacity];
            next = new int[flat.size()];
            Arrays.fill(head, -1);
            for (int i = 0; i < flat.size(); i++) {
                int at = slot(square(flat.x[i]), square(flat.y[i]));
                next[i] = head[at];
                head[at] = i;
            }
        }

        private int square(double meters) {
            return (int) Math.floor(meters / radius);
        }

        /** Where the square is, or would be; taken at once if it is free. */
        private int slot(int column, int row) {
            long wanted = (long) row << 32 | column & 0xFFFF_FFFFL;
            long mixed = wanted * 0x9E37_79B9_7F4A_7C15L;
            int at = (int) (mixed >>> 32) & key.length - 1;
            while (head[at] >= 0 && key[at] != wanted) {
                at = at + 1 & key.length - 1;
            }
            key[at] = wanted;
            return at;
        }

        double sum(int i, double[] weight, double enough) {
            double seconds = 0;
            int column = square(flat.x[i]);
            int row = square(flat.y[i]);
            for (int near = 0; near < 9 && seconds < enough; near++) {
                // The own square first: it mostly suffices.
                int turn = (near + 4) % 9;
                for (int k = head[slot(column + turn % 3 - 1, row + turn / 3 - 1)]; k >= 0
                        && seconds < enough; k = next[k]) {
                    double dx = flat.x[k] - flat.x[i];
                    double dy = flat.y[k] - flat.y[i];
                    seconds += dx * dx + dy * dy <= radius * radius ? weight[k] : 0;
                }
            }
            return seconds;
        }
    }
}
