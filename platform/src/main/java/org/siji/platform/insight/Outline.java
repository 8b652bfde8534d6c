package org.siji.platform.insight;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A field's polygons as the map keeps them, so that drawing takes no computing: whole units of the projection (3.7 cm at the equator) and
 * for each corner the first zoom at which it is needed, found once by Douglas and Peucker's rule with a tolerance of a quarter of a pixel.
 *
 * <p>Bytes, all numbers as variable-length integers: polygons; per polygon its rings, the outer one first; per ring its corners without the
 * repeated last one; per corner x and y as difference to the one before (over all rings), and the zoom. Outlines can be strung together.
 */
final class Outline {

    /** The zoom whose tile units are the outline's units. */
    static final int ZOOM = 18;
    /** Units of a tile. */
    static final int EXTENT = 4096;
    /** A quarter of a pixel of a 512-pixel tile, in units of the tile. */
    private static final double TOLERANCE = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    private int lastX;
    private int lastY;

    private Outline() {}

    /** @param mercator polygons in metres of the projection */
    static byte[] of(Geometry mercator) {
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < mercator.getNumGeometries(); i++) {
            if (mercator.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                polygons.add(polygon);
            }
        }
        Outline outline = new Outline();
        outline.number(polygons.size());
        polygons.forEach(outline::polygon);
        return outline.bytes.toByteArray();
    }

    private void polygon(Polygon polygon) {
        number(1 + polygon.getNumInteriorRing());
        ring(polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            ring(polygon.getInteriorRingN(i));
        }
    }

    private void ring(LinearRing ring) {
        CoordinateSequence corners = ring.getCoordinateSequence();
        int count = corners.size() - 1;
        int[] x = new int[count + 1];
        int[] y = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            x[i] = (int) Math.rint(Mercator.column(corners.getX(i), ZOOM) * EXTENT);
            y[i] = (int) Math.rint(Mercator.row(corners.getY(i), ZOOM) * EXTENT);
        }
        int[] zooms = zooms(x, y);
        number(count);
        for (int i = 0; i < count; i++) {
            signed(x[i] - lastX);
            signed(y[i] - lastY);
            bytes.write(zooms[i]);
            lastX = x[i];
            lastY = y[i];
        }
    }

    /** The first corner, the one farthest from it and the one farthest from both are always needed: a ring has three. */
    private static int[] zooms(int[] x, int[] y) {
        int last = x.length - 1;
        int[] zooms = new int[x.length];
        Arrays.fill(zooms, ZOOM);
        int far = farthest(x, y, 0, last);
        int before = far == 0 ? 0 : farthest(x, y, 0, far);
        int after = far == 0 ? 0 : farthest(x, y, far, last);
        boolean third = distance(x, y, 0, far, before) >= distance(x, y, far, last, after);
        for (int corner : new int[]{0, far, third ? before : after}) {
            zooms[corner] = 0;
        }
        if (far > 0) {
            split(x, y, 0, far, 0, zooms);
            split(x, y, far, last, 0, zooms);
        }
        return zooms;
    }

    /** @param atLeast no corner is needed before the ones between which it lies */
    private static void split(int[] x, int[] y, int from, int to, int atLeast, int[] zooms) {
        int middle = farthest(x, y, from, to);
        if (middle == from) {
            return;
        }
        double units = distance(x, y, from, to, middle);
        // At zoom z the distance is units / 2^(18 - z) units of the tile.
        int zoom = units <= TOLERANCE
                ? ZOOM
                : Math.max(0, ZOOM - (int) Math.floor(Math.log(units / TOLERANCE) / Math.log(2)));
        zooms[middle] = Math.min(zooms[middle], Math.max(zoom, atLeast));
        split(x, y, from, middle, Math.max(zoom, atLeast), zooms);
        split(x, y, middle, to, Math.max(zoom, atLeast), zooms);
    }

    /** @return {@code from} if there is nothing between */
    private static int farthest(int[] x, int[] y, int from, int to) {
        int farthest = from;
        double most = -1;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(x, y, from, to, i);
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        return farthest;
    }

    /** From corner {@code of} to the straight piece between two others. */
    private static double distance(int[] x, int[] y, int from, int to, int of) {
        double dx = x[to] - (double) x[from];
        double dy = y[to] - (double) y[from];
        double px = x[of] - (double) x[from];
        double py = y[of] - (double) y[from];
        double square = dx * dx + dy * dy;
        double share = square == 0 ? 0 : Math.clamp((px * dx + py * dy) / square, 0, 1);
        return Math.hypot(px - share * dx, py - share * dy);
    }

    private void signed(int number) {
        number(number << 1 ^ number >> 31);
    }

    private void number(int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    /** Reads outlines out of their bytes, one number after the other. */
    static final class Reader {

        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return position < bytes.length;
        }

        int number() {
            int number = 0;
            for (int shift = 0;; shift += 7) {
                byte next = bytes[position++];
                number |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }

        int signed() {
            int number = number();
            return number >>> 1 ^ -(number & 1);
        }
    }
}
