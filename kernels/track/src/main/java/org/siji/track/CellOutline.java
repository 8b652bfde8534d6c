package org.siji.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Turns filled cells into few polygons for a map: walks along the borders of the filled cells, drops specks and simplifies
 * until the corners are few enough.
 */
final class CellOutline {

    static final MultiPolygon EMPTY = new GeometryFactory().createMultiPolygon();

    /** What a browser draws and a village's network carries without a thought. */
    private static final int MAX_CORNERS = 2_000;
    private static final int MAX_CELLS_PER_SIDE = 2_048;
    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final GeometryFactory factory = new GeometryFactory();
    private final double cellMeters;
    private final int west;
    private final int south;
    /** Raster cells per cell of the outline, along one side. */
    private final int coarseness;
    private final int columns;
    private final int rows;
    private final boolean[] filled;
    /** Border steps that leave a lattice point: bits 0 to 3 for east, north, west, south. */
    private final byte[] borders;

    /** @param west first column, {@code east} exclusive; rows likewise */
    CellOutline(double rasterCellMeters, int west, int south, int east, int north) {
        this.west = west;
        this.south = south;
        coarseness = ceilDiv(Math.max(east - west, north - south), MAX_CELLS_PER_SIDE);
        cellMeters = rasterCellMeters * coarseness;
        // One empty cell all around, so that no border lies on the edge.
        columns = ceilDiv(east - west, coarseness) + 2;
        rows = ceilDiv(north - south, coarseness) + 2;
        filled = new boolean[columns * rows];
        borders = new byte[(columns + 1) * (rows + 1)];
    }

    /** A coarse cell is filled if the raster cell in its middle is. */
    void fill(int column, int row) {
        int x = column - west;
        int y = row - south;
        if (x % coarseness == coarseness / 2 && y % coarseness == coarseness / 2) {
            filled[(y / coarseness + 1) * columns + x / coarseness + 1] = true;
        }
    }

    /** The filled cells as polygons in the raster's frame, metres. */
    MultiPolygon trace() {
        separateCorners();
        markBorders();
        List<LinearRing> rings = new ArrayList<>();
        for (int y = 0; y <= rows; y++) {
            for (int x = 0; x <= columns; x++) {
                if (borders[y * (columns + 1) + x] != 0) {
                    rings.add(follow(x, y));
                }
            }
        }
        double specks = cellMeters * cellMeters;
        // The inner corners of a staircase lie up to a cell beside the line through its outer ones.
        double tolerance = cellMeters * 1.1;
        MultiPolygon outline = simplified(rings, specks, tolerance);
        while (outline.getNumPoints() > MAX_CORNERS) {
            specks *= 4;
            tolerance *= 1.5;
            outline = simplified(rings, specks, tolerance);
        }
        return outline;
    }

    /** Cells that touch at a corner only would make rings that touch themselves: fill a third one. */
    private void separateCorners() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int y = 1; y < rows; y++) {
                for (int x = 1; x < columns; x++) {
                    int here = y * columns + x;
                    if (filled[here] == filled[here - columns - 1] && filled[here - 1] == filled[here - columns]
                            && filled[here] != filled[here - 1]) {
                        filled[here] = true;
                        filled[here - 1] = true;
                        changed = true;
                    }
                }
            }
        }
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /** Every border has its filled cell on the left: shells run counter-clockwise, holes clockwise. */
    private void markBorders() {
        int lattice = columns + 1;
        for (int y = 1; y < rows; y++) {
            for (int x = 1; x < columns; x++) {
                boolean here = filled[y * columns + x];
                if (here != filled[(y - 1) * columns + x]) {
                    borders[y * lattice + (here ? x : x + 1)] |= (byte) (here ? 1 : 4);
                }
                if (here != filled[y * columns + x - 1]) {
                    borders[(here ? y + 1 : y) * lattice + x] |= (byte) (here ? 8 : 2);
                }
            }
        }
    }

    private LinearRing follow(int startX, int startY) {
        List<Coordinate> ring = new ArrayList<>();
        int x = startX;
        int y = startY;
        int before = -1;
        do {
            int at = y * (columns + 1) + x;
            int direction = Integer.numberOfTrailingZeros(borders[at]);
            borders[at] &= (byte) ~(1 << direction);
            if (direction != before) {
                ring.add(point(x, y));
            }
            x += STEP_X[direction];
            y += STEP_Y[direction];
            before = direction;
        } while (x != startX || y != startY);
        ring.add(ring.get(0).copy());
        return factory.createLinearRing(ring.toArray(Coordinate[]::new));
    }

    private Coordinate point(int x, int y) {
        double rasterCell = cellMeters / coarseness;
        return new Coordinate(west * rasterCell + (x - 1) * cellMeters, south * rasterCell + (y - 1) * cellMeters);
    }

    private MultiPolygon simplified(List<LinearRing> rings, double minSquareMeters, double toleranceMeters) {
        List<LinearRing> holes = new ArrayList<>();
        List<Shell> shells = new ArrayList<>();
        for (LinearRing ring : rings) {
            // JTS counts clockwise as positive.
            double area = -Area.ofRingSigned(ring.getCoordinateSequence());
            if (area > minSquareMeters) {
                shells.add(new Shell(ring, area, new ArrayList<>(), new IndexedPointInAreaLocator(ring)));
            } else if (area < -minSquareMeters) {
                holes.add(ring);
            }
        }
        shells.sort(Comparator.comparingDouble(Shell::area));
        for (LinearRing hole : holes) {
            shells.stream().filter(shell -> shell.contains(hole)).findFirst()
                    .ifPresent(shell -> shell.holes().add(hole));
        }
        List<Polygon> polygons = new ArrayList<>();
        for (Shell shell : shells) {
            Polygon exact = factory.createPolygon(shell.ring(), shell.holes().toArray(LinearRing[]::new));
            Geometry simple = simplified(exact, toleranceMeters);
            for (int i = 0; i < simple.getNumGeometries(); i++) {
                if (simple.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                    polygons.add(polygon);
                }
            }
        }
        return factory.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    /**
     * Douglas-Peucker ring by ring, mended where rings came to cross: the simplifier that keeps the topology by itself took two thirds
     * of a whole season's verification.
     */
    private static Geometry simplified(Polygon exact, double toleranceMeters) {
        DouglasPeuckerSimplifier simplifier = new DouglasPeuckerSimplifier(exact);
        simplifier.setDistanceTolerance(toleranceMeters);
        simplifier.setEnsureValid(false);
        Geometry simple = simplifier.getResultGeometry();
        return simple.isValid() ? simple : GeometryFixer.fix(simple);
    }

    private record Shell(LinearRing ring, double area, List<LinearRing> holes, IndexedPointInAreaLocator inside) {

        /** A hole's corner may lie on the shell of another part, never on its own. */
        boolean contains(LinearRing hole) {
            return inside.locate(hole.getCoordinateN(0)) == Location.INTERIOR;
        }
    }
}
