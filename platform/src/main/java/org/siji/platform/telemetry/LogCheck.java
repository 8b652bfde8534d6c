package org.siji.platform.telemetry;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.track.TrackCheck;

/**
 * What one check for errors or forgery said of a log when it came in. It never says fraud: it says that somebody has to look, and at
 * which numbers.
 *
 * @param reasons the numbers looked at, empty where nothing could be checked
 */
public record LogCheck(TrackCheck.Code code, TrackCheck.Verdict verdict, List<Reason> reasons) {

    /** @param limit null where the number only informs */
    public record Reason(TrackCheck.Measure measure, double value, @Nullable Double limit) {}

    static LogCheck of(TrackCheck check) {
        return new LogCheck(check.code(), check.verdict(), check.reasons().stream()
                .filter(reason -> Double.isFinite(reason.value()))
                .map(reason -> new Reason(reason.measure(), reason.value(),
                        Double.isFinite(reason.limit()) ? reason.limit() : null))
                .toList());
    }
}
