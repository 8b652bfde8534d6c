package org.siji.track;

import java.util.List;

/**
 * What one check says about a track. A check never says fraud: it says that a person has to look, and at which numbers.
 *
 * @param code     which check
 * @param verdict  what came out
 * @param reasons  the numbers looked at, each with its limit; empty where nothing could be checked, or nothing was found to compare with
 */
public record TrackCheck(Code code, Verdict verdict, List<Reason> reasons) {

    public TrackCheck {
        reasons = List.copyOf(reasons);
    }

    static TrackCheck of(Code code, boolean suspicious, Reason... reasons) {
        return new TrackCheck(code, suspicious ? Verdict.REVIEW : Verdict.PASS, List.of(reasons));
    }

    static TrackCheck notChecked(Code code) {
        return new TrackCheck(code, Verdict.NOT_CHECKED, List.of());
    }

    /** Which check. */
    public enum Code {
        /** Accelerations and turns at speed that no farm machine can do. */
        IMPOSSIBLE_MOTION,
        /** Straighter and steadier than any machine drives and any receiver measures. */
        TOO_SMOOTH,
        /** A claimed width above the register's, or far above the spacing of the passes. */
        WIDTH_TOO_LARGE,
        /** The same drive as another track, perhaps at another time and place, turned or mirrored. */
        REPLAYED,
        /** The same ground claimed by another job. */
        CLAIMED_TWICE
    }

    /** NOT_CHECKED: the track is too short for the check, or what it needs is not known. */
    public enum Verdict {
        PASS, REVIEW, NOT_CHECKED
    }

    /** What a number of a reason is; units are in the names. */
    public enum Measure {
        IMPOSSIBLE_STEPS, IMPOSSIBLE_STEPS_SHARE, SPEED_VARIATION_SHARE, DEVIATION_METERS, CLAIMED_WIDTH_METERS,
        SPACING_TO_WIDTH, MATCHED_TURNS, MATCHED_TURNS_SHARE, SHIFT_SECONDS, OVERLAP_SQUARE_METERS, OVERLAP_SHARE
    }

    /**
     * One number.
     *
     * @param limit what it is compared with; NaN where it only informs
     * @param other the other track or job, empty where there is none
     */
    public record Reason(Measure measure, double value, double limit, String other) {

        Reason(Measure measure, double value, double limit) {
            this(measure, value, limit, "");
        }
    }
}
