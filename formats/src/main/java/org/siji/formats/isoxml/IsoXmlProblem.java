package org.siji.formats.isoxml;

import org.siji.formats.ProblemKind;

/** What can be wrong with task data. */
public enum IsoXmlProblem implements ProblemKind {
    /** No TASKDATA.XML in the folder or zip. */
    TASKDATA_MISSING("isoxml.taskdata-missing", Severity.ERROR),
    /** The zip can't be unpacked. */
    ZIP_BROKEN("isoxml.zip-broken", Severity.ERROR),
    /** The zip unpacks to more than is sensible. Details: limit in MiB. */
    ZIP_TOO_LARGE("isoxml.zip-too-large", Severity.ERROR),
    /** A file exists but can't be read. */
    FILE_UNREADABLE("isoxml.file-unreadable", Severity.ERROR),
    /** Not well-formed; elements up to there are used. Details: line. */
    XML_BROKEN("isoxml.xml-broken", Severity.ERROR),
    /** Document type declarations can reach other files and are refused. */
    DOCTYPE_REFUSED("isoxml.doctype-refused", Severity.ERROR),
    /** An external file named by TASKDATA.XML is absent. */
    EXTERNAL_FILE_MISSING("isoxml.external-file-missing", Severity.WARNING),
    /** A time log named by TASKDATA.XML is absent; the others are as good as without it. Details: task. */
    LOG_MISSING("isoxml.log-missing", Severity.WARNING),
    /** The binary is there, its header is absent. */
    HEADER_MISSING("isoxml.header-missing", Severity.ERROR),
    /** The header doesn't say that positions are logged. */
    HEADER_WITHOUT_POSITION("isoxml.header-without-position", Severity.ERROR),
    /** The log ends within a record. Details: byte offset, bytes left over. */
    LOG_CUT("isoxml.log-cut", Severity.ERROR),
    /** Bytes that can't be a record were skipped. Details: byte offset, bytes skipped. */
    LOG_GARBLED("isoxml.log-garbled", Severity.ERROR),
    /** Neither log nor device tell the working width. */
    WIDTH_MISSING("isoxml.width-missing", Severity.WARNING),
    /** The log has no working width, the device description has. Details: metres. */
    WIDTH_FROM_DEVICE("isoxml.width-from-device", Severity.WARNING),
    /** The machine's area counter ends lower than it began. Details: first, last, square metres. */
    AREA_COUNTER_WENT_BACK("isoxml.area-counter-went-back", Severity.WARNING),
    /** A field's border isn't a polygon. Details: field. */
    FIELD_BORDER_BROKEN("isoxml.field-border-broken", Severity.WARNING);

    private final String code;
    private final Severity severity;

    IsoXmlProblem(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
