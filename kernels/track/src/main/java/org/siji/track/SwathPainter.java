package org.siji.track;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Paints pieces of swath so that a pass doesn't overlap itself where it turns: a piece becomes covered ground only when the
 * machine has gone on by two working widths, and what is painted meanwhile doesn't see it.
 */
final class SwathPainter implements SwathSink {

    /** An U-turn onto the neighbouring pass takes pi/2 widths of way; at two widths the next pass is another one. */
    private static final double WIDTHS_TO_COME_BACK = 2;

    private final PassRaster raster;
    private final ArrayDeque<Piece> fresh = new ArrayDeque<>();

    SwathPainter(PassRaster raster) {
        this.raster = raster;
    }

    private static final class Piece {
        final double[] x;
        final double[] y;
        final double odometer;

        Piece(double[] x, double[] y, int count, double odometer) {
            this.x = Arrays.copyOf(x, count);
            this.y = Arrays.copyOf(y, count);
            this.odometer = odometer;
        }
    }

    @Override
    public void piece(double[] x, double[] y, int count, double width, double odometer) {
        while (!fresh.isEmpty() && fresh.getFirst().odometer < odometer - WIDTHS_TO_COME_BACK * width) {
            settle(fresh.removeFirst());
        }
        raster.look(x, y, count);
        fresh.addLast(new Piece(x, y, count, odometer));
    }

    @Override
    public void endOfPass() {
        fresh.forEach(this::settle);
        fresh.clear();
    }

    private void settle(Piece piece) {
        raster.cover(piece.x, piece.y, piece.x.length);
    }
}
