package org.siji.formats.geojson;

import org.siji.formats.ProblemKind;

/** What can be wrong with a GeoJSON file, apart from single polygons ({@code FeatureProblem}). */
public enum GeoJsonProblem implements ProblemKind {
    /** Not JSON, or it ends too early. Details: line, column. */
    NOT_JSON(Severity.ERROR),
    /** JSON, but neither a Feature nor a FeatureCollection. Details: the type found. */
    NOT_FEATURES(Severity.ERROR),
    /** A coordinate system other than longitude/latitude is named. Details: its name. */
    CRS_NOT_LON_LAT(Severity.ERROR),
    /** Coordinates that aren't nested as the type demands. Details: the type. */
    COORDINATES_BROKEN(Severity.ERROR);

    private final Severity severity;

    GeoJsonProblem(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String code() {
        return ProblemKind.code("geojson", this);
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
