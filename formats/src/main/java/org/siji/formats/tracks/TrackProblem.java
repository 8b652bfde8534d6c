package org.siji.formats.tracks;

import org.siji.formats.ProblemKind;

/** What can be wrong with a track that could be read, or with the parcels that it was to be measured on. */
public enum TrackProblem implements ProblemKind {
    /** Not a single fix can be used. */
    NO_FIXES(Severity.ERROR),
    /** One fix, or all at one place. */
    ONE_PLACE(Severity.ERROR),
    /** The machine went about, but never worked. */
    NO_WORK(Severity.WARNING),
    /** It worked, but nobody knows how wide. */
    NO_WIDTH(Severity.ERROR),
    /** Fixes whose width no implement has; taken as unknown. Details: how many, the widest in metres, the limit. */
    WIDTH_IMPLAUSIBLE(Severity.WARNING),
    /** Fixes that lie so far from the others that they weren't measured together with them. Details: how many. */
    FIXES_TOO_FAR(Severity.WARNING),
    /** More fixes than a machine makes in a season: measured, but not checked for fraud. Details: fixes, limit. */
    TOO_LONG_FOR_CHECKS(Severity.WARNING),
    /** None of the parcels was worked on; they lie near. */
    NO_PARCEL_WORKED(Severity.WARNING),
    /** The parcels lie elsewhere: another county, or swapped or shifted coordinates. Details: kilometres to the nearest. */
    PARCELS_ELSEWHERE(Severity.ERROR);

    private final Severity severity;

    TrackProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("track", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
