package org.siji.geo;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;

/**
 * A flat frame in metres around a point, x east and y north: the transverse Mercator projection of the ellipsoid with its
 * own central meridian (Snyder 1987, "Map Projections: A Working Manual", eqs. 8-9 to 8-18, 3-21), scale 1 on it. Lengths
 * are true to 1e-7 within 3 km and 1e-6 within 9 km of the meridian, so a field's area is its real one. Projected in
 * {@code StrictMath}: the same on every machine.
 */
public final class LocalPlane {

    private static final double A = 6378137.0;
    private static final double F = 1 / 298.257222101;
    private static final double E2 = F * (2 - F);
    private static final double EP2 = E2 / (1 - E2);
    private static final double M0 = 1 - E2 / 4 - 3 * E2 * E2 / 64 - 5 * E2 * E2 * E2 / 256;
    private static final double M2 = 3 * E2 / 8 + 3 * E2 * E2 / 32 + 45 * E2 * E2 * E2 / 1024;
    private static final double M4 = 15 * E2 * E2 / 256 + 45 * E2 * E2 * E2 / 1024;
    private static final double M6 = 35 * E2 * E2 * E2 / 3072;
    private static final double E1 = (1 - StrictMath.sqrt(1 - E2)) / (1 + StrictMath.sqrt(1 - E2));

    private final double lon0;
    private final double meridian0;

    private LocalPlane(double originLonDegrees, double originLatDegrees) {
        this.lon0 = originLonDegrees;
        this.meridian0 = meridian(StrictMath.toRadians(originLatDegrees));
    }

    public static LocalPlane at(double originLonDegrees, double originLatDegrees) {
        return new LocalPlane(originLonDegrees, originLatDegrees);
    }

    /** A frame whose origin is the centre of the geometry's box. */
    public static LocalPlane around(Geometry lonLat) {
        Coordinate centre = lonLat.getEnvelopeInternal().centre();
        return at(centre.x, centre.y);
    }

    /** Length of the meridian from the equator, metres (3-21). */
    private static double meridian(double lat) {
        return A * (M0 * lat - M2 * StrictMath.sin(2 * lat) + M4 * StrictMath.sin(4 * lat)
                - M6 * StrictMath.sin(6 * lat));
    }

    /** Degrees to metres, into {@code out}. */
    public void toPlane(double lonDegrees, double latDegrees, Coordinate out) {
        double lat = StrictMath.toRadians(latDegrees);
        double sin = StrictMath.sin(lat);
        double cos = StrictMath.cos(lat);
        double tan = sin / cos;
        double n = A / StrictMath.sqrt(1 - E2 * sin * sin);
        double t = tan * tan;
        double c = EP2 * cos * cos;
        double a = StrictMath.toRadians(lonDegrees - lon0) * cos;
        double a2 = a * a;
        out.x = n * a * (1 + a2 * ((1 - t + c) / 6 + a2 * (5 - 18 * t + t * t + 72 * c - 58 * EP2) / 120));
        out.y = meridian(lat) - meridian0 + n * tan * a2
                * (0.5 + a2 * ((5 - t + 9 * c + 4 * c * c) / 24
                        + a2 * (61 - 58 * t + t * t + 600 * c - 330 * EP2) / 720));
    }

    /** Metres to degrees, into {@code out} (x = longitude, y = latitude). */
    public void toLonLat(double x, double y, Coordinate out) {
        double mu = (meridian0 + y) / (A * M0);
        double e1 = E1;
        double lat1 = mu + (3 * e1 / 2 - 27 * e1 * e1 * e1 / 32) * StrictMath.sin(2 * mu)
                + (21 * e1 * e1 / 16 - 55 * e1 * e1 * e1 * e1 / 32) * StrictMath.sin(4 * mu)
                + (151 * e1 * e1 * e1 / 96) * StrictMath.sin(6 * mu)
                + (1097 * e1 * e1 * e1 * e1 / 512) * StrictMath.sin(8 * mu);
        double sin = StrictMath.sin(lat1);
        double cos = StrictMath.cos(lat1);
        double tan = sin / cos;
        double c1 = EP2 * cos * cos;
        double t1 = tan * tan;
        double w = 1 - E2 * sin * sin;
        double n1 = A / StrictMath.sqrt(w);
        double r1 = A * (1 - E2) / (w * StrictMath.sqrt(w));
        double d = x / n1;
        double d2 = d * d;
        double lat = lat1 - (n1 * tan / r1) * d2
                * (0.5 - d2 * ((5 + 3 * t1 + 10 * c1 - 4 * c1 * c1 - 9 * EP2) / 24
                        - d2 * (61 + 90 * t1 + 298 * c1 + 45 * t1 * t1 - 252 * EP2 - 3 * c1 * c1) / 720));
        double lon = d * (1 - d2 * ((1 + 2 * t1 + c1) / 6
                - d2 * (5 - 2 * c1 + 28 * t1 - 3 * c1 * c1 + 8 * EP2 + 24 * t1 * t1) / 120)) / cos;
        out.x = lon0 + StrictMath.toDegrees(lon);
        out.y = StrictMath.toDegrees(lat);
    }

    /** A copy of the geometry in metres. */
    public Geometry toPlane(Geometry lonLat) {
        return mapped(lonLat, this::toPlane);
    }

    /** A copy of the geometry in degrees. */
    public Geometry toLonLat(Geometry plane) {
        return mapped(plane, this::toLonLat);
    }

    private interface Mapping {
        void apply(double x, double y, Coordinate out);
    }

    private static Geometry mapped(Geometry source, Mapping mapping) {
        Geometry copy = source.copy();
        Coordinate buffer = new Coordinate();
        copy.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence sequence, int i) {
                mapping.apply(sequence.getX(i), sequence.getY(i), buffer);
                sequence.setOrdinate(i, CoordinateSequence.X, buffer.x);
                sequence.setOrdinate(i, CoordinateSequence.Y, buffer.y);
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        });
        return copy;
    }
}
