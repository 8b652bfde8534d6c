package org.siji.platform.insight;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** The web's Mercator projection (EPSG:3857) and its tiles: x to the east, y to the south, 4 to the power of z of them. */
final class Mercator {

    static final int MAX_ZOOM = 22;

    private static final double RADIUS_METERS = 6378137;
    private static final double HALF_WORLD_METERS = Math.PI * RADIUS_METERS;
    /** Beyond it the map would not be a square. */
    private static final double MAX_LATITUDE = 85.0511287798066;

    private Mercator() {}

    static double x(double longitude) {
        return RADIUS_METERS * Math.toRadians(longitude);
    }

    static double y(double latitude) {
        double bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
        return RADIUS_METERS * Math.log(Math.tan(Math.PI / 4 + Math.toRadians(bounded) / 2));
    }

    static double longitude(double x) {
        return Math.toDegrees(x / RADIUS_METERS);
    }

    static double latitude(double y) {
        return Math.toDegrees(2 * Math.atan(Math.exp(y / RADIUS_METERS)) - Math.PI / 2);
    }

    /** How many tiles of the zoom lie to the west, with the part of the last one. */
    static double column(double x, int zoom) {
        return (x + HALF_WORLD_METERS) / (2 * HALF_WORLD_METERS) * (1L << zoom);
    }

    /** How many tiles of the zoom lie to the north, with the part of the last one. */
    static double row(double y, int zoom) {
        return (HALF_WORLD_METERS - y) / (2 * HALF_WORLD_METERS) * (1L << zoom);
    }

    static Geometry fromLonLat(Geometry lonLat) {
        Geometry copy = lonLat.copy();
        copy.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence sequence, int i) {
                sequence.setOrdinate(i, 0, x(sequence.getX(i)));
                sequence.setOrdinate(i, 1, y(sequence.getY(i)));
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

    /** The tile's square in metres. */
    static Envelope tile(int z, int x, int y) {
        double size = 2 * HALF_WORLD_METERS / (1L << z);
        double west = -HALF_WORLD_METERS + x * size;
        double north = HALF_WORLD_METERS - y * size;
        return new Envelope(west, west + size, north - size, north);
    }
}
