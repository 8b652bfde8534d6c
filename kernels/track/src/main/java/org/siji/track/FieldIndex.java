package org.siji.track;

import java.util.Arrays;
import java.util.List;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * On which of very many fields a point lies. A packed tree of boxes over fields in the order of a Hilbert curve (Kamel and Faloutsos
 * 1994, "Hilbert R-tree", sect. 3), all in primitive arrays: a county's 500,000 fields take some 150 MB at ten corners each.
 * Does not change once built; any number of threads may ask.
 */
public final class FieldIndex {

    public static final int NO_FIELD = -1;

    private static final int FAN_OUT = 16;
    private static final int HILBERT_BITS = 16;

    private final int fields;
    /** West, south, east, north of each node: the fields themselves first, then their parents, the root last. */
    private final double[] boxes;
    /** Where each level begins, and at the end how many nodes there are. */
    private final int[] levels;
    /** The field's number for each leaf. */
    private final int[] numbers;
    /** Where the corners of each leaf begin; x and y by turns, rings end to end, each closed. */
    private final int[] starts;
    private final double[] corners;

    private FieldIndex(List<? extends Geometry> fieldsLonLat) {
        fields = fieldsLonLat.size();
        levels = levels(fields);
        boxes = new double[4 * levels[levels.length - 1]];
        numbers = inHilbertOrder(fieldsLonLat);
        starts = new int[fields + 1];
        for (int leaf = 0; leaf < fields; leaf++) {
            starts[leaf + 1] = starts[leaf] + 2 * edgeEnds(fieldsLonLat.get(numbers[leaf]));
        }
        corners = new double[starts[fields]];
        for (int leaf = 0; leaf < fields; leaf++) {
            copy(fieldsLonLat.get(numbers[leaf]), leaf);
        }
        for (int level = 1; level < levels.length - 1; level++) {
            for (int node = levels[level]; node < levels[level + 1]; node++) {
                int firstChild = levels[level - 1] + (node - levels[level]) * FAN_OUT;
                join(node, firstChild, Math.min(firstChild + FAN_OUT, levels[level]));
            }
        }
    }

    /**
     * @param fieldsLonLat polygons and multipolygons in degrees; their place in the list is their number. Where fields overlap,
     *                     the one with the smaller number has the ground
     */
    public static FieldIndex of(List<? extends Geometry> fieldsLonLat) {
        return new FieldIndex(fieldsLonLat);
    }

    private static int[] levels(int fields) {
        int[] levels = new int[16];
        int count = 1;
        int nodes = fields;
        levels[count++] = nodes;
        int wide = nodes;
        while (wide > 1) {
            wide = (wide + FAN_OUT - 1) / FAN_OUT;
            nodes += wide;
            levels[count++] = nodes;
        }
        return Arrays.copyOf(levels, count);
    }

    private static int[] inHilbertOrder(List<? extends Geometry> fields) {
        Envelope all = new Envelope();
        fields.forEach(field -> all.expandToInclude(field.getEnvelopeInternal()));
        double scale = (1 << HILBERT_BITS) - 1;
        double width = Math.max(1e-12, all.getWidth());
        double height = Math.max(1e-12, all.getHeight());
        long[] keys = new long[fields.size()];
        for (int i = 0; i < keys.length; i++) {
            Envelope box = fields.get(i).getEnvelopeInternal();
            double x = box.isNull() ? 0 : (box.getMinX() + box.getMaxX() - 2 * all.getMinX()) / 2 / width;
            double y = box.isNull() ? 0 : (box.getMinY() + box.getMaxY() - 2 * all.getMinY()) / 2 / height;
            keys[i] = hilbert((int) (x * scale), (int) (y * scale)) << 31 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (keys[i] & Integer.MAX_VALUE);
        }
        return order;
    }

    /** How far along the curve a cell lies. */
    private static long hilbert(int column, int row) {
        int x = column;
        int y = row;
        long along = 0;
        for (int half = 1 << HILBERT_BITS - 1; half > 0; half >>= 1) {
            int right = (x & half) != 0 ? 1 : 0;
            int upper = (y & half) != 0 ? 1 : 0;
            along = along << 2 | 3 * right ^ upper;
            if (upper == 0) {
                if (right == 1) {
                    x = (1 << HILBERT_BITS) - 1 - x;
                    y = (1 << HILBERT_BITS) - 1 - y;
                }
                int swap = x;
                x = y;
                y = swap;
            }
        }
        return along;
    }

    private static int edgeEnds(Geometry field) {
        int corners = 0;
        for (int i = 0; i < field.getNumGeometries(); i++) {
            if (field.getGeometryN(i) instanceof Polygon polygon) {
                corners += polygon.getNumPoints();
            }
        }
        return corners;
    }

