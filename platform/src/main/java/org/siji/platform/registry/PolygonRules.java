package org.siji.platform.registry;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.siji.geo.GeodesicArea;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;

/** What a polygon must be to become a parcel or a field. */
final class PolygonRules {

    private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);
    private static final double MIN_SQUARE_METERS = 1;

    private PolygonRules() {}

    /** @return whether the polygon can be taken */
    static boolean check(@Nullable Geometry lonLat, String path, Violations violations) {
        if (lonLat == null || lonLat.isEmpty()) {
            violations.add("required", path);
            return false;
        }
        if (!WORLD.contains(lonLat.getEnvelopeInternal())) {
            Coordinate shown = lonLat.getCoordinate();
            violations.add("geometry.range", path, shown.x, shown.y);
            return false;
        }
        TopologyValidationError error = new IsValidOp(lonLat).getValidationError();
        if (error != null) {
            boolean crossing = error.getErrorType() == TopologyValidationError.SELF_INTERSECTION
                    || error.getErrorType() == TopologyValidationError.RING_SELF_INTERSECTION;
            violations.add(crossing ? "geometry.self-crossing" : "geometry.invalid", path, error.getCoordinate().x,
                    error.getCoordinate().y);
            return false;
        }
        if (GeodesicArea.of(lonLat).squareMeters() < MIN_SQUARE_METERS) {
            violations.add("geometry.too-small", path);
            return false;
        }
        return true;
    }

    /** @param bbox {@code minLon,minLat,maxLon,maxLat}; null means everywhere */
    static Envelope envelope(@Nullable String bbox) {
        if (bbox == null || bbox.isBlank()) {
            return WORLD;
        }
        String[] parts = bbox.split(",", -1);
        try {
            if (parts.length == 4) {
                double[] at = new double[4];
                for (int i = 0; i < 4; i++) {
                    at[i] = Double.parseDouble(parts[i].strip());
                }
                if (at[0] <= at[2] && at[1] <= at[3]) {
                    return new Envelope(at[0], at[2], at[1], at[3]);
                }
            }
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("bbox", "bbox", bbox);
        }
        throw ProblemException.badRequest("bbox", "bbox", bbox);
    }
}
