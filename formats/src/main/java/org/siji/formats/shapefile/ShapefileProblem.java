package org.siji.formats.shapefile;

import org.siji.formats.ProblemKind;

/** What can be wrong with a shapefile, apart from single polygons ({@code FeatureProblem}). */
public enum ShapefileProblem implements ProblemKind {
    SHP_MISSING(Severity.ERROR),
    /** Several shapefiles and no telling which. Details: their names. */
    SHP_AMBIGUOUS(Severity.ERROR),
    /** A shapefile of another layer lies beside the parcels. */
    LAYER_SKIPPED(Severity.WARNING), DBF_MISSING(Severity.ERROR), PRJ_MISSING(Severity.ERROR),
    /** Details: the fragment that isn't understood. */
    PRJ_UNKNOWN(Severity.ERROR),
    /** Details: the datum whose shift isn't stated. */
    PRJ_DATUM_UNKNOWN(Severity.ERROR), HEADER_BROKEN(Severity.ERROR), DBF_HEADER_BROKEN(Severity.ERROR),
    /** Details: the type found. */
    NOT_POLYGONS(Severity.ERROR),
    /** Heights and measures are left out. */
    HEIGHTS_IGNORED(Severity.WARNING),
    /** The file ends within a record. */
    RECORD_CUT(Severity.ERROR),
    /** A record whose inner counts contradict its length. */
    RECORD_BROKEN(Severity.ERROR),
    /** Details: bytes announced, bytes found. */
    LENGTH_MISMATCH(Severity.ERROR), DBF_CUT(Severity.ERROR),
    /** Details: shapes, table rows. */
    COUNT_MISMATCH(Severity.ERROR),
    /** The table row is marked as deleted and is left out. */
    ROW_DELETED(Severity.WARNING), ENCODING_UNDECIDABLE(Severity.ERROR),
    /** Details: the encoding. */
    TEXT_UNREADABLE(Severity.WARNING), ZIP_BROKEN(Severity.ERROR);

    private final Severity severity;

    ShapefileProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("shapefile", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
