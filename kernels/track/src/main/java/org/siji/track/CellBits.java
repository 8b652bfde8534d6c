package org.siji.track;

/** A rectangle of cells as bits, with the few operations of mathematical morphology that are needed. */
final class CellBits {

    private final int firstPage;
    private final int firstRow;
    private final int words;
    private final int rows;
    private final long[] bits;

    /** Columns of whole pages that hold {@code west} to {@code east} (exclusive), rows {@code south} to {@code north}. */
    CellBits(int west, int south, int east, int north) {
        firstPage = west >> 6;
        firstRow = south;
        words = (east - 1 >> 6) - firstPage + 1;
        rows = north - south;
        bits = new long[words * rows];
    }

    private CellBits(CellBits shape) {
        firstPage = shape.firstPage;
        firstRow = shape.firstRow;
        words = shape.words;
        rows = shape.rows;
        bits = new long[shape.bits.length];
    }

    private CellBits copy() {
        CellBits copy = new CellBits(this);
        System.arraycopy(bits, 0, copy.bits, 0, bits.length);
        return copy;
    }

    /** Fills the cells of a row, as far as they lie here. */
    void fill(int row, int from, int to) {
        if (row < firstRow || row >= firstRow + rows) {
            return;
        }
        int west = Math.max(from - firstPage * 64, 0);
        int east = Math.min(to - firstPage * 64, words * 64);
        int at = (row - firstRow) * words;
        while (west < east) {
            int end = Math.min(east, (west | 63) + 1);
            bits[at + (west >> 6)] |= -1L << west & -1L >>> -end;
            west = end;
        }
    }

    void fill(FieldCells field) {
        field.forEach(this::fill);
    }

    void fill(PassRaster raster, PassRaster.Bit bit) {
        for (int row = 0; row < rows; row++) {
            for (int word = 0; word < words; word++) {
                bits[row * words + word] = raster.word(bit, firstPage + word, firstRow + row);
            }
        }
    }

    long count() {
        long cells = 0;
        for (long word : bits) {
            cells += Long.bitCount(word);
        }
        return cells;
    }

    CellBits and(CellBits other) {
        CellBits both = new CellBits(this);
        for (int i = 0; i < bits.length; i++) {
            both.bits[i] = bits[i] & other.bits[i];
        }
        return both;
    }

    CellBits without(CellBits other) {
        CellBits rest = new CellBits(this);
        for (int i = 0; i < bits.length; i++) {
            rest.bits[i] = bits[i] & ~other.bits[i];
        }
        return rest;
    }

    /** Every cell from which a square of {@code side} cells to the east and north would meet a filled one. */
    private CellBits spread(int side, boolean isEastward) {
        CellBits wide = copy();
        for (int step = 1; step < side; step++) {
            wide.orShifted(this, isEastward ? step : -step);
        }
        CellBits high = wide.copy();
        for (int step = 1; step < side; step++) {
            int by = isEastward ? step : -step;
            for (int row = Math.max(0, by); row < Math.min(rows, rows + by); row++) {
                for (int word = 0; word < words; word++) {
                    high.bits[row * words + word] |= wide.bits[(row - by) * words + word];
                }
            }
        }
        return high;
    }

    private void orShifted(CellBits source, int columns) {
        int by = Math.abs(columns);
        for (int row = 0; row < rows; row++) {
            int at = row * words;
            for (int word = 0; word < words; word++) {
                if (columns > 0) {
                    bits[at + word] |= source.bits[at + word] << by
                            | (word > 0 ? source.bits[at + word - 1] >>> 64 - by : 0);
                } else {
                    bits[at + word] |= source.bits[at + word] >>> by
                            | (word < words - 1 ? source.bits[at + word + 1] << 64 - by : 0);
                }
            }
        }
    }

    /** All within {@code cells} columns and rows of a filled cell. */
    CellBits near(int cells) {
        return spread(cells + 1, true).spread(cells + 1, false);
    }

    /** What of the filled cells a square of {@code side} cells can't reach without leaving them. */
    CellBits narrowerThan(int side) {
        CellBits blocked = inverse().spread(side, false);
        return without(blocked.inverse().spread(side, true));
    }

    private CellBits inverse() {
        CellBits inverse = new CellBits(this);
        for (int i = 0; i < bits.length; i++) {
            inverse.bits[i] = ~bits[i];
        }
        return inverse;
    }
}
