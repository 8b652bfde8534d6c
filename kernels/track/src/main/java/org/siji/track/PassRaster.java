package org.siji.track;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Two bits per cell: covered, and covered again by a later pass. A cell belongs to a piece if its centre lies inside; edges
 * belong to one side only, so pieces that share an edge neither overlap nor leave a slit.
 *
 * <p>The cells lie in pages of 64 x 64. A page that is being painted is an array of 128 words, a row of each bit per word
 * (bit 0 is the westernmost cell); a page at rest is packed: its blocks of 8 x 8 cells that are empty or full take no more
 * than a bit ({@link PagePacking}).
 */
final class PassRaster {

    static final int PAGE = 64;
    /** Cells are numbered from the frame's origin; farther away (1,000 km at 0.05 m) the frame is none. */
    private static final int MAX_CELL = 1 << 24;
    private static final long NO_KEY = Long.MIN_VALUE;
    private static final int CACHE = 4;
    private static final int HEAD = 4;
    static final int NO_ROOM = -1;

    final double cellMeters;
    private final double cellsPerMeter;
    private long[] keys = new long[16];
    private long[][] pages = new long[16][];
    private int pageCount;
    private int openPages;
    /** The pages painted last, by the lowest bits of their place: a swath's neighbourhood is at most four. */
    private final long[] recentKeys = new long[CACHE];
    private final long[][] recentPages = new long[CACHE][];

    PassRaster(double cellMeters) {
        this.cellMeters = cellMeters;
        cellsPerMeter = 1 / cellMeters;
        Arrays.fill(keys, NO_KEY);
        Arrays.fill(recentKeys, NO_KEY);
    }

