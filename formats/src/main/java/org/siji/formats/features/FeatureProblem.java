package org.siji.formats.features;

import org.siji.formats.ProblemKind;

/** What can be wrong with the polygon of a row, in any format. */
public enum FeatureProblem implements ProblemKind {
    /** A row without a shape. */
    NULL_SHAPE(Severity.ERROR),
    /** Details: the type found. */
    NOT_POLYGON(Severity.ERROR),
    /** Details: x, y of the open end, in the file's coordinates. */
    RING_NOT_CLOSED(Severity.ERROR),
    EMPTY_AREA(Severity.ERROR),
    /** Details: x, y where it crosses, in the file's coordinates. */
    SELF_CROSSING(Severity.ERROR),
    /** Holes outside, parts on top of each other. Details: x, y. */
    INVALID_POLYGON(Severity.ERROR),
    /** Details: x, y, coordinate system. */
    OUT_OF_RANGE(Severity.ERROR),
    /** Rings wound the wrong way, put right by their position. */
    ORIENTATION_MENDED(Severity.WARNING),
    /** A ring that touches itself, split where it does. Details: x, y. */
    TOUCH_MENDED(Severity.WARNING),
    /** Details: the limit. */
    TOO_MANY_RECORDS(Severity.ERROR),
    /** Details: the limit in MiB. */
    TOO_LARGE(Severity.ERROR);

    private final Severity severity;

    FeatureProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("feature", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
