package org.siji.track;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Words of cells against single cells. */
class CellsOracleTest {

    @Test
    void aPackedPageOpensAsItWas() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            long[] page = new long[128];
            for (int row = 0; row < 128; row++) {
                long noise = random.nextInt(4) == 0 ? random.nextLong() & -1L << random.nextInt(64) : 0;
                page[row] = (i % 3 == 0 ? -1L << random.nextInt(64) : i % 3 == 1 && row < 70 ? -1L : 0) | noise;
            }
            long covered = 0;
            long again = 0;
            for (int row = 0; row < 64; row++) {
                covered += Long.bitCount(page[row]);
                again += Long.bitCount(page[64 + row]);
            }
            long[] packed = PagePacking.pack(page);
            assertThat(PagePacking.count(packed, PassRaster.Bit.COVERED)).isEqualTo(covered);
            assertThat(PagePacking.count(packed, PassRaster.Bit.AGAIN)).isEqualTo(again);
            assertThat(PagePacking.isOpen(packed) ? packed : PagePacking.open(packed)).isEqualTo(page);
        }
    }

    /** Every scanned row of a convex piece, against asking each cell's centre. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void piecesCoverTheCellsWhoseCentresLieInside(long seed) {
        Random random = new Random(seed);
        PassRaster raster = new PassRaster(0.25);
        boolean[][] expected = new boolean[300][300];
        for (int piece = 0; piece < 80; piece++) {
            double x = random.nextDouble() * 60 - 30;
            double y = random.nextDouble() * 60 - 30;
            int corners = 3 + random.nextInt(2);
            double[] xs = new double[corners];
            double[] ys = new double[corners];
            double from = random.nextDouble() * 6;
            double turn = random.nextBoolean() ? 1 : -1;
            for (int i = 0; i < corners; i++) {
                double angle = from + turn * i * 2 * Math.PI / corners;
                xs[i] = x + Math.cos(angle) * 3;
                ys[i] = y + Math.sin(angle) * (piece % 2 == 0 ? 3 : 0.2);
            }
            int[] spans = new int[256];
            assertThat(raster.scan(xs, ys, corners, spans, 0)).isPositive();
            raster.paint(spans, 0, true);
            int near = (int) (y * 4) + 150;
            int here = (int) (x * 4) + 150;
            for (int row = Math.max(0, near - 14); row < Math.min(300, near + 15); row++) {
                for (int column = Math.max(0, here - 14); column < Math.min(300, here + 15); column++) {
                    expected[row][column] |= isInside(xs, ys, (column - 150 + 0.5) * 0.25, (row - 150 + 0.5) * 0.25);
                }
            }
        }
        long count = 0;
        int differences = 0;
        for (int row = 0; row < 300; row++) {
            for (int column = 0; column < 300; column++) {
                differences += raster.isCovered(column - 150, row - 150) == expected[row][column] ? 0 : 1;
                count += expected[row][column] ? 1 : 0;
            }
        }
        assertThat(differences).isZero();
        assertThat(raster.count(PassRaster.Bit.COVERED)).isEqualTo(count).isGreaterThan(5_000);
        raster.pack();
        assertThat(raster.count(PassRaster.Bit.COVERED)).isEqualTo(count);
    }

    private static boolean isInside(double[] xs, double[] ys, double x, double y) {
        int left = 0;
        int right = 0;
        for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
            double side = (xs[i] - xs[j]) * (y - ys[j]) - (ys[i] - ys[j]) * (x - xs[j]);
            left += side > 0 ? 1 : 0;
            right += side < 0 ? 1 : 0;
        }
        return left == 0 || right == 0;
    }

    @Test
    void morphologyIsThatOfSingleCells() {
        Random random = new Random(8);
        for (int run = 0; run < 6; run++) {
            int width = 70 + random.nextInt(90);
            int height = 20 + random.nextInt(30);
            CellBits bits = new CellBits(-40, 7, width - 40, 7 + height);
            boolean[][] cells = new boolean[height][width];
            for (int blob = 0; blob < 25; blob++) {
                int row = 6 + random.nextInt(height - 12);
                int from = 6 + random.nextInt(width - 20);
                int to = Math.min(width - 6, from + 1 + random.nextInt(30));
                for (int thick = 0; thick < 1 + random.nextInt(6) && row + thick < height - 6; thick++) {
                    bits.fill(7 + row + thick, from - 40, to - 40);
                    java.util.Arrays.fill(cells[row + thick], from, to, true);
                }
            }
            int side = 2 + random.nextInt(3);
            long near = 0;
            long narrow = 0;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    near += any(cells, row - side, column - side, 2 * side + 1) ? 1 : 0;
                    narrow += cells[row][column] && !fits(cells, row, column, side) ? 1 : 0;
                }
            }
            assertThat(bits.near(side).count()).isEqualTo(near);
            assertThat(bits.narrowerThan(side).count()).isEqualTo(narrow);
        }
    }

    private static boolean any(boolean[][] cells, int south, int west, int side) {
        for (int row = Math.max(0, south); row < Math.min(cells.length, south + side); row++) {
            for (int column = Math.max(0, west); column < Math.min(cells[0].length, west + side); column++) {
                if (cells[row][column]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a square of filled cells holds this one. */
    private static boolean fits(boolean[][] cells, int row, int column, int side) {
        for (int south = row - side + 1; south <= row; south++) {
            for (int west = column - side + 1; west <= column; west++) {
                boolean isFull = south >= 0 && west >= 0 && south + side <= cells.length
                        && west + side <= cells[0].length;
                for (int i = 0; isFull && i < side * side; i++) {
                    isFull = cells[south + i / side][west + i % side];
                }
                if (isFull) {
                    return true;
                }
            }
        }
        return false;
    }
}
