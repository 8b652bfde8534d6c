package org.siji.track;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts work into straight passes as the fixes come: a pass goes on as long as the heading stays within 25 degrees of that of its last
 * stretch. Needs no more memory than the passes themselves.
 */
final class PassFinder {

    static final double MIN_PASS_METERS = 10;
    private static final double CHORD_METERS = 3;
    private static final double COS_OF_A_TURN = StrictMath.cos(StrictMath.toRadians(25));
    private static final double MEMORY = 0.8;

    private final List<StraightPass> passes = new ArrayList<>();

    private boolean isOpen;
    private double fromX;
    private double fromY;
    private double chordX;
    private double chordY;
    private double lastX;
    private double lastY;
    private double headingX;
    private double headingY;
    private long count;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumYy;
    private double sumXy;
    private double widthSum;

    List<StraightPass> passes() {
        return passes;
    }

    /** A step of work from one point to the next; false if it turned off, so that another pass begins with it. */
    boolean step(double startX, double startY, double x, double y, double widthMeters) {
        boolean goesOn = isOpen;
        if (!isOpen) {
            open(startX, startY, widthMeters);
        }
        double dx = x - chordX;
        double dy = y - chordY;
        double chord = StrictMath.hypot(dx, dy);
        if (chord >= CHORD_METERS) {
            double towardsX = dx / chord;
            double towardsY = dy / chord;
            boolean isKnown = headingX != 0 || headingY != 0;
            double length = StrictMath.hypot(headingX, headingY);
            if (isKnown && towardsX * headingX + towardsY * headingY < COS_OF_A_TURN * length) {
                double cornerX = chordX;
                double cornerY = chordY;
                lastX = cornerX;
                lastY = cornerY;
                end();
                open(cornerX, cornerY, widthMeters);
                goesOn = false;
                headingX = towardsX;
                headingY = towardsY;
            } else {
                headingX = isKnown ? MEMORY * headingX + (1 - MEMORY) * towardsX : towardsX;
                headingY = isKnown ? MEMORY * headingY + (1 - MEMORY) * towardsY : towardsY;
            }
            chordX = x;
            chordY = y;
        }
        add(x, y, widthMeters);
        return goesOn;
    }

    /** The implement came up, or nothing is known about what follows. Says whether what ended was a pass. */
    boolean end() {
        if (!isOpen) {
            return false;
        }
        isOpen = false;
        StraightPass pass = new StraightPass(fromX, fromY, lastX, lastY, widthSum / count, deviation());
        if (pass.lengthMeters() < MIN_PASS_METERS) {
            return false;
        }
        passes.add(pass);
        return true;
    }

    private void open(double x, double y, double widthMeters) {
        isOpen = true;
        fromX = x;
        fromY = y;
        chordX = x;
        chordY = y;
        headingX = 0;
        headingY = 0;
        count = 0;
        sumX = 0;
        sumY = 0;
        sumXx = 0;
        sumYy = 0;
        sumXy = 0;
        widthSum = 0;
        add(x, y, widthMeters);
    }

    /** Sums are taken from the pass's beginning, so that their differences keep their digits. */
    private void add(double x, double y, double widthMeters) {
        double dx = x - fromX;
        double dy = y - fromY;
        count++;
        sumX += dx;
        sumY += dy;
        sumXx += dx * dx;
        sumYy += dy * dy;
        sumXy += dx * dy;
        widthSum += widthMeters;
        lastX = x;
        lastY = y;
    }

    /** Square root of the smaller eigenvalue of the fixes' covariance: the line is that of total least squares. */
    private double deviation() {
        double xx = sumXx / count - sumX / count * (sumX / count);
        double yy = sumYy / count - sumY / count * (sumY / count);
        double xy = sumXy / count - sumX / count * (sumY / count);
        double smaller = (xx + yy) / 2 - StrictMath.hypot((xx - yy) / 2, xy);
        return StrictMath.sqrt(Math.max(0, smaller));
    }
}