    PassRaster(PassRaster other) {
        cellMeters = other.cellMeters;
        cellsPerMeter = other.cellsPerMeter;
        keys = other.keys.clone();
        pages = other.pages.clone();
        for (int i = 0; i < pages.length; i++) {
            if (keys[i] != NO_KEY && PagePacking.isOpen(pages[i])) {
                pages[i] = pages[i].clone();
            }
        }
        pageCount = other.pageCount;
        openPages = other.openPages;
        Arrays.fill(recentKeys, NO_KEY);
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

    /** First column or row whose centre is not before {@code meters}. */
    int firstFrom(double meters) {
        return ceil(meters * cellsPerMeter - 0.5);
    }

    private static int ceil(double cells) {
        // Faster than Math.ceil, and as good: what is lost is 2^-28 of a cell.
        return MAX_CELL - (int) (MAX_CELL - cells);
    }

    /**
     * Writes the rows of a convex piece into {@code spans} from {@code at} on: first row, number of rows, first column and column
     * after the last of all; then for each row its first column and the column after its last (not larger than the first if there
     * is none).
     *
     * @return where the next piece may be written; {@link #NO_ROOM} if this one didn't fit
     */
    int scan(double[] x, double[] y, int count, int[] spans, int at) {
        double south = y[0];
        double north = y[0];
        double west = x[0];
        double east = x[0];
        double twiceArea = 0;
        for (int i = 1; i < count; i++) {
            south = Math.min(south, y[i]);
            north = Math.max(north, y[i]);
            west = Math.min(west, x[i]);
            east = Math.max(east, x[i]);
            twiceArea += (x[i - 1] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[i - 1] - y[0]);
        }
        int firstRow = firstFrom(south);
        int rows = twiceArea == 0 ? 0 : firstFrom(north) - firstRow;
        int base = at + HEAD;
        int end = base + 2 * rows;
        if (end > spans.length) {
            return NO_ROOM;
        }
        spans[at] = firstRow;
        spans[at + 1] = rows;
        spans[at + 2] = firstFrom(west);
        spans[at + 3] = firstFrom(east);
        if (rows > 0) {
            // Counter-clockwise, what rises is on the right.
            int rising = twiceArea > 0 ? 1 : 0;
            int rowZero = base - 2 * firstRow;
            for (int i = 0, before = count - 1; i < count; before = i++) {
                // Always computed from the lower end, so that two pieces agree on the edge they share.
                if (y[i] < y[before]) {
                    edge(x[i], y[i], x[before], y[before], spans, rowZero + 1 - rising);
                } else {
                    edge(x[before], y[before], x[i], y[i], spans, rowZero + rising);
                }
            }
        }
        return end;
    }

    private void edge(double lowX, double lowY, double highX, double highY, int[] spans, int rowZero) {
        int row = firstFrom(lowY);
        int end = firstFrom(highY);
        if (row >= end) {
            return;
        }
        double slope = (highX - lowX) / (highY - lowY);
        double crossing = lowX * cellsPerMeter - 0.5 + (row - (lowY * cellsPerMeter - 0.5)) * slope;
        for (int i = rowZero + 2 * row; i < rowZero + 2 * end; i += 2) {
            spans[i] = ceil(crossing);
            crossing += slope;
        }
    }

    /**
     * Covers a scanned piece, or marks as covered again whatever of it is covered already.
     *
     * @return where the next piece begins
     */
    int paint(int[] spans, int at, boolean isCovering) {
        int firstRow = spans[at];
        int endRow = firstRow + spans[at + 1];
        int firstPage = spans[at + 2] >> 6;
        int lastPage = spans[at + 3] - 1 >> 6;
        int row = firstRow;
        int base = at + HEAD;
        while (row < endRow) {
            int endOfBand = Math.min(endRow, (row | PAGE - 1) + 1);
            int first = base + 2 * (row - firstRow);
            int last = base + 2 * (endOfBand - firstRow);
            for (int pageX = firstPage; pageX <= lastPage; pageX++) {
                long[] page = isCovering ? pageToPaint(pageX, row >> 6) : findOpen(pageX, row >> 6);
                if (page == null) {
                    continue;
                }
                if (firstPage == lastPage) {
                    within(page, spans, first, last, row & PAGE - 1, isCovering);
                } else {
                    across(page, spans, first, last, row & PAGE - 1, pageX * PAGE, isCovering);
                }
            }
            row = endOfBand;
        }
        return base + 2 * (endRow - firstRow);
    }

    private static void within(long[] page, int[] spans, int first, int last, int row, boolean isCovering) {
        if (isCovering) {
            for (int i = first, at = row; i < last; i += 2, at++) {
                if (spans[i] < spans[i + 1]) {
                    page[at] |= -1L << spans[i] & -1L >>> -spans[i + 1];
                }
            }
        } else {
            for (int i = first, at = row; i < last; i += 2, at++) {
                if (spans[i] < spans[i + 1]) {
                    page[PAGE + at] |= page[at] & -1L << spans[i] & -1L >>> -spans[i + 1];
                }
            }
        }
    }

    private static void across(long[] page, int[] spans, int first, int last, int row, int west, boolean isCovering) {
        for (int i = first, at = row; i < last; i += 2, at++) {
            int from = Math.max(spans[i] - west, 0);
            int to = Math.min(spans[i + 1] - west, PAGE);
            if (from < to) {
                long cells = -1L << from & -1L >>> -to;
                if (isCovering) {
                    page[at] |= cells;
                } else {
                    page[PAGE + at] |= page[at] & cells;
                }
            }
        }
    }

    private static long key(int pageX, int pageY) {
        return (long) pageY << 32 | pageX & 0xFFFF_FFFFL;
    }

    private static int cacheSlot(int pageX, int pageY) {
        return pageX & 1 | (pageY & 1) << 1;
    }

    private int slot(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 40) & keys.length - 1;
        while (keys[slot] != key && keys[slot] != NO_KEY) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private long @Nullable [] findOpen(int pageX, int pageY) {
        long key = key(pageX, pageY);
        int cached = cacheSlot(pageX, pageY);
        if (recentKeys[cached] == key) {
            return recentPages[cached];
        }
        int slot = slot(key);
        if (keys[slot] == NO_KEY) {
            return null;
        }
        if (!PagePacking.isOpen(pages[slot])) {
            pages[slot] = PagePacking.open(pages[slot]);
            openPages++;
        }
        recentKeys[cached] = key;
        recentPages[cached] = pages[slot];
        return pages[slot];
    }

    private long[] pageToPaint(int pageX, int pageY) {
        long[] found = findOpen(pageX, pageY);
        if (found != null) {
            return found;
        }
        long key = key(pageX, pageY);
        if (pageCount * 4 >= keys.length * 3) {
            grow();
        }
        int slot = slot(key);
        long[] page = new long[2 * PAGE];
        keys[slot] = key;
        pages[slot] = page;
        pageCount++;
        openPages++;
        int cached = cacheSlot(pageX, pageY);
        recentKeys[cached] = key;
        recentPages[cached] = page;
        return page;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[][] oldPages = pages;
        keys = new long[oldKeys.length * 2];
        pages = new long[keys.length][];
        Arrays.fill(keys, NO_KEY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NO_KEY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                pages[slot] = oldPages[i];
            }
        }
    }

