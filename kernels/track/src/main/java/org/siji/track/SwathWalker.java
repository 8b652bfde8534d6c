package org.siji.track;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;

/**
 * Walks along the cleaned fixes and gives out what the implement swept: a rectangle per step and, where the machine turns,
 * the wedge between two rectangles.
 */
final class SwathWalker {

    private final Track track;
    private final int[] order;
    private final MeasureParameters parameters;
    private final SwathSink sink;
    private final double[] planeX;
    private final double[] planeY;
    private final double[] pieceX = new double[4];
    private final double[] pieceY = new double[4];

    private boolean inPass;
    private double cornerX;
    private double cornerY;
    /** Unit vector to the right of the last rectangle; both zero at the beginning of a pass. */
    private double rightX;
    private double rightY;
    private double lastWidth;

    int segments;
    double distanceMeters;
    double seconds;
    double grossSquareMeters;
    int stepsWithoutWidth;

    SwathWalker(Track track, int[] order, LocalPlane plane, MeasureParameters parameters, SwathSink sink) {
        this.track = track;
        this.order = order;
        this.parameters = parameters;
        this.sink = sink;
        planeX = new double[order.length];
        planeY = new double[order.length];
        Coordinate point = new Coordinate();
        for (int i = 0; i < order.length; i++) {
            plane.toPlane(track.lonDegrees(order[i]), track.latDegrees(order[i]), point);
            planeX[i] = point.x;
            planeY[i] = point.y;
        }
    }

    void walk() {
        for (int i = 1; i < order.length; i++) {
            double stepSeconds = (track.timeMillis(order[i]) - track.timeMillis(order[i - 1])) / 1000.0;
            double width = workingWidth(i, stepSeconds);
            if (width > 0) {
                seconds += stepSeconds;
                step(i, width);
            } else {
                endPass(i - 1);
            }
        }
        endPass(order.length - 1);
    }

    /** Width at which the step that ends at fix {@code i} was worked; 0 if it was not. */
    private double workingWidth(int i, double stepSeconds) {
        double meters = StrictMath.hypot(planeX[i] - planeX[i - 1], planeY[i] - planeY[i - 1]);
        double kmh = meters / stepSeconds * 3.6;
        if (stepSeconds > parameters.maxGapSeconds() || kmh > parameters.maxSpeedKmh() || !isWorking(i, kmh)) {
            return 0;
        }
        double width = track.widthMeters(order[i]);
        if (!(width >= 0 && width <= MeasureParameters.MAX_WIDTH_METERS)) {
            width = parameters.widthMeters();
        }
        if (Double.isNaN(width)) {
            stepsWithoutWidth++;
            return 0;
        }
        return width;
    }

    private boolean isWorking(int i, double kmh) {
        byte state = track.workState(order[i]);
        if (state == Track.WORK_STATE_UNKNOWN) {
            return kmh >= parameters.minWorkingSpeedKmh() && kmh <= parameters.maxWorkingSpeedKmh();
        }
        return state == Track.WORKING;
    }

    private void step(int i, double width) {
        if (!inPass) {
            inPass = true;
            segments++;
            cornerX = planeX[i - 1];
            cornerY = planeY[i - 1];
            rightX = 0;
            rightY = 0;
        }
        double dx = planeX[i] - cornerX;
        double dy = planeY[i] - cornerY;
        double meters = StrictMath.hypot(dx, dy);
        lastWidth = width;
        if (meters >= parameters.minStepMeters()) {
            advance(dx / meters, dy / meters, meters, width);
        }
    }

    /** What is left of a pass is shorter than a step and may be jitter: only its part along the last heading counts. */
    private void endPass(int i) {
        if (!inPass) {
            return;
        }
        double ahead = (planeX[i] - cornerX) * -rightY + (planeY[i] - cornerY) * rightX;
        if (ahead > 0) {
            advance(-rightY, rightX, ahead, lastWidth);
        }
        inPass = false;
        sink.endOfPass();
    }

    private void advance(double headingX, double headingY, double meters, double width) {
        double left = parameters.offsetMeters() - width / 2;
        double right = parameters.offsetMeters() + width / 2;
        distanceMeters += meters;
        grossSquareMeters += meters * width;
        double newRightX = headingY;
        double newRightY = -headingX;
        if (rightX != newRightX || rightY != newRightY) {
            if (rightX != 0 || rightY != 0) {
                joint(newRightX, newRightY, left, right, width);
            }
            rightX = newRightX;
            rightY = newRightY;
        }
        corner(0, cornerX, cornerY, rightX, rightY, left);
        corner(1, cornerX, cornerY, rightX, rightY, right);
        cornerX += headingX * meters;
        cornerY += headingY * meters;
        corner(2, cornerX, cornerY, rightX, rightY, right);
        corner(3, cornerX, cornerY, rightX, rightY, left);
        sink.piece(pieceX, pieceY, 4, width, distanceMeters);
    }

    /** What the implement sweeps while it turns about the antenna, its arc taken as the chord. */
    private void joint(double newRightX, double newRightY, double left, double right, double width) {
        if (left < 0 && right > 0) {
            wedge(newRightX, newRightY, left, width);
            wedge(newRightX, newRightY, right, width);
        } else {
            corner(0, cornerX, cornerY, rightX, rightY, left);
            corner(1, cornerX, cornerY, rightX, rightY, right);
            corner(2, cornerX, cornerY, newRightX, newRightY, right);
            corner(3, cornerX, cornerY, newRightX, newRightY, left);
            sink.piece(pieceX, pieceY, 4, width, distanceMeters);
        }
    }

    private void wedge(double newRightX, double newRightY, double reach, double width) {
        corner(0, cornerX, cornerY, 0, 0, 0);
        corner(1, cornerX, cornerY, rightX, rightY, reach);
        corner(2, cornerX, cornerY, newRightX, newRightY, reach);
        sink.piece(pieceX, pieceY, 3, width, distanceMeters);
    }

    private void corner(int n, double x, double y, double directionX, double directionY, double reach) {
        pieceX[n] = x + directionX * reach;
        pieceY[n] = y + directionY * reach;
    }
}
