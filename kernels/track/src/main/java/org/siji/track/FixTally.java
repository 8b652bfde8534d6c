package org.siji.track;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Looks at each fix as it arrives, alone, and counts. */
final class FixTally {

    private static final double LAST_DIGIT = 1 / FixOrder.STEPS_PER_DEGREE;
    /** The year 9999. */
    private static final long MAX_MILLIS = 253_402_300_799_999L;

    private final MeasureParameters parameters;
    private final Map<RemovalReason, Integer> removed = new EnumMap<>(RemovalReason.class);
    private int read;
    private int stepsBack;
    private long lastMillis = Long.MIN_VALUE;

    FixTally(MeasureParameters parameters) {
        this.parameters = parameters;
    }

    /** Whether a fix that has just arrived can take part at all. */
    boolean isPlausible(long timeMillis, double lonDegrees, double latDegrees, float hdop) {
        read++;
        RemovalReason reason = findReason(timeMillis, lonDegrees, latDegrees, hdop);
        if (reason != null) {
            removed.merge(reason, 1, Integer::sum);
            return false;
        }
        if (timeMillis < lastMillis) {
            stepsBack++;
        }
        lastMillis = timeMillis;
        return true;
    }

    private @Nullable RemovalReason findReason(long timeMillis, double lon, double lat, float hdop) {
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
            return RemovalReason.INVALID_COORDINATE;
        }
        if (Math.abs(lon) < LAST_DIGIT && Math.abs(lat) < LAST_DIGIT) {
            return RemovalReason.ZERO_COORDINATE;
        }
        if (timeMillis > parameters.latestTimeMillis() || Math.abs(timeMillis / 2) > MAX_MILLIS / 2) {
            return RemovalReason.FUTURE_DATE;
        }
        return hdop > parameters.maxHdop() ? RemovalReason.POOR_HDOP : null;
    }

    boolean hasStepsBack() {
        return stepsBack > 0;
    }

    /** With what the cleaner removed of those that were plausible. */
    FixCounts with(TrackCleaner cleaner) {
        Map<RemovalReason, Integer> all = new EnumMap<>(RemovalReason.class);
        int gone = 0;
        for (RemovalReason reason : RemovalReason.values()) {
            int count = removed.getOrDefault(reason, 0) + cleaner.removed(reason);
            if (count > 0) {
                all.put(reason, count);
                gone += count;
            }
        }
        return new FixCounts(read, read - gone, all, stepsBack);
    }
}