    /** How many pages are open; those of a job at rest need not be. */
    int openPages() {
        return openPages;
    }

    /** Packs all pages. */
    void pack() {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != NO_KEY && PagePacking.isOpen(pages[i])) {
                pages[i] = PagePacking.pack(pages[i]);
            }
        }
        openPages = 0;
        Arrays.fill(recentKeys, NO_KEY);
        Arrays.fill(recentPages, null);
    }

    /** As a 64-bit JVM with compressed pointers lays it out. */
    long memoryBytes() {
        long bytes = 160 + keys.length * 12L;
        for (int i = 0; i < keys.length; i++) {
            bytes += keys[i] == NO_KEY ? 0 : 16 + pages[i].length * 8L;
        }
        return bytes;
    }

    long count(Bit bit) {
        long cells = 0;
        for (int i = 0; i < keys.length; i++) {
            cells += keys[i] == NO_KEY ? 0 : PagePacking.count(pages[i], bit);
        }
        return cells;
    }

    long count(Bit bit, int row, int fromColumn, int toColumn) {
        long cells = 0;
        for (int column = fromColumn; column < toColumn; column = (column | PAGE - 1) + 1) {
            int end = Math.min(toColumn, (column | PAGE - 1) + 1);
            cells += Long.bitCount(word(bit, column >> 6, row) & -1L << column & -1L >>> -end);
        }
        return cells;
    }

    /** The 64 cells of a row in one column of pages. */
    long word(Bit bit, int pageX, int row) {
        long[] page = findOpen(pageX, row >> 6);
        return page == null ? 0 : page[(bit == Bit.COVERED ? 0 : PAGE) + (row & PAGE - 1)];
    }

    boolean isCovered(int column, int row) {
        return (word(Bit.COVERED, column >> 6, row) >>> column & 1) != 0;
    }

    /** Every cell with the bit, in no particular order. */
    void cells(Bit bit, CellSink sink) {
        int plane = bit == Bit.COVERED ? 0 : PAGE;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == NO_KEY) {
                continue;
            }
            long[] page = PagePacking.isOpen(pages[i]) ? pages[i] : PagePacking.open(pages[i]);
            int west = (int) keys[i] * PAGE;
            int south = (int) (keys[i] >> 32) * PAGE;
            for (int row = 0; row < PAGE; row++) {
                for (long word = page[plane + row]; word != 0; word &= word - 1) {
                    sink.cell(west + Long.numberOfTrailingZeros(word), south + row);
                }
            }
        }
    }

    /** Columns and rows that hold all pages: west, south inclusive, east, north exclusive; null if nothing is covered. */
    int @Nullable [] findBounds() {
        if (pageCount == 0) {
            return null;
        }
        int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (long key : keys) {
            if (key != NO_KEY) {
                int pageX = (int) key;
                int pageY = (int) (key >> 32);
                bounds[0] = Math.min(bounds[0], pageX * PAGE);
                bounds[1] = Math.min(bounds[1], pageY * PAGE);
                bounds[2] = Math.max(bounds[2], (pageX + 1) * PAGE);
                bounds[3] = Math.max(bounds[3], (pageY + 1) * PAGE);
            }
        }
        return bounds;
    }
}
