package org.siji.formats.parcels;

import java.util.Optional;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.siji.geo.LocalPlane;

/**
 * Land that two parcels both claim.
 *
 * @param squareMeters of the common part
 * @param share        of the smaller one's area, above 0 to 1
 */
public record Overlap(double squareMeters, double share) {

    /** Up to so much, drawing accuracy along a common boundary explains it. */
    private static final double MIN_SQUARE_METERS = 1;
    private static final double MIN_SHARE = 0.01;

    /**
     * Empty when the common part is at most 1 m2 or 1 % of the smaller one.
     *
     * @param a valid polygon or multipolygon in degrees
     */
    public static Optional<Overlap> between(Geometry a, Geometry b) {
        Envelope common = a.getEnvelopeInternal().intersection(b.getEnvelopeInternal());
        // Neighbours share a boundary and little of their boxes: most pairs end here, before anything is projected.
        if (common.isNull()
                || common.getArea() <= MIN_SHARE * Math.min(a.getArea(), b.getArea())) {
            return Optional.empty();
        }
        LocalPlane plane = LocalPlane.at(common.centre().x, common.centre().y);
        Geometry flatA = plane.toPlane(a);
        Geometry flatB = plane.toPlane(b);
        double smaller = Math.min(flatA.getArea(), flatB.getArea());
        double squareMeters = OverlayNGRobust.overlay(flatA, flatB, OverlayNG.INTERSECTION).getArea();
        return squareMeters > Math.max(MIN_SQUARE_METERS, MIN_SHARE * smaller)
                ? Optional.of(new Overlap(squareMeters, Math.min(1, squareMeters / smaller)))
                : Optional.empty();
    }
}
