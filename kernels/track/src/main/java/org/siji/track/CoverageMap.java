package org.siji.track;

import java.util.Arrays;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;

/**
 * The ground that a track covered. Numbers come from the cells; the polygons are for drawing: simplified, and small enough
 * to be sent to a map (some two thousand corners at most).
 */
public final class CoverageMap {

    /** About 110 km: farther away the frame bends, and no machine has been there within one track. */
    private static final double FAR_DEGREES = 1;

    private final PassRaster raster;
    private final double frameLonDegrees;
    private final double frameLatDegrees;
    private final LocalPlane plane;

    CoverageMap(PassRaster raster, double frameLonDegrees, double frameLatDegrees) {
        this.raster = raster;
        this.frameLonDegrees = frameLonDegrees;
        this.frameLatDegrees = frameLatDegrees;
        plane = LocalPlane.at(frameLonDegrees, frameLatDegrees);
    }

    /** Covered at least once, in degrees. */
    public MultiPolygon coveredLonLat() {
        return outline(PassRaster.Bit.COVERED);
    }

    /** Covered by two passes or more, in degrees. */
    public MultiPolygon overlappedLonLat() {
        return outline(PassRaster.Bit.AGAIN);
    }

    /** What is not covered of a field, in degrees. */
    public MultiPolygon missedLonLat(Geometry fieldLonLat) {
        if (isFar(fieldLonLat)) {
            return multi(fieldLonLat);
        }
        Geometry field = plane.toPlane(fieldLonLat);
        var box = field.getEnvelopeInternal();
        CellOutline outline = new CellOutline(raster.cellMeters, raster.firstFrom(box.getMinX()),
                raster.firstFrom(box.getMinY()), raster.firstFrom(box.getMaxX()), raster.firstFrom(box.getMaxY()));
        spans(field, (row, from, to) -> {
            for (int column = from; column < to; column++) {
                if (!raster.isCovered(column, row)) {
                    outline.fill(column, row);
                }
            }
        });
        return (MultiPolygon) plane.toLonLat(outline.trace());
    }

    private static MultiPolygon multi(Geometry polygonal) {
        return polygonal instanceof MultiPolygon already
                ? already
                : polygonal.getFactory().createMultiPolygon(new Polygon[]{(Polygon) polygonal});
    }

    private MultiPolygon outline(PassRaster.Bit bit) {
        int[] bounds = raster.findBounds();
        if (bounds == null) {
            return CellOutline.EMPTY;
        }
        CellOutline outline = new CellOutline(raster.cellMeters, bounds[0], bounds[1], bounds[2], bounds[3]);
        raster.cells(bit, outline::fill);
        return (MultiPolygon) plane.toLonLat(outline.trace());
    }

    Area area(PassRaster.Bit bit) {
        return squareMeters(raster.count(bit));
    }

    /** How much of a field is covered; the field may be any, also one the measuring was not asked about. */
    public FieldCoverage within(Geometry fieldLonLat) {
        if (isFar(fieldLonLat)) {
            Area area = new Area(LocalPlane.around(fieldLonLat).toPlane(fieldLonLat).getArea());
            return new FieldCoverage(area, Area.ZERO, area, Area.ZERO, area(PassRaster.Bit.COVERED), 0);
        }
        Geometry field = plane.toPlane(fieldLonLat);
        long[] cells = new long[3];
        spans(field, (row, from, to) -> {
            cells[0] += to - from;
            cells[1] += raster.count(PassRaster.Bit.COVERED, row, from, to);
            cells[2] += raster.count(PassRaster.Bit.AGAIN, row, from, to);
        });
        double fieldSquareMeters = field.getArea();
        double coverage = cells[0] == 0 ? 0 : (double) cells[1] / cells[0];
        double overlap = cells[0] == 0 ? 0 : (double) cells[2] / cells[0];
        double covered = fieldSquareMeters * coverage;
        return new FieldCoverage(new Area(fieldSquareMeters), new Area(covered),
                new Area(Math.max(0, fieldSquareMeters - covered)), new Area(fieldSquareMeters * overlap),
                squareMeters(raster.count(PassRaster.Bit.COVERED) - cells[1]), coverage);
    }

    private Area squareMeters(long cells) {
        return new Area(cells * raster.cellMeters * raster.cellMeters);
    }

    private boolean isFar(Geometry lonLat) {
        Coordinate centre = lonLat.getEnvelopeInternal().centre();
        return Math.abs(centre.x - frameLonDegrees) > FAR_DEGREES || Math.abs(centre.y - frameLatDegrees) > FAR_DEGREES;
    }

    /** The rows of cells whose centres lie inside the field: even-odd rule over all rings, so holes and parts need no care. */
    private void spans(Geometry field, PassRaster.SpanSink sink) {
        var box = field.getEnvelopeInternal();
        double[] crossings = new double[field.getNumPoints()];
        int rows = raster.firstFrom(box.getMaxY());
        for (int row = raster.firstFrom(box.getMinY()); row < rows; row++) {
            double line = (row + 0.5) * raster.cellMeters;
            int n = 0;
            for (int i = 0; i < field.getNumGeometries(); i++) {
                Polygon polygon = (Polygon) field.getGeometryN(i);
                n = crossings(polygon.getExteriorRing(), line, crossings, n);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    n = crossings(polygon.getInteriorRingN(hole), line, crossings, n);
                }
            }
            Arrays.sort(crossings, 0, n);
            for (int i = 0; i + 1 < n; i += 2) {
                sink.span(row, raster.firstFrom(crossings[i]), raster.firstFrom(crossings[i + 1]));
            }
        }
    }

    private static int crossings(LineString ring, double line, double[] crossings, int count) {
        int n = count;
        for (int i = 1; i < ring.getNumPoints(); i++) {
            Coordinate a = ring.getCoordinateN(i - 1);
            Coordinate b = ring.getCoordinateN(i);
            if (a.y <= line != b.y <= line) {
                crossings[n++] = a.x + (line - a.y) / (b.y - a.y) * (b.x - a.x);
            }
        }
        return n;
    }
}
