package org.siji.track;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;

/**
 * The ground that a track covered. Numbers come from the cells; the polygons are for drawing: simplified, and small enough
 * to be sent to a map (some two thousand corners at most).
 */
public final class CoverageMap {

    private final PassRaster raster;
    private final RasterFrame frame;
    private final MeasureParameters parameters;
    private final WorkTraits traits;

    CoverageMap(PassRaster raster, RasterFrame frame, MeasureParameters parameters, WorkTraits traits) {
        this.raster = raster;
        this.frame = frame;
        this.parameters = parameters;
        this.traits = traits;
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
        if (frame.isFar(fieldLonLat)) {
            return multi(fieldLonLat);
        }
        Geometry field = frame.toFrame(fieldLonLat);
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
        return (MultiPolygon) frame.toLonLat(outline.trace());
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
        return (MultiPolygon) frame.toLonLat(outline.trace());
    }

    /** Ground covered at least once. */
    Area net() {
        return area(PassRaster.Bit.COVERED);
    }

    /** A box in degrees that holds all covered ground; empty if there is none. */
    Envelope boxLonLat() {
        int[] bounds = raster.findBounds();
        if (bounds == null) {
            return new Envelope();
        }
        double cell = raster.cellMeters;
        Envelope box = new Envelope(bounds[0] * cell, bounds[2] * cell, bounds[1] * cell, bounds[3] * cell);
        return frame.toLonLat(new GeometryFactory().toGeometry(box)).getEnvelopeInternal();
    }

    Area area(PassRaster.Bit bit) {
        return squareMeters(raster.count(bit));
    }

    /** How much of a field is covered; the field may be any, also one the measuring was not asked about. */
    public FieldCoverage within(Geometry fieldLonLat) {
        if (frame.isFar(fieldLonLat)) {
            Area area = new Area(LocalPlane.around(fieldLonLat).toPlane(fieldLonLat).getArea());
            return new FieldCoverage(area, Area.ZERO, area, Area.ZERO, area(PassRaster.Bit.COVERED), 0);
        }
        Geometry field = frame.toFrame(fieldLonLat);
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

    /** What the net area may really be. */
    public AreaInterval interval90() {
        return new AreaEstimate(raster, frame, parameters, traits).ofAll();
    }

    /** What the area covered of a field may really be. */
    public AreaInterval interval90(Geometry fieldLonLat) {
        if (frame.isFar(fieldLonLat)) {
            return new AreaInterval(Area.ZERO, Area.ZERO, Area.ZERO);
        }
        return new AreaEstimate(raster, frame, parameters, traits).within(fieldLonLat);
    }

    private Area squareMeters(long cells) {
        return new Area(cells * raster.cellMeters * raster.cellMeters);
    }

    /** The rows of cells whose centres lie inside the field. */
    private void spans(Geometry field, PassRaster.SpanSink sink) {
        FieldCells.of(field, raster).forEach(sink);
    }
}
