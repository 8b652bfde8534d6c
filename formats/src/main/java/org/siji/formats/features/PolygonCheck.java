package org.siji.formats.features;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.CoordinateSystem;

/** Decides whether a polygon can be taken, says why not, and brings it to longitude/latitude. */
public final class PolygonCheck {

    private final CoordinateSystem crs;
    private final List<Problem> problems;

    /** @param problems gets what is found */
    public PolygonCheck(CoordinateSystem crs, List<Problem> problems) {
        this.crs = crs;
        this.problems = problems;
    }

    /**
     * @param polygon polygon or multipolygon in the file's coordinates
     * @return the polygon in degrees; empty if it had to be refused
     */
    public Optional<Geometry> toLonLat(Geometry polygon, Place place) {
        Envelope box = polygon.getEnvelopeInternal();
        if (!isFinite(polygon) || !crs.isInRange(box)) {
            Coordinate shown = polygon.getCoordinate();
            refuse(FeatureProblem.OUT_OF_RANGE, place, number(shown.x), number(shown.y), crs);
            return Optional.empty();
        }
        // Not the area itself: the two lobes of a crossing polygon may cancel out.
        if (!(polygon.convexHull().getArea() > 0)) {
            refuse(FeatureProblem.EMPTY_AREA, place);
            return Optional.empty();
        }
        return valid(polygon, place).map(crs::toLonLat);
    }

    private Optional<Geometry> valid(Geometry polygon, Place place) {
        TopologyValidationError error = new IsValidOp(polygon).getValidationError();
        if (error == null) {
            return Optional.of(polygon);
        }
        String x = number(error.getCoordinate().x);
        String y = number(error.getCoordinate().y);
        IsValidOp lenient = new IsValidOp(polygon);
        lenient.setSelfTouchingRingFormingHoleValid(true);
        if (lenient.isValid()) {
            // Shapefiles may draw a hole as a ring that touches itself; the same land, said in the standard's way.
            refuse(FeatureProblem.TOUCH_MENDED, place, x, y);
            return Optional.of(GeometryFixer.fix(polygon));
        }
        boolean crossing = error.getErrorType() == TopologyValidationError.SELF_INTERSECTION
                || error.getErrorType() == TopologyValidationError.RING_SELF_INTERSECTION;
        refuse(crossing ? FeatureProblem.SELF_CROSSING : FeatureProblem.INVALID_POLYGON, place, x, y);
        return Optional.empty();
    }

    private void refuse(FeatureProblem kind, Place place, Object... details) {
        problems.add(Problem.of(kind, place, details));
    }

    private static boolean isFinite(Geometry geometry) {
        for (Coordinate coordinate : geometry.getCoordinates()) {
            if (!Double.isFinite(coordinate.x) || !Double.isFinite(coordinate.y)) {
                return false;
            }
        }
        return true;
    }

    /** A coordinate as a clerk types it into a map program: centimetres for metres, 1e-7 for degrees. */
    public static String number(double coordinate) {
        return String.format(Locale.ROOT, Math.abs(coordinate) <= 180 ? "%.7f" : "%.2f", coordinate);
    }
}
