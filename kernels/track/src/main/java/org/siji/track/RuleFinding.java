package org.siji.track;

/**
 * What one rule found, with the figures that it looked at.
 *
 * @param kind      which rule, and how it went
 * @param measured  the value; {@code low} and {@code high} its interval, NaN where there is none
 * @param threshold that it was compared with; NaN if there is none
 */
public record RuleFinding(Kind kind, double measured, double low, double high, double threshold) {

    /** Which rule, and how it went. */
    public enum Kind {
        COVERAGE_REACHED, COVERAGE_TOO_LOW, COVERAGE_UNCERTAIN, FIELD_UNKNOWN, DEPTH_REACHED, DEPTH_TOO_LOW,
        DEPTH_UNCERTAIN, DEPTH_NOT_MEASURED, OVERLAP_HIGH, SPEED_OUT_OF_RANGE, NOTHING_WORKED, COUNTED_IN_TRAYS
    }
}
