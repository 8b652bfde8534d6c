package org.siji.platform.geometry;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * Geometries in PostgreSQL without PostGIS: WKB in a {@code bytea}, and a {@code box} with a GiST index as a prefilter only
 * ({@code box && :box::box}; its comparisons are fuzzy). Exact predicates run in JTS. Longitude/latitude in degrees.
 */
public final class Geometries {

    public static final GeometryFactory FACTORY = new GeometryFactory();

    private Geometries() {}

    public static byte[] toWkb(Geometry lonLat) {
        return new WKBWriter().write(lonLat);
    }

    /** @throws IllegalStateException if the column does not hold WKB: only we write it */
    public static Geometry fromWkb(byte[] wkb) {
        try {
            return new WKBReader(FACTORY).read(wkb);
        } catch (ParseException e) {
            throw new IllegalStateException("not WKB", e);
        }
    }

    /** Literal of PostgreSQL's type {@code box}; bind it as text and cast: {@code :box::box}. */
    public static String box(Geometry lonLat) {
        return box(lonLat.getEnvelopeInternal());
    }

    public static String box(Envelope lonLat) {
        return "(" + lonLat.getMaxX() + "," + lonLat.getMaxY() + "),(" + lonLat.getMinX() + "," + lonLat.getMinY()
                + ")";
    }
}
