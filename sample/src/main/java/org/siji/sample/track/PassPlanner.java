package org.siji.sample.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * How one field is worked: parallel passes along the longer side of its smallest rectangle, the first and the last along
 * the field's edge, neighbours overlapping by at least {@link #OVERLAP} of the width. Each pass reaches as far as any part of
 * its strip lies within the field.
 */
final class PassPlanner {

    /** Drivers overlap about a tenth so as to leave no standing strips. */
    static final double OVERLAP = 0.1;
    private static final double SHORTEST_PASS_METERS = 0.3;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Geometry field;
    private final double widthMeters;
    private final List<Pass> passes = new ArrayList<>();
    private final List<Geometry> swaths = new ArrayList<>();
    private double grossSquareMeters;

    /**
     * @param field in metres
     * @param from  share of the area before which nothing is done
     * @param to    share of the area after which work ends
     */
    PassPlanner(Geometry field, double widthMeters, double from, double to) {
        this.field = field;
        this.widthMeters = widthMeters;
        double total = field.getArea();
        double before = 0;
        for (int i = 0; i < field.getNumGeometries(); i++) {
            Polygon part = (Polygon) field.getGeometryN(i);
            double share = part.getArea() / total;
            double partFrom = Math.max(0, (from - before) / share);
            double partTo = Math.min(1, (to - before) / share);
            if (partFrom < partTo) {
                part(part, partFrom, partTo);
            }
            before += share;
        }
    }

    List<Pass> passes() {
        return passes;
    }

    /** The swept ground within the field, metres. */
    Geometry worked() {
        return swaths.isEmpty() ? GEOMETRY.createPolygon() : UnaryUnionOp.union(swaths).intersection(field);
    }

    double grossSquareMeters() {
        return grossSquareMeters;
    }

    private void part(Polygon part, double from, double to) {
        Coordinate[] box = new MinimumDiameter(part).getMinimumRectangle().getCoordinates();
        Coordinate a = box[0];
        Coordinate b = box[0].distance(box[1]) >= box[1].distance(box[2]) ? box[1] : box[box.length - 2];
        double length = a.distance(b);
        double cos = (b.x - a.x) / length;
        double sin = (b.y - a.y) / length;
        AffineTransformation toFrame = AffineTransformation.rotationInstance(-sin, cos);
        AffineTransformation back = AffineTransformation.rotationInstance(sin, cos);
        Geometry level = toFrame.transform(part);
        Envelope extent = level.getEnvelopeInternal();
        double room = Math.max(0, extent.getHeight() - widthMeters);
        int count = (int) Math.ceil(room / (widthMeters * (1 - OVERLAP)) - 1e-9) + 1;
        double spacing = count == 1 ? 0 : room / (count - 1);
        double reached = 0;
        for (int i = 0; i < count; i++) {
            double middle = extent.getMinY() + Math.min(widthMeters, extent.getHeight()) / 2 + i * spacing;
            double top = middle + widthMeters / 2;
            double after = i == count - 1 ? 1 : below(level, top) / part.getArea();
            double first = Math.max(0, (from - reached) / Math.max(1e-12, after - reached));
            double last = Math.min(1, (to - reached) / Math.max(1e-12, after - reached));
            if (first < last) {
                strip(level, middle, i % 2 == 1, first, last, back);
            }
            reached = after;
        }
    }

    private static double below(Geometry level, double top) {
        Envelope extent = level.getEnvelopeInternal();
        return level.intersection(GEOMETRY.toGeometry(new Envelope(extent.getMinX() - 1, extent.getMaxX() + 1,
                extent.getMinY() - 1, top))).getArea();
    }

    /** One pass, in as many stretches as the field has pieces in this strip; only the middle shares of its length. */
    private void strip(Geometry level, double middle, boolean isBackwards, double first, double last,
            AffineTransformation back) {
        Envelope extent = level.getEnvelopeInternal();
        Geometry inStrip = level.intersection(GEOMETRY.toGeometry(new Envelope(extent.getMinX() - 1,
                extent.getMaxX() + 1, middle - widthMeters / 2, middle + widthMeters / 2)));
        List<Envelope> stretches = new ArrayList<>();
        for (int i = 0; i < inStrip.getNumGeometries(); i++) {
            if (inStrip.getGeometryN(i) instanceof Polygon piece) {
                stretches.add(piece.getEnvelopeInternal());
            }
        }
        stretches.sort(Comparator.comparingDouble(Envelope::getMinX));
        if (isBackwards) {
            Collections.reverse(stretches);
        }
        double total = stretches.stream().mapToDouble(Envelope::getWidth).sum();
        double before = 0;
        for (Envelope stretch : stretches) {
            double begin = Math.max(0, first * total - before);
            double end = Math.min(stretch.getWidth(), last * total - before);
            if (end - begin >= SHORTEST_PASS_METERS) {
                double from = isBackwards ? stretch.getMaxX() - begin : stretch.getMinX() + begin;
                double to = isBackwards ? stretch.getMaxX() - end : stretch.getMinX() + end;
                add(from, to, middle, back);
            }
            before += stretch.getWidth();
        }
    }

    private void add(double from, double to, double middle, AffineTransformation back) {
        Coordinate start = back.transform(new Coordinate(from, middle), new Coordinate());
        Coordinate end = back.transform(new Coordinate(to, middle), new Coordinate());
        passes.add(new Pass(start.x, start.y, end.x, end.y));
        swaths.add(back.transform(GEOMETRY.toGeometry(
                new Envelope(from, to, middle - widthMeters / 2, middle + widthMeters / 2))));
        grossSquareMeters += Math.abs(to - from) * widthMeters;
    }
}
