package org.siji.formats.parcels;

import org.siji.formats.ProblemKind;

/** What can be wrong with a row as a parcel. */
public enum ParcelProblem implements ProblemKind {
    /** A file that is neither a shapefile, a zip, nor GeoJSON. Details: its name. */
    FORMAT_UNKNOWN(Severity.ERROR),
    /** No attribute could be the code. Details: the attributes that there are. */
    CODE_ATTRIBUTE_MISSING(Severity.ERROR),
    /** No DKBM, so another attribute was taken. Details: its name. */
    CODE_ATTRIBUTE_CHOSEN(Severity.WARNING),
    /** The codes of this file aren't 19-digit parcel codes. Details: attribute, an example. */
    CODES_FOREIGN(Severity.WARNING), CODE_MISSING(Severity.ERROR),
    /** Details: the code. */
    CODE_MALFORMED(Severity.ERROR),
    /** Details: code, row that has it already. */
    CODE_DUPLICATE(Severity.ERROR),
    /** Details: the household code. */
    HOUSEHOLD_CODE_MALFORMED(Severity.WARNING),
    /** Details: the text. */
    AREA_UNREADABLE(Severity.WARNING),
    /** A column is in the other unit than its name says. Details: column, unit by its values. */
    UNIT_BY_VALUE(Severity.WARNING),
    /** Details: registered mu, surveyed mu, difference in per cent. */
    REGISTERED_UNLIKE_SURVEYED(Severity.WARNING),
    /** Details: registered mu, mu of the drawn polygon, difference in per cent. */
    REGISTERED_UNLIKE_DRAWN(Severity.WARNING),
    /** Details: code and row of the other parcel, square metres. */
    OVERLAP(Severity.WARNING);

    private final Severity severity;

    ParcelProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("parcel", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
