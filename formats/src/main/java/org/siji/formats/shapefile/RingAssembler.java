package org.siji.formats.shapefile;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Puts the rings of one record together. Which ring is a hole follows from where it lies: a ring within an odd number of
 * others is a hole in the innermost of them. The winding, by which the standard tells holes, is often wrong; it is only
 * compared.
 */
final class RingAssembler {

    private final GeometryFactory factory = new GeometryFactory();

    /**
     * @param geometry     polygon or multipolygon
     * @param woundWrongly whether a ring's winding contradicted its position
     */
    record Assembled(Geometry geometry, boolean woundWrongly) {}

    /** @param rings closed, at least 4 points each; at least one */
    Assembled assemble(List<Coordinate[]> rings) {
        List<LinearRing> linear = rings.stream().map(factory::createLinearRing).toList();
        int[] parent = new int[linear.size()];
        boolean[] hole = new boolean[linear.size()];
        boolean woundWrongly = false;
        for (int i = 0; i < parent.length; i++) {
            parent[i] = -1;
            int depth = 0;
            for (int j = 0; j < parent.length; j++) {
                if (i != j && contains(linear.get(j), linear.get(i))) {
                    depth++;
                    if (parent[i] < 0 || size(linear.get(j)) < size(linear.get(parent[i]))) {
                        parent[i] = j;
                    }
                }
            }
            hole[i] = depth % 2 == 1;
            woundWrongly |= Orientation.isCCWArea(linear.get(i).getCoordinates()) != hole[i];
        }
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < parent.length; i++) {
            if (!hole[i]) {
                List<LinearRing> holes = new ArrayList<>();
                for (int j = 0; j < parent.length; j++) {
                    if (hole[j] && parent[j] == i) {
                        holes.add(linear.get(j));
                    }
                }
                polygons.add(factory.createPolygon(linear.get(i), holes.toArray(LinearRing[]::new)));
            }
        }
        return new Assembled(polygons.size() == 1
                ? polygons.get(0)
                : factory.createMultiPolygon(polygons.toArray(Polygon[]::new)), woundWrongly);
    }

    private static double size(LinearRing ring) {
        return ring.getEnvelopeInternal().getArea();
    }

    private static boolean contains(LinearRing outer, LinearRing inner) {
        if (!outer.getEnvelopeInternal().contains(inner.getEnvelopeInternal())
                || outer.getEnvelopeInternal().equals(inner.getEnvelopeInternal())) {
            return false;
        }
        // A hole may touch its shell with some of its points; any point off the shell decides.
        for (int i = 0; i < inner.getNumPoints(); i++) {
            int location = RayCrossingCounter.locatePointInRing(inner.getCoordinateN(i), outer.getCoordinateSequence());
            if (location != Location.BOUNDARY) {
                return location == Location.INTERIOR;
            }
        }
        return false;
    }
}
