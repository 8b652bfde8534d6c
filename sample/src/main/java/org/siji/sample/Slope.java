package org.siji.sample;

import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;

/**
 * Bends a village's straight frame to contour-like curves and puts it on the ellipsoid. Its derivatives stay so small (cross
 * terms below 0.55 and 0.13) that it never folds and keeps areas within some per cent; curvature stays below 1/75 m.
 */
final class Slope {

    private final LocalPlane plane;
    private final double longWave;
    private final double shortWave;
    private final double crossWave;
    private final double longPhase;
    private final double shortPhase;
    private final double crossPhase;

    Slope(LocalPlane plane, Dice dice) {
        this.plane = plane;
        longWave = 2 * Math.PI / dice.uniform(380, 560);
        shortWave = 2 * Math.PI / dice.uniform(140, 200);
        crossWave = 2 * Math.PI / dice.uniform(350, 600);
        longPhase = dice.uniform(0, 2 * Math.PI);
        shortPhase = dice.uniform(0, 2 * Math.PI);
        crossPhase = dice.uniform(0, 2 * Math.PI);
    }

    /** To metres in the village's plane. */
    Coordinate toPlane(Coordinate straight) {
        return new Coordinate(straight.x + 7 * StrictMath.sin(crossWave * straight.y + crossPhase),
                straight.y + 20 * StrictMath.sin(longWave * straight.x + longPhase)
                        + 3.5 * StrictMath.sin(shortWave * straight.x + shortPhase));
    }

    /** To degrees, rounded to 1e-8 (a millimetre), as survey data come. */
    Coordinate toLonLat(Coordinate inPlane) {
        Coordinate lonLat = new Coordinate();
        plane.toLonLat(inPlane.x, inPlane.y, lonLat);
        lonLat.x = Math.rint(lonLat.x * 1e8) / 1e8;
        lonLat.y = Math.rint(lonLat.y * 1e8) / 1e8;
        return lonLat;
    }

    /** A closed ring in the plane. */
    Coordinate[] ring(List<Coordinate> straightCorners) {
        Coordinate[] ring = new Coordinate[straightCorners.size() + 1];
        for (int i = 0; i < straightCorners.size(); i++) {
            ring[i] = toPlane(straightCorners.get(i));
        }
        ring[straightCorners.size()] = ring[0].copy();
        return ring;
    }
}
