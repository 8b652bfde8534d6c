package org.siji.formats.dispatch;

import org.siji.formats.ProblemKind;

/** What can be wrong with a file of a dispatch problem or plan. */
public enum DispatchFileProblem implements ProblemKind {
    /** Neither JSON nor any other format known here. */
    UNREADABLE(Severity.ERROR),
    /** A member that can't be done without: its machine, order or tie is left out. */
    MEMBER_MISSING(Severity.ERROR),
    /** A member that is not what it should be: its machine, order or tie is left out. */
    MEMBER_BAD(Severity.ERROR),
    /** A member that nobody knows, perhaps mistyped. */
    MEMBER_UNKNOWN(Severity.WARNING),
    /** A section of a VRPLIB file is missing. */
    SECTION_MISSING(Severity.ERROR),
    /** A row that isn't what its section asks for. */
    ROW_BAD(Severity.ERROR),
    /** Distances other than Euclidean ones. */
    WEIGHTS_UNSUPPORTED(Severity.ERROR);

    private final Severity severity;

    DispatchFileProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("dispatch-file", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
