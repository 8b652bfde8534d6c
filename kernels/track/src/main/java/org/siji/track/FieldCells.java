package org.siji.track;

import java.util.Arrays;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * The cells of a raster whose centres lie inside a field: even-odd rule over all rings, so holes and parts need no care. Each
 * edge is walked once.
 */
final class FieldCells {

    final int firstRow;
    final int endRow;
    /** Where each row's crossings begin; columns in ascending order, two by two. */
    private final int[] starts;
    private final int[] columns;

    private FieldCells(Geometry field, PassRaster raster) {
        var box = field.getEnvelopeInternal();
        firstRow = field.isEmpty() ? 0 : raster.firstFrom(box.getMinY());
        endRow = field.isEmpty() ? 0 : Math.max(firstRow, raster.firstFrom(box.getMaxY()));
        starts = new int[endRow - firstRow + 2];
        rings(field, (lowX, lowY, highX, highY) -> {
            for (int row = raster.firstFrom(lowY); row < raster.firstFrom(highY); row++) {
                starts[row - firstRow + 2]++;
            }
        });
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        columns = new int[starts[starts.length - 1]];
        rings(field, (lowX, lowY, highX, highY) -> {
            double slope = (highX - lowX) / (highY - lowY);
            for (int row = raster.firstFrom(lowY); row < raster.firstFrom(highY); row++) {
                double crossing = lowX + ((row + 0.5) * raster.cellMeters - lowY) * slope;
                columns[starts[row - firstRow + 1]++] = raster.firstFrom(crossing);
            }
        });
        for (int row = firstRow; row < endRow; row++) {
            Arrays.sort(columns, starts[row - firstRow], starts[row - firstRow + 1]);
        }
    }

    /** @param field in the raster's frame, metres */
    static FieldCells of(Geometry field, PassRaster raster) {
        return new FieldCells(field, raster);
    }

    private interface EdgeSink {
        void edge(double lowX, double lowY, double highX, double highY);
    }

    private static void rings(Geometry field, EdgeSink sink) {
        for (int i = 0; i < field.getNumGeometries(); i++) {
            if (field.getGeometryN(i) instanceof Polygon polygon) {
                ring(polygon.getExteriorRing(), sink);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    ring(polygon.getInteriorRingN(hole), sink);
                }
            }
        }
    }

    private static void ring(LineString ring, EdgeSink sink) {
        CoordinateSequence points = ring.getCoordinateSequence();
        for (int i = 1; i < points.size(); i++) {
            double fromX = points.getX(i - 1);
            double fromY = points.getY(i - 1);
            double toX = points.getX(i);
            double toY = points.getY(i);
            if (fromY < toY) {
                sink.edge(fromX, fromY, toX, toY);
            } else {
                sink.edge(toX, toY, fromX, fromY);
            }
        }
    }

    void forEach(PassRaster.SpanSink sink) {
        for (int row = firstRow; row < endRow; row++) {
            for (int i = starts[row - firstRow]; i + 1 < starts[row - firstRow + 1]; i += 2) {
                if (columns[i] < columns[i + 1]) {
                    sink.span(row, columns[i], columns[i + 1]);
                }
            }
        }
    }
}
