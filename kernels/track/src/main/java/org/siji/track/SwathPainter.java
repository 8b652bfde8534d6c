package org.siji.track;

import java.util.Arrays;

/**
 * Paints pieces of swath so that a pass doesn't overlap itself where it turns: a piece becomes covered ground only when the
 * machine has gone on by two working widths, and what is painted meanwhile doesn't see it.
 */
final class SwathPainter implements SwathSink {

    /** An U-turn onto the neighbouring pass takes pi/2 widths of way; at two widths the next pass is another one. */
    private static final double WIDTHS_TO_COME_BACK = 2;

    final PassRaster raster;
    /** The fresh pieces as rows of cells, one behind the other: each was scanned once and is looked up and painted. */
    private int[] spans = new int[1024];
    private int begin;
    private int end;
    private double[] odometers = new double[16];
    private int firstPiece;
    private int endPiece;

    SwathPainter(PassRaster raster) {
        this.raster = raster;
    }

    SwathPainter(SwathPainter other, PassRaster raster) {
        this.raster = raster;
        spans = other.spans.clone();
        begin = other.begin;
        end = other.end;
        odometers = other.odometers.clone();
        firstPiece = other.firstPiece;
        endPiece = other.endPiece;
    }

    @Override
    public void piece(double[] x, double[] y, int count, double width, double odometer) {
        double settled = odometer - WIDTHS_TO_COME_BACK * width;
        while (firstPiece < endPiece && odometers[firstPiece] < settled) {
            settle();
        }
        int next = raster.scan(x, y, count, spans, end);
        while (next == PassRaster.NO_ROOM) {
            makeRoom();
            next = raster.scan(x, y, count, spans, end);
        }
        raster.paint(spans, end, false);
        end = next;
        if (endPiece == odometers.length) {
            odometers = Arrays.copyOfRange(odometers, firstPiece, firstPiece + Math.max(16, endPiece * 2));
            endPiece -= firstPiece;
            firstPiece = 0;
        }
        odometers[endPiece++] = odometer;
    }

    private void makeRoom() {
        boolean isHalfFree = begin * 2 >= spans.length;
        int[] roomy = isHalfFree ? spans : new int[Math.max(256, spans.length * 2)];
        System.arraycopy(spans, begin, roomy, 0, end - begin);
        spans = roomy;
        end -= begin;
        begin = 0;
    }

    @Override
    public void endOfPass() {
        while (firstPiece < endPiece) {
            settle();
        }
        begin = 0;
        end = 0;
        firstPiece = 0;
        endPiece = 0;
    }

    private void settle() {
        begin = raster.paint(spans, begin, true);
        firstPiece++;
    }

    /** Gives back room that a job which waits for more fixes doesn't need. */
    void trim() {
        spans = Arrays.copyOfRange(spans, begin, Math.max(end, begin + 1));
        end -= begin;
        begin = 0;
        odometers = Arrays.copyOfRange(odometers, firstPiece, Math.max(endPiece, firstPiece + 1));
        endPiece -= firstPiece;
        firstPiece = 0;
    }

    /** Bytes of what is not yet ground. */
    long memoryBytes() {
        return spans.length * 4L + odometers.length * 8L + 96;
    }
}
