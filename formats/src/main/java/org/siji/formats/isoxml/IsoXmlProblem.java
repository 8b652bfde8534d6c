package org.siji.formats.isoxml;

import org.siji.formats.ProblemKind;

/** What can be wrong with task data. */
public enum IsoXmlProblem implements ProblemKind {
    /** No TASKDATA.XML in the folder or zip. */
    TASKDATA_MISSING(Severity.ERROR),
    /** The zip can't be unpacked. */
    ZIP_BROKEN(Severity.ERROR),
    /** The zip unpacks to more than is sensible. Details: limit in MiB. */
    ZIP_TOO_LARGE(Severity.ERROR),
    /** A file exists but can't be read. */
    FILE_UNREADABLE(Severity.ERROR),
    /** Not well-formed; elements up to there are used. Details: line. */
    XML_BROKEN(Severity.ERROR),
    /** Document type declarations can reach other files and are refused. */
    DOCTYPE_REFUSED(Severity.ERROR),
    /** An external file named by TASKDATA.XML is absent. */
    EXTERNAL_FILE_MISSING(Severity.WARNING),
    /** A time log named by TASKDATA.XML is absent; the others are as good as without it. Details: task. */
    LOG_MISSING(Severity.WARNING),
    /** The binary is there, its header is absent. */
    HEADER_MISSING(Severity.ERROR),
    /** The header doesn't say that positions are logged. */
    HEADER_WITHOUT_POSITION(Severity.ERROR),
    /** The log ends within a record. Details: byte offset, bytes left over. */
    LOG_CUT(Severity.ERROR),
    /** Bytes that can't be a record were skipped. Details: byte offset, bytes skipped. */
    LOG_GARBLED(Severity.ERROR),
    /** Further damaged places of a log. Details: how many, bytes skipped. */
    LOG_GARBLED_MORE(Severity.ERROR),
    /** TASKDATA.XML states another length of the log than its file has. Details: stated, actual, bytes. */
    LENGTH_MISMATCH(Severity.WARNING),
    /** Neither log nor device tell the working width. */
    WIDTH_MISSING(Severity.WARNING),
    /** The log has no working width, the device description has. Details: metres. */
    WIDTH_FROM_DEVICE(Severity.WARNING),
    /** The machine's area counter ends lower than it began. Details: first, last, square metres. */
    AREA_COUNTER_WENT_BACK(Severity.WARNING),
    /** The log has no area counter; the task's own total is taken. Details: square metres. */
    AREA_FROM_TASK(Severity.WARNING),
    /** A field's border isn't a polygon. Details: field. */
    FIELD_BORDER_BROKEN(Severity.WARNING);

    private final Severity severity;

    IsoXmlProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("isoxml", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
