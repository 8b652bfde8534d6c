package org.siji.track;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Decides which fixes take part, and in which order. */
final class TrackCleaner {

    /** So many fixes that fit each other after a jump are a new place, not an error: a machine that was carried elsewhere. */
    private static final int FIXES_THAT_PROVE_A_NEW_PLACE = 5;
    private static final double METERS_PER_DEGREE = 111_320;

    private final Track track;
    private final MeasureParameters parameters;
    private final Map<RemovalReason, Integer> removed = new EnumMap<>(RemovalReason.class);
    private int[] order = {};
    private int stepsBack;

    private TrackCleaner(Track track, MeasureParameters parameters) {
        this.track = track;
        this.parameters = parameters;
    }

    static TrackCleaner clean(Track track, MeasureParameters parameters) {
        TrackCleaner cleaner = new TrackCleaner(track, parameters);
        cleaner.clean();
        return cleaner;
    }

    /** Indices of the fixes used, by time. */
    int[] order() {
        return order;
    }

    double durationSeconds() {
        return order.length == 0
                ? 0
                : (track.timeMillis(order[order.length - 1]) - track.timeMillis(order[0])) / 1000.0;
    }

    FixCounts counts() {
        return new FixCounts(track.size(), order.length, removed, stepsBack);
    }

    private void clean() {
        int[] plausible = IntStream.range(0, track.size()).filter(this::isPlausible).toArray();
        for (int i = 1; i < plausible.length; i++) {
            stepsBack += track.timeMillis(plausible[i]) < track.timeMillis(plausible[i - 1]) ? 1 : 0;
        }
        int[] ordered = stepsBack == 0
                ? plausible
                : Arrays.stream(plausible).boxed().sorted(Comparator.comparingLong(track::timeMillis))
                        .mapToInt(Integer::intValue).toArray();
        order = withoutJumps(withoutDuplicates(ordered));
    }

    private boolean isPlausible(int i) {
        double lon = track.lonDegrees(i);
        double lat = track.latDegrees(i);
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
            return remove(RemovalReason.INVALID_COORDINATE);
        }
        if (lon == 0 && lat == 0) {
            return remove(RemovalReason.ZERO_COORDINATE);
        }
        return track.timeMillis(i) <= parameters.latestTimeMillis() || remove(RemovalReason.FUTURE_DATE);
    }

    private boolean remove(RemovalReason reason) {
        removed.merge(reason, 1, Integer::sum);
        return false;
    }

    private int[] withoutDuplicates(int[] ordered) {
        int[] kept = new int[ordered.length];
        int n = 0;
        for (int i : ordered) {
            if (n > 0 && track.timeMillis(kept[n - 1]) == track.timeMillis(i)) {
                remove(RemovalReason.DUPLICATE);
            } else {
                kept[n++] = i;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private int[] withoutJumps(int[] ordered) {
        int[] kept = new int[ordered.length];
        int n = 0;
        for (int at = 0; at < ordered.length; at++) {
            if (n == 0 || isReachable(kept[n - 1], ordered[at]) || isNewPlace(ordered, at)) {
                kept[n++] = ordered[at];
            } else {
                remove(RemovalReason.IMPOSSIBLE_JUMP);
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private boolean isNewPlace(int[] ordered, int from) {
        if (from + FIXES_THAT_PROVE_A_NEW_PLACE > ordered.length) {
            return false;
        }
        for (int at = from + 1; at < from + FIXES_THAT_PROVE_A_NEW_PLACE; at++) {
            if (!isReachable(ordered[at - 1], ordered[at])) {
                return false;
            }
        }
        return true;
    }

    /** On a sphere and without curvature: this only has to tell 10 m from 10 km. */
    private boolean isReachable(int from, int to) {
        double seconds = (track.timeMillis(to) - track.timeMillis(from)) / 1000.0;
        double north = (track.latDegrees(to) - track.latDegrees(from)) * METERS_PER_DEGREE;
        double turn = Math.abs(track.lonDegrees(to) - track.lonDegrees(from));
        double east = Math.min(turn, 360 - turn) * METERS_PER_DEGREE
                * StrictMath.cos(StrictMath.toRadians(track.latDegrees(from)));
        double limit = parameters.maxSpeedKmh() / 3.6 * seconds;
        return north * north + east * east <= limit * limit;
    }
}
