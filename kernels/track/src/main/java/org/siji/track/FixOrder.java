package org.siji.track;

import java.util.Arrays;

/**
 * The one order in which fixes are measured, whatever the order in which they came: by time, place, state (work first), width and
 * offset. Places are whole billionths of a degree (a tenth of a millimetre), so that a fix is the same after it was stored.
 */
final class FixOrder {

    static final double STEPS_PER_DEGREE = 1e9;

    private FixOrder() {}

    /** Halves to the even; dividing by {@link #STEPS_PER_DEGREE} gives the double nearest to the decimal number. */
    static long steps(double degrees) {
        return (long) Math.rint(degrees * STEPS_PER_DEGREE);
    }

    static double rounded(double degrees) {
        return Math.rint(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
    }

    /** Of two fixes that contradict each other the one that says more goes first. */
    static int rank(byte state) {
        return state == Track.WORKING ? 0 : state == Track.IDLE ? 1 : 2;
    }

    static byte state(int rank) {
        return rank == 0 ? Track.WORKING : rank == 1 ? Track.IDLE : Track.WORK_STATE_UNKNOWN;
    }

    static int compare(Track track, int a, int b) {
        int order = Long.compare(track.timeMillis(a), track.timeMillis(b));
        order = order != 0 ? order : Long.compare(steps(track.lonDegrees(a)), steps(track.lonDegrees(b)));
        order = order != 0 ? order : Long.compare(steps(track.latDegrees(a)), steps(track.latDegrees(b)));
        order = order != 0 ? order : Integer.compare(rank(track.workState(a)), rank(track.workState(b)));
        order = order != 0 ? order : Float.compare(track.widthMeters(a), track.widthMeters(b));
        return order != 0 ? order : Float.compare(track.offsetMeters(a), track.offsetMeters(b));
    }

    /** Sorts the first {@code count} indices: merges the runs that are in order already, as logs consist of few of them. */
    static void sort(Track track, int[] indices, int count) {
        int[] from = indices;
        int[] to = new int[count];
        boolean isSorted = false;
        while (!isSorted) {
            int runs = 0;
            for (int start = 0; start < count; runs++) {
                int middle = endOfRun(track, from, start, count);
                int end = middle == count ? count : endOfRun(track, from, middle, count);
                merge(track, from, to, start, middle, end);
                start = end;
            }
            isSorted = runs <= 1;
            int[] swap = from;
            from = to;
            to = swap;
        }
        System.arraycopy(from, 0, indices, 0, count);
    }

    private static int endOfRun(Track track, int[] indices, int start, int count) {
        int end = start + 1;
        while (end < count && compare(track, indices[end - 1], indices[end]) <= 0) {
            end++;
        }
        return end;
    }

    private static void merge(Track track, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean isLeft = right == end || left < middle && compare(track, from[left], from[right]) <= 0;
            to[at] = from[isLeft ? left++ : right++];
        }
    }

    /** Indices of the plausible fixes of a track, in order; each is counted. */
    static int[] of(Track track, FixTally tally) {
        int[] indices = new int[track.size()];
        int count = 0;
        boolean isSorted = true;
        for (int i = 0; i < indices.length; i++) {
            if (tally.isPlausible(track.timeMillis(i), track.lonDegrees(i), track.latDegrees(i), track.hdop(i))) {
                isSorted = isSorted && (count == 0 || track.timeMillis(indices[count - 1]) < track.timeMillis(i));
                indices[count++] = i;
            }
        }
        if (!isSorted) {
            sort(track, indices, count);
        }
        return Arrays.copyOf(indices, count);
    }
}
