package org.siji.track;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Two bits per cell in tiles of 64 x 64 cells: covered, and covered again by a later pass. A cell belongs to a piece if its
 * centre lies inside; edges belong to one side only, so pieces that share an edge neither overlap nor leave a slit.
 */
final class PassRaster {

    private static final int TILE = 64;

    final double cellMeters;
    private final Map<Long, Tile> tiles = new HashMap<>();
    private long lastKey;
    private @Nullable Tile lastTile;

    PassRaster(double cellMeters) {
        this.cellMeters = cellMeters;
    }

    /** One word per row; bit 0 is the westernmost cell. */
    private static final class Tile {
        final long[] covered = new long[TILE];
        final long[] again = new long[TILE];
    }

    /** Cells of one row, {@code fromColumn} inclusive to {@code toColumn} exclusive. */
    interface SpanSink {
        void span(int row, int fromColumn, int toColumn);
    }

    /** One cell. */
    interface CellSink {
        void cell(int column, int row);
    }

    /** Which of the two bits is meant. */
    enum Bit {
        COVERED, AGAIN
    }

    /** Marks as covered again whatever of the piece is covered already. */
    void look(double[] x, double[] y, int count) {
        spans(x, y, count, (row, from, to) -> {
            for (int column = from; column < to; column = (column | TILE - 1) + 1) {
                Tile tile = findTile(column >> 6, row >> 6);
                if (tile != null) {
                    tile.again[row & TILE - 1] |= tile.covered[row & TILE - 1] & mask(column, to);
                }
            }
        });
    }

    /** Covers the piece. */
    void cover(double[] x, double[] y, int count) {
        spans(x, y, count, (row, from, to) -> {
            for (int column = from; column < to; column = (column | TILE - 1) + 1) {
                Tile tile = findTile(column >> 6, row >> 6);
                if (tile == null) {
                    tile = new Tile();
                    lastTile = tile;
                    tiles.put(lastKey, tile);
                }
                tile.covered[row & TILE - 1] |= mask(column, to);
            }
        });
    }

    long count(Bit bit) {
        long cells = 0;
        for (Tile tile : tiles.values()) {
            for (long word : bit == Bit.COVERED ? tile.covered : tile.again) {
                cells += Long.bitCount(word);
            }
        }
        return cells;
    }

    long count(Bit bit, int row, int fromColumn, int toColumn) {
        long cells = 0;
        for (int column = fromColumn; column < toColumn; column = (column | TILE - 1) + 1) {
            Tile tile = findTile(column >> 6, row >> 6);
            if (tile != null) {
                long word = (bit == Bit.COVERED ? tile.covered : tile.again)[row & TILE - 1];
                cells += Long.bitCount(word & mask(column, toColumn));
            }
        }
        return cells;
    }

    boolean isCovered(int column, int row) {
        Tile tile = findTile(column >> 6, row >> 6);
        return tile != null && (tile.covered[row & TILE - 1] >>> (column & TILE - 1) & 1) != 0;
    }

    /** Every cell with the bit, in no particular order. */
    void cells(Bit bit, CellSink sink) {
        tiles.forEach((key, tile) -> {
            int west = (int) (long) key * TILE;
            int south = (int) (key >> 32) * TILE;
            long[] words = bit == Bit.COVERED ? tile.covered : tile.again;
            for (int row = 0; row < TILE; row++) {
                for (long word = words[row]; word != 0; word &= word - 1) {
                    sink.cell(west + Long.numberOfTrailingZeros(word), south + row);
                }
            }
        });
    }

    /** Columns and rows that hold all tiles: west, south inclusive, east, north exclusive; null if nothing is covered. */
    int @Nullable [] findBounds() {
        if (tiles.isEmpty()) {
            return null;
        }
        int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (long key : tiles.keySet()) {
            int tileX = (int) key;
            int tileY = (int) (key >> 32);
            bounds[0] = Math.min(bounds[0], tileX * TILE);
            bounds[1] = Math.min(bounds[1], tileY * TILE);
            bounds[2] = Math.max(bounds[2], (tileX + 1) * TILE);
            bounds[3] = Math.max(bounds[3], (tileY + 1) * TILE);
        }
        return bounds;
    }

    /** First column or row whose centre is not before {@code meters}. */
    int firstFrom(double meters) {
        return (int) Math.ceil(meters / cellMeters - 0.5);
    }

    private @Nullable Tile findTile(int tileX, int tileY) {
        long key = (long) tileY << 32 | tileX & 0xFFFF_FFFFL;
        if (lastTile == null || key != lastKey) {
            lastTile = tiles.get(key);
            lastKey = key;
        }
        return lastTile;
    }

    /** The bits of the word that holds {@code column}, from there up to {@code to} exclusive. */
    private static long mask(int column, int to) {
        int from = column & TILE - 1;
        int end = Math.min(TILE, to - (column - from));
        return -1L << from & -1L >>> TILE - end;
    }

    /** The rows of a convex piece; each row line crosses its border twice. */
    private void spans(double[] x, double[] y, int count, SpanSink sink) {
        double south = y[0];
        double north = y[0];
        for (int i = 1; i < count; i++) {
            south = Math.min(south, y[i]);
            north = Math.max(north, y[i]);
        }
        int rows = firstFrom(north);
        for (int row = firstFrom(south); row < rows; row++) {
            double line = (row + 0.5) * cellMeters;
            double west = Double.POSITIVE_INFINITY;
            double east = Double.NEGATIVE_INFINITY;
            for (int i = 0, j = count - 1; i < count; j = i++) {
                if (y[i] <= line != y[j] <= line) {
                    // Always computed from the lower end, so that two pieces agree on the edge they share.
                    int low = y[i] < y[j] ? i : j;
                    int high = low == i ? j : i;
                    double crossing = x[low] + (line - y[low]) / (y[high] - y[low]) * (x[high] - x[low]);
                    west = Math.min(west, crossing);
                    east = Math.max(east, crossing);
                }
            }
            if (west < east) {
                sink.span(row, firstFrom(west), firstFrom(east));
            }
        }
    }
}