    private void copy(Geometry field, int leaf) {
        Envelope box = field.getEnvelopeInternal();
        boxes[4 * leaf] = box.isNull() ? Double.POSITIVE_INFINITY : box.getMinX();
        boxes[4 * leaf + 1] = box.isNull() ? Double.POSITIVE_INFINITY : box.getMinY();
        boxes[4 * leaf + 2] = box.isNull() ? Double.NEGATIVE_INFINITY : box.getMaxX();
        boxes[4 * leaf + 3] = box.isNull() ? Double.NEGATIVE_INFINITY : box.getMaxY();
        int at = starts[leaf];
        for (int i = 0; i < field.getNumGeometries(); i++) {
            if (field.getGeometryN(i) instanceof Polygon polygon) {
                at = copy(polygon.getExteriorRing(), at);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    at = copy(polygon.getInteriorRingN(hole), at);
                }
            }
        }
    }

    private int copy(LineString ring, int from) {
        CoordinateSequence points = ring.getCoordinateSequence();
        for (int i = 0; i < points.size(); i++) {
            corners[from + 2 * i] = points.getX(i);
            corners[from + 2 * i + 1] = points.getY(i);
        }
        return from + 2 * points.size();
    }

    private void join(int node, int firstChild, int endChild) {
        double west = Double.POSITIVE_INFINITY;
        double south = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        for (int child = firstChild; child < endChild; child++) {
            west = Math.min(west, boxes[4 * child]);
            south = Math.min(south, boxes[4 * child + 1]);
            east = Math.max(east, boxes[4 * child + 2]);
            north = Math.max(north, boxes[4 * child + 3]);
        }
        boxes[4 * node] = west;
        boxes[4 * node + 1] = south;
        boxes[4 * node + 2] = east;
        boxes[4 * node + 3] = north;
    }

    public int size() {
        return fields;
    }

    /** Number of the field on which the point lies, or {@link #NO_FIELD}; west and south edges belong to a field, the others don't. */
    public int find(double lonDegrees, double latDegrees) {
        return fields == 0
                ? NO_FIELD
                : find(levels.length - 2, levels[levels.length - 2], lonDegrees, latDegrees,
                        NO_FIELD);
    }

    private int find(int level, int node, double lon, double lat, int best) {
        if (level == 0) {
            int number = numbers[node];
            return (best == NO_FIELD || number < best) && contains(node, lon, lat) ? number : best;
        }
        int found = best;
        int first = levels[level - 1] + (node - levels[level]) * FAN_OUT;
        int end = Math.min(first + FAN_OUT, levels[level]);
        for (int child = first; child < end; child++) {
            int at = 4 * child;
            if (lon >= boxes[at] && lat >= boxes[at + 1] && lon <= boxes[at + 2] && lat <= boxes[at + 3]) {
                found = find(level - 1, child, lon, lat, found);
            }
        }
        return found;
    }

    /** Even-odd rule over all rings; the step from one ring to the next is none. */
    private boolean contains(int leaf, double lon, double lat) {
        boolean isInside = false;
        int end = starts[leaf + 1];
        int ring = starts[leaf];
        for (int i = ring; i + 3 < end; i += 2) {
            double fromX = corners[i];
            double fromY = corners[i + 1];
            double toX = corners[i + 2];
            double toY = corners[i + 3];
            if (fromY <= lat != toY <= lat) {
                boolean isUp = fromY < toY;
                double lowX = isUp ? fromX : toX;
                double lowY = isUp ? fromY : toY;
                double highX = isUp ? toX : fromX;
                double highY = isUp ? toY : fromY;
                // On the left of the edge: the point's ray to the east crosses it. From the lower end, so that neighbours agree.
                isInside ^= (highX - lowX) * (lat - lowY) - (lon - lowX) * (highY - lowY) > 0;
            }
            if (toX == corners[ring] && toY == corners[ring + 1] && i + 2 > ring) {
                ring = i + 4;
                i += 2;
            }
        }
        return isInside;
    }

    /**
     * Which field each fix of a track lies on.
     *
     * @param out filled with a number or {@link #NO_FIELD} for each fix, at least as long as the track
     */
    public void assign(Track track, int[] out) {
        for (int i = 0; i < track.size(); i++) {
            double lon = track.lonDegrees(i);
            double lat = track.latDegrees(i);
            out[i] = find(lon, lat);
        }
    }

    /** Numbers of the fields whose boxes meet a box, in rising order. */
    public int[] findNear(Envelope lonLat) {
        int[] found = new int[16];
        int count = 0;
        int[] stack = new int[2 * FAN_OUT * levels.length];
        int depth = 0;
        if (fields > 0) {
            stack[depth++] = levels.length - 2;
            stack[depth++] = levels[levels.length - 2];
        }
        while (depth > 0) {
            int node = stack[--depth];
            int level = stack[--depth];
            int at = 4 * node;
            if (boxes[at] > lonLat.getMaxX() || boxes[at + 1] > lonLat.getMaxY() || boxes[at + 2] < lonLat.getMinX()
                    || boxes[at + 3] < lonLat.getMinY()) {
                continue;
            }
            if (level == 0) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = numbers[node];
                continue;
            }
            int first = levels[level - 1] + (node - levels[level]) * FAN_OUT;
            for (int child = first; child < Math.min(first + FAN_OUT, levels[level]); child++) {
                stack[depth++] = level - 1;
                stack[depth++] = child;
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }
}
