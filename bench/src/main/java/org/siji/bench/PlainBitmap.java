package org.siji.bench;

import java.util.HashMap;
import java.util.Map;

import org.siji.track.SwathSink;

/** What one writes first: tiles in a hash map, each row of a piece cut with all its edges. One bit, no passes. */
final class PlainBitmap implements SwathSink {

    private final double cellMeters;
    private final Map<Long, long[]> tiles = new HashMap<>();

    PlainBitmap(double cellMeters) {
        this.cellMeters = cellMeters;
    }

    @Override
    public void piece(double[] x, double[] y, int count, double width, double odometer) {
        double south = Double.POSITIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            south = Math.min(south, y[i]);
            north = Math.max(north, y[i]);
        }
        for (int row = first(south); row < first(north); row++) {
            double line = (row + 0.5) * cellMeters;
            double west = Double.POSITIVE_INFINITY;
            double east = Double.NEGATIVE_INFINITY;
            for (int i = 0, j = count - 1; i < count; j = i++) {
                if (y[i] <= line != y[j] <= line) {
                    double crossing = x[i] + (line - y[i]) / (y[j] - y[i]) * (x[j] - x[i]);
                    west = Math.min(west, crossing);
                    east = Math.max(east, crossing);
                }
            }
            if (west < east) {
                fill(row, first(west), first(east));
            }
        }
    }

    private int first(double meters) {
        return (int) Math.ceil(meters / cellMeters - 0.5);
    }

    private void fill(int row, int from, int to) {
        for (int column = from; column < to; column = (column | 63) + 1) {
            long key = (long) (row >> 6) << 32 | column >> 6 & 0xFFFF_FFFFL;
            long[] tile = tiles.computeIfAbsent(key, k -> new long[64]);
            int end = Math.min(to, (column | 63) + 1);
            tile[row & 63] |= -1L << column & -1L >>> -end;
        }
    }

    @Override
    public void endOfPass() {
        // It knows no passes.
    }

    double squareMeters() {
        long cells = 0;
        for (long[] tile : tiles.values()) {
            for (long word : tile) {
                cells += Long.bitCount(word);
            }
        }
        return cells * cellMeters * cellMeters;
    }
}
