package org.siji.formats.gpx;

import org.siji.formats.ProblemKind;

/** What can be wrong with a GPX file. */
public enum GpxProblem implements ProblemKind {
    /** The file can't be read. */
    FILE_UNREADABLE(Severity.ERROR),
    /** Not well-formed; the points up to there are used. Details: line. */
    XML_BROKEN(Severity.ERROR),
    /** Document type declarations can reach other files and are refused. */
    DOCTYPE_REFUSED(Severity.ERROR),
    /** No track point; routes and way points are no tracks. */
    EMPTY(Severity.ERROR),
    /** Points without a time, left out: nobody knows when the machine was there. Place: the first. Details: how many. */
    TIME_MISSING(Severity.ERROR),
    /** Points whose time isn't one, left out. Place: the first. Details: the value, how many. */
    TIME_UNREADABLE(Severity.ERROR),
    /** Points whose coordinates are no numbers, left out. Place: the first. Details: the value, how many. */
    COORDINATE_UNREADABLE(Severity.ERROR);

    private final Severity severity;

    GpxProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("gpx", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
