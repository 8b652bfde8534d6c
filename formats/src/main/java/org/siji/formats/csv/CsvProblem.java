package org.siji.formats.csv;

import org.siji.formats.ProblemKind;

/** What can be wrong with a track in CSV. */
public enum CsvProblem implements ProblemKind {
    /** The file can't be read. */
    FILE_UNREADABLE(Severity.ERROR),
    /** Neither UTF-8 nor GBK. */
    ENCODING_UNKNOWN(Severity.ERROR),
    /** No row beside the header, or not even that. */
    EMPTY(Severity.ERROR),
    /** A column that a track needs. Details: the names it may have. */
    COLUMN_MISSING(Severity.ERROR),
    /** Quotes or line ends that no CSV has. Details: none. */
    BROKEN(Severity.ERROR),
    /** A row with fewer fields than the header; left out. */
    ROW_SHORT(Severity.ERROR),
    /** Left out. Details: the value. */
    TIME_UNREADABLE(Severity.ERROR),
    /** Left out. Details: the value. */
    COORDINATE_UNREADABLE(Severity.ERROR),
    /** The width of this row is taken as unknown. Details: the value. */
    WIDTH_UNREADABLE(Severity.WARNING),
    /** The offset of this row is taken as unknown. Details: the value. */
    OFFSET_UNREADABLE(Severity.WARNING),
    /** The depth of this row is taken as unknown. Details: the value. */
    DEPTH_UNREADABLE(Severity.WARNING),
    /** A column of depths doesn't say in its header whether it holds metres or centimetres; it is left out. */
    DEPTH_UNIT_MISSING(Severity.WARNING),
    /** The header says other coordinates than whoever handed the file in; nothing is read. Details: the header. */
    COORDINATES_CONTRADICT(Severity.ERROR),
    /** The work state of these rows is taken as unknown. Place: the first one. Details: the value, how many rows. */
    STATE_UNREADABLE(Severity.WARNING),
    /**
     * The file was put together from others. All rows were read, because each format is clear by itself. Place: first row of
     * the rarer format. Details: an example and the number of rows of each format, the rows of the rarer one.
     */
    TWO_DATE_FORMATS(Severity.ERROR),
    /** Further problems by row are not listed. Details: how many. */
    MORE_PROBLEMS(Severity.ERROR);

    private final Severity severity;

    CsvProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("csv", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
