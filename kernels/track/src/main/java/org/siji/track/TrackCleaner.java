package org.siji.track;

import java.util.EnumMap;
import java.util.Map;

/**
 * Decides which of the plausible fixes take part. They come in the order of {@link FixOrder} and leave four fixes later, because
 * whether a jump is an error is seen from what follows it.
 */
final class TrackCleaner {

    /** So many fixes that fit each other after a jump are a new place, not an error: a machine that was carried elsewhere. */
    static final int FIXES_THAT_PROVE_A_NEW_PLACE = 5;
    private static final double METERS_PER_DEGREE = 111_320;
    /** Receivers on machines measure ten times a second at most; what comes sooner is the same measuring twice. */
    private static final long NEAR_MILLIS = 50;
    private static final int REPEATS_OF_A_STUCK_RECEIVER = 3;
    /** More than any machine with an implement; and room for a last digit of the position. */
    private static final double MAX_ACCELERATION = 2;
    private static final double STUCK_SLACK_METERS = 4;
    /** So far the cosine of the latitude is taken as constant: it only has to tell 10 m from 10 km. */
    private static final double SAME_LATITUDE_DEGREES = 0.02;

    private final double metersPerSecond;
    private final FixSink out;
    private final Map<RemovalReason, Integer> removed = new EnumMap<>(RemovalReason.class);

    private final Slot[] waiting = new Slot[FIXES_THAT_PROVE_A_NEW_PLACE];
    private int waitingCount;
    private final Slot last = new Slot();
    private boolean hasLast;
    /** Whether the next fix that waits came right after {@code last}, so that what it knows of its neighbour holds. */
    private boolean isLastAdjacent;
    private int repeats;
    private double cosineLatitude;
    private double cosine = 1;
    private long firstMillis;

    private static final class Slot {
        int index;
        long time;
        double lon;
        double lat;
        byte state;
        float width;
        float offset;
        boolean isReachable;

        void set(Slot other) {
            index = other.index;
            time = other.time;
            lon = other.lon;
            lat = other.lat;
            state = other.state;
            width = other.width;
            offset = other.offset;
            isReachable = other.isReachable;
        }
    }

    TrackCleaner(MeasureParameters parameters, FixSink out) {
        metersPerSecond = parameters.maxSpeedKmh() / 3.6;
        this.out = out;
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new Slot();
        }
        cosineLatitude = Double.NaN;
    }

    /** In the same state, but for another sink. */
    TrackCleaner(TrackCleaner other, FixSink out) {
        metersPerSecond = other.metersPerSecond;
        this.out = out;
        removed.putAll(other.removed);
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new Slot();
            waiting[i].set(other.waiting[i]);
        }
        waitingCount = other.waitingCount;
        last.set(other.last);
        hasLast = other.hasLast;
        isLastAdjacent = other.isLastAdjacent;
        repeats = other.repeats;
        cosineLatitude = other.cosineLatitude;
        cosine = other.cosine;
        firstMillis = other.firstMillis;
    }

    int removed(RemovalReason reason) {
        return removed.getOrDefault(reason, 0);
    }

    private void remove(RemovalReason reason, int fixes) {
        removed.merge(reason, fixes, Integer::sum);
    }

    double durationSeconds() {
        return hasLast ? (last.time - firstMillis) / 1000.0 : 0;
    }

    /** Places must have been rounded by {@link FixOrder#rounded}. */
    void fix(int index, long timeMillis, double lon, double lat, byte state, float width, float offset) {
        Slot before = waitingCount > 0 ? waiting[waitingCount - 1] : hasLast ? last : null;
        if (before != null && timeMillis - before.time < NEAR_MILLIS) {
            boolean isSame = timeMillis == before.time && lon == before.lon && lat == before.lat;
            remove(isSame ? RemovalReason.DUPLICATE : RemovalReason.NEAR_DUPLICATE, 1);
            return;
        }
        if (waitingCount == waiting.length) {
            takeFirst();
        }
        Slot slot = waiting[waitingCount++];
        slot.index = index;
        slot.time = timeMillis;
        slot.lon = lon;
        slot.lat = lat;
        slot.state = state;
        slot.width = width;
        slot.offset = offset;
        slot.isReachable = before != null && isReachable(before, slot);
    }

    /** Lets out what still waits; nothing may come afterwards. */
    void finish() {
        while (waitingCount > 0) {
            takeFirst();
        }
    }

    private void takeFirst() {
        Slot first = waiting[0];
        boolean isReachable = isLastAdjacent ? first.isReachable : hasLast && isReachable(last, first);
        boolean isNewPlace = !isReachable && isNewPlace();
        if (hasLast ? isReachable || isNewPlace : !isAlone()) {
            keep(first, isNewPlace);
            isLastAdjacent = true;
        } else {
            remove(RemovalReason.IMPOSSIBLE_JUMP, 1);
            isLastAdjacent = false;
        }
        System.arraycopy(waiting, 1, waiting, 0, waitingCount - 1);
        waiting[--waitingCount] = first;
    }

    private boolean isNewPlace() {
        return waitingCount == FIXES_THAT_PROVE_A_NEW_PLACE && followersFit(1);
    }

    /** The very first fix is elsewhere when those after it fit each other, but not it. */
    private boolean isAlone() {
        return waitingCount == FIXES_THAT_PROVE_A_NEW_PLACE && !waiting[1].isReachable && followersFit(2);
    }

    private boolean followersFit(int from) {
        for (int i = from; i < waitingCount; i++) {
            if (!waiting[i].isReachable) {
                return false;
            }
        }
        return true;
    }

    private void keep(Slot fix, boolean isNewPlace) {
        boolean isBreak = isNewPlace;
        if (!hasLast) {
            firstMillis = fix.time;
        } else if (fix.lon == last.lon && fix.lat == last.lat) {
            repeats++;
        } else {
            if (repeats >= REPEATS_OF_A_STUCK_RECEIVER && isLeap(last, fix)) {
                remove(RemovalReason.FROZEN_POSITION, repeats);
                isBreak = true;
            }
            repeats = 0;
        }
        hasLast = true;
        last.set(fix);
        out.fix(fix.index, fix.time, fix.lon, fix.lat, fix.state, fix.width, fix.offset, isBreak);
    }

    private boolean isLeap(Slot from, Slot to) {
        double seconds = (to.time - from.time) / 1000.0;
        double limit = MAX_ACCELERATION / 2 * seconds * seconds + STUCK_SLACK_METERS;
        return squareMeters(from, to) > limit * limit;
    }

    private boolean isReachable(Slot from, Slot to) {
        double limit = metersPerSecond * ((to.time - from.time) / 1000.0);
        return squareMeters(from, to) <= limit * limit;
    }

    private double squareMeters(Slot from, Slot to) {
        if (!(Math.abs(from.lat - cosineLatitude) < SAME_LATITUDE_DEGREES)) {
            cosineLatitude = from.lat;
            cosine = StrictMath.cos(StrictMath.toRadians(from.lat));
        }
        double north = (to.lat - from.lat) * METERS_PER_DEGREE;
        double turn = Math.abs(to.lon - from.lon);
        double east = Math.min(turn, 360 - turn) * METERS_PER_DEGREE * cosine;
        return north * north + east * east;
    }
}
