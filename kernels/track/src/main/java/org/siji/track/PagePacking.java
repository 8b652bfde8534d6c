package org.siji.track;

/**
 * A page of {@link PassRaster} at rest: for each of its two bits one word that names the blocks of 8 x 8 cells which are
 * mixed, one that names the full ones, and then the mixed blocks as a word each. Worked ground is mostly full.
 */
final class PagePacking {

    private static final int OPEN = 2 * PassRaster.PAGE;
    private static final int HEAD = 4;

    private PagePacking() {}

    static boolean isOpen(long[] page) {
        return page.length == OPEN;
    }

    /** The page itself where packing would save nothing. */
    static long[] pack(long[] page) {
        long[] packed = new long[HEAD + OPEN];
        int n = HEAD;
        for (int bit = 0; bit < 2; bit++) {
            for (int block = 0; block < 64; block++) {
                long cells = block(page, bit * PassRaster.PAGE, block);
                if (cells == -1L) {
                    packed[2 * bit + 1] |= 1L << block;
                } else if (cells != 0) {
                    packed[2 * bit] |= 1L << block;
                    packed[n++] = cells;
                }
            }
        }
        return n >= OPEN ? page : java.util.Arrays.copyOf(packed, n);
    }

    private static long block(long[] page, int plane, int block) {
        int row = plane + (block >>> 3) * 8;
        int shift = (block & 7) * 8;
        long cells = 0;
        for (int i = 0; i < 8; i++) {
            cells |= (page[row + i] >>> shift & 0xFF) << 8 * i;
        }
        return cells;
    }

    static long[] open(long[] packed) {
        long[] page = new long[OPEN];
        int n = HEAD;
        for (int bit = 0; bit < 2; bit++) {
            for (int block = 0; block < 64; block++) {
                boolean isMixed = (packed[2 * bit] >>> block & 1) != 0;
                long cells = isMixed ? packed[n++] : -(packed[2 * bit + 1] >>> block & 1);
                int row = bit * PassRaster.PAGE + (block >>> 3) * 8;
                int shift = (block & 7) * 8;
                for (int i = 0; i < 8; i++) {
                    page[row + i] |= (cells >>> 8 * i & 0xFF) << shift;
                }
            }
        }
        return page;
    }

    static long count(long[] page, PassRaster.Bit bit) {
        int plane = bit == PassRaster.Bit.COVERED ? 0 : 1;
        int from = plane * PassRaster.PAGE;
        int to = from + PassRaster.PAGE;
        long cells = 0;
        if (!isOpen(page)) {
            int mixedBefore = plane == 0 ? 0 : Long.bitCount(page[0]);
            from = HEAD + mixedBefore;
            to = from + Long.bitCount(page[2 * plane]);
            cells = 64L * Long.bitCount(page[2 * plane + 1]);
        }
        for (int i = from; i < to; i++) {
            cells += Long.bitCount(page[i]);
        }
        return cells;
    }
}
