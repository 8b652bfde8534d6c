package org.siji.track;

import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.siji.geo.LocalPlane;

/** Drives a machine along points given in metres, one fix per second, near a made-up place. */
final class Drive {

    static final double LON = 113.1;
    static final double LAT = 29.3;
    private static final LocalPlane PLANE = LocalPlane.at(LON, LAT);

    private final Track.Builder track = Track.builder();
    private final float width;
    private long millis = 1_780_000_000_000L;

    Drive(double widthMeters) {
        width = (float) widthMeters;
    }

    Drive fix(double x, double y, byte state) {
        Coordinate point = new Coordinate();
        PLANE.toLonLat(x, y, point);
        track.add(millis, point.x, point.y, state, width);
        millis += 1000;
        return this;
    }

    /** Straight on at 2 m/s, with a fix at either end. */
    Drive line(double fromX, double fromY, double toX, double toY, byte state) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        int steps = (int) Math.ceil(length / 2);
        for (int i = 0; i <= steps; i++) {
            fix(fromX + (toX - fromX) * i / steps, fromY + (toY - fromY) * i / steps, state);
        }
        return this;
    }

    Drive pause(long seconds) {
        millis += seconds * 1000;
        return this;
    }

    Track.Builder builder() {
        return track;
    }

    long millis() {
        return millis;
    }

    Track track() {
        return track.build();
    }

    /** An upright rectangle in degrees from metres. */
    static Geometry rectangle(double west, double south, double east, double north) {
        return PLANE.toLonLat(new GeometryFactory().createPolygon(
                List.of(new Coordinate(west, south), new Coordinate(east, south), new Coordinate(east, north),
                        new Coordinate(west, north), new Coordinate(west, south)).toArray(Coordinate[]::new)));
    }
}
