package org.siji.track;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Walks along the cleaned fixes and gives out what the implement swept: a rectangle per step and, where the machine turns,
 * the wedge between two rectangles.
 *
 * <p>A change of work state, width or offset between two fixes happened at an unknown moment between them; the middle is
 * taken, so that beginnings and ends of passes are neither early nor late on the average. Where positions lag behind
 * ({@link MeasureParameters#lagSeconds()}) the change is met that much later on the way.
 */
final class SwathWalker implements FixSink {

    /** A silence is bridged if the machine came out of it where it would have been had it gone on: up to so many silences' length. */
    private static final double BRIDGE_GAPS = 3;
    private static final double BRIDGE_DEVIATION = 0.3;
    /** Farther from its origin the plane is none: two areas on one track that lie so far apart are not one job. */
    private static final double FAR_METERS = 400_000;

    private final MeasureParameters parameters;
    private final SwathSink sink;
    private final Coordinate point = new Coordinate();
    private final double[] pieceX = new double[5];
    private final double[] pieceY = new double[5];

    private @Nullable RasterFrame frame;

    private boolean hasFix;
    private double lastX;
    private double lastY;
    private long lastMillis;
    private Mode lastMode = new Mode(Track.WORK_STATE_UNKNOWN, Float.NaN, Float.NaN);
    /** What is in effect where the walker stands, and the changes that lie ahead on the way. */
    private Mode mode = lastMode;
    private Mode[] nextModes = new Mode[4];
    private double[] nextSeconds = new double[4];
    private int ahead;
    private long originMillis;
    private double speedX;
    private double speedY;

    private boolean inPass;
    private double cornerX;
    private double cornerY;
    /** Unit vector to the right of the last rectangle; both zero at the beginning of a pass. */
    private double rightX;
    private double rightY;
    private double lastWidth;
    private double lastOffset;
    /** Of the last rectangle. */
    private double lengthBefore;
    private double widthBefore;
    private double offsetBefore;

    int segments;
    double distanceMeters;
    double seconds;
    double grossSquareMeters;
    int stepsWithoutWidth;
    int fixesTooFar;
    boolean hasMoved;
    private final PositionLeaps leaps;

    /** What a fix says of the implement. */
    private record Mode(byte state, float width, float offset) {

        boolean is(byte otherState, float otherWidth, float otherOffset) {
            return state == otherState && Float.compare(width, otherWidth) == 0
                    && Float.compare(offset, otherOffset) == 0;
        }
    }

    /** @param frame null to take it from the first fix */
    SwathWalker(MeasureParameters parameters, @Nullable RasterFrame frame, SwathSink sink) {
        this.parameters = parameters;
        this.sink = sink;
        this.frame = frame;
        leaps = new PositionLeaps();
    }

    /** In the same state, but for another sink. */
    SwathWalker(SwathWalker other, SwathSink sink) {
        parameters = other.parameters;
        this.sink = sink;
        frame = other.frame;
        hasFix = other.hasFix;
        lastX = other.lastX;
        lastY = other.lastY;
        lastMillis = other.lastMillis;
        lastMode = other.lastMode;
        mode = other.mode;
        nextModes = other.nextModes.clone();
        nextSeconds = other.nextSeconds.clone();
        ahead = other.ahead;
        originMillis = other.originMillis;
        speedX = other.speedX;
        speedY = other.speedY;
        inPass = other.inPass;
        cornerX = other.cornerX;
        cornerY = other.cornerY;
        rightX = other.rightX;
        rightY = other.rightY;
        lastWidth = other.lastWidth;
        lastOffset = other.lastOffset;
        lengthBefore = other.lengthBefore;
        widthBefore = other.widthBefore;
        offsetBefore = other.offsetBefore;
        segments = other.segments;
        distanceMeters = other.distanceMeters;
        seconds = other.seconds;
        grossSquareMeters = other.grossSquareMeters;
        stepsWithoutWidth = other.stepsWithoutWidth;
        fixesTooFar = other.fixesTooFar;
        hasMoved = other.hasMoved;
        leaps = new PositionLeaps(other.leaps);
    }

    /** Anywhere, if there was no fix. */
    RasterFrame frame() {
        return frame == null ? RasterFrame.near(0, 0) : frame;
    }

    @Override
    public void fix(int index, long timeMillis, double lonDegrees, double latDegrees, byte state, float width,
            float offset, boolean isBreak) {
        RasterFrame here = frame == null ? RasterFrame.near(lonDegrees, latDegrees) : frame;
        frame = here;
        here.toFrame(lonDegrees, latDegrees, point);
        if (!(Math.abs(point.x) < FAR_METERS && Math.abs(point.y) < FAR_METERS)) {
            fixesTooFar++;
            finish();
            hasFix = false;
            return;
        }
        planeFix(timeMillis, point.x, point.y, state, width, offset, isBreak);
    }

    /** The same in the raster's frame, metres. */
    void planeFix(long timeMillis, double x, double y, byte state, float width, float offset, boolean isBreak) {
        boolean isChange = !lastMode.is(state, width, offset);
        Mode now = isChange ? new Mode(state, width, offset) : lastMode;
        if (!hasFix) {
            hasFix = true;
            originMillis = timeMillis;
            mode = now;
            ahead = 0;
            leaps.begin();
        } else {
            double from = (lastMillis - originMillis) / 1000.0;
            double to = (timeMillis - originMillis) / 1000.0;
            if (isChange) {
                change((from + to) / 2 + parameters.lagSeconds(), now);
            }
            hasMoved |= x != lastX || y != lastY;
            step(from, to, x, y, isBreak);
        }
        lastX = x;
        lastY = y;
        lastMillis = timeMillis;
        lastMode = now;
    }

    private void change(double second, Mode next) {
        if (ahead == nextModes.length) {
            nextModes = Arrays.copyOf(nextModes, ahead * 2);
            nextSeconds = Arrays.copyOf(nextSeconds, ahead * 2);
        }
        nextModes[ahead] = next;
        nextSeconds[ahead++] = second;
    }

    /** Ends the last pass. */
    void finish() {
        endPass(lastX, lastY);
    }

    /** From the last fix to the next, in as many parts as the implement's state had meanwhile. */
    private void step(double from, double to, double x, double y, boolean isBreak) {
        double wholeSeconds = to - from;
        double meters = StrictMath.sqrt((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY));
        double kmh = meters / wholeSeconds * 3.6;
        boolean isConnected = !isBreak && kmh <= parameters.maxSpeedKmh()
                && (wholeSeconds <= parameters.maxGapSeconds() || isBridge(x, y, wholeSeconds));
        if (isConnected) {
            leaps.step(x - lastX, y - lastY, from, to);
        } else {
            leaps.interrupt();
        }
        double startX = lastX;
        double startY = lastY;
        double start = from;
        while (ahead > 0 && nextSeconds[0] <= to) {
            double share = (nextSeconds[0] - from) / wholeSeconds;
            double cutX = lastX + share * (x - lastX);
            double cutY = lastY + share * (y - lastY);
            part(startX, startY, cutX, cutY, nextSeconds[0] - start, kmh, isConnected);
            startX = cutX;
            startY = cutY;
            start = nextSeconds[0];
            mode = nextModes[0];
            ahead--;
            System.arraycopy(nextModes, 1, nextModes, 0, ahead);
            System.arraycopy(nextSeconds, 1, nextSeconds, 0, ahead);
        }
        part(startX, startY, x, y, to - start, kmh, isConnected);
        speedX = (x - lastX) / wholeSeconds;
        speedY = (y - lastY) / wholeSeconds;
    }

    WorkTraits traits() {
        return new WorkTraits(distanceMeters, seconds, segments, grossSquareMeters, leaps.displacedSquareMeters);
    }

    private boolean isBridge(double x, double y, double wholeSeconds) {
        if (!inPass || ahead > 0 || wholeSeconds > parameters.maxGapSeconds() * BRIDGE_GAPS) {
            return false;
        }
        double offX = (x - lastX) / wholeSeconds - speedX;
        double offY = (y - lastY) / wholeSeconds - speedY;
        return offX * offX + offY * offY <= BRIDGE_DEVIATION * BRIDGE_DEVIATION * (speedX * speedX + speedY * speedY);
    }

    private void part(double fromX, double fromY, double toX, double toY, double partSeconds, double kmh,
            boolean isConnected) {
        double width = isConnected && isWorking(kmh) ? workingWidth(partSeconds) : 0;
        if (!(width > 0)) {
            endPass(fromX, fromY);
            return;
        }
        seconds += partSeconds;
        if (!inPass) {
            inPass = true;
            segments++;
            cornerX = fromX;
            cornerY = fromY;
            rightX = 0;
            rightY = 0;
        }
        leaps.worked((lastMillis - originMillis) / 1000.0, kmh / 3.6 * partSeconds * width);
        lastWidth = width;
        lastOffset = Float.isNaN(mode.offset()) ? parameters.offsetMeters() : mode.offset();
        double dx = toX - cornerX;
        double dy = toY - cornerY;
        double meters = StrictMath.sqrt(dx * dx + dy * dy);
        if (meters >= parameters.minStepMeters()) {
            advance(dx / meters, dy / meters, meters);
        }
    }

    private boolean isWorking(double kmh) {
        return mode.state() == Track.WORK_STATE_UNKNOWN
                ? kmh >= parameters.minWorkingSpeedKmh() && kmh <= parameters.maxWorkingSpeedKmh()
                : mode.state() == Track.WORKING;
    }

    /** 0 where nobody knows it. */
    private double workingWidth(double partSeconds) {
        double width = mode.width();
        if (!(width >= 0 && width <= MeasureParameters.MAX_WIDTH_METERS)) {
            width = parameters.widthMeters();
        }
        if (Double.isNaN(width)) {
            stepsWithoutWidth += partSeconds > 0 ? 1 : 0;
            return 0;
        }
        return width;
    }

    /** What is left of a pass is shorter than a step and may be jitter: only its part along the last heading counts. */
    private void endPass(double x, double y) {
        if (!inPass) {
            return;
        }
        double further = (x - cornerX) * -rightY + (y - cornerY) * rightX;
        if (further > 0) {
            advance(-rightY, rightX, further);
        }
        inPass = false;
        sink.endOfPass();
    }

    private void advance(double headingX, double headingY, double meters) {
        double left = lastOffset - lastWidth / 2;
        double right = lastOffset + lastWidth / 2;
        double behind = parameters.behindMeters();
        distanceMeters += meters;
        grossSquareMeters += meters * lastWidth;
        double oldRightX = rightX;
        double oldRightY = rightY;
        rightX = headingY;
        rightY = -headingX;
        // Positive if it turns left.
        double sine = oldRightX * rightY - oldRightY * rightX;
        boolean isTurn = sine != 0 || oldRightX * rightX + oldRightY * rightY < 0;
        boolean isHinged = isTurn && isHinged(oldRightX * rightX + oldRightY * rightY, sine, left, right, behind);
        if (isTurn && !isHinged) {
            joint(oldRightX, oldRightY, left, right, behind);
        }
        lengthBefore = meters;
        widthBefore = lastWidth;
        offsetBefore = lastOffset;
        int n = 0;
        corner(n++, rightX, rightY, left, behind);
        if (isHinged) {
            // On the outside of the turn the old corner, counter-clockwise between the two new ones.
            corner(n++, oldRightX, oldRightY, sine < 0 ? left : right, behind);
        }
        corner(n++, rightX, rightY, right, behind);
        cornerX += headingX * meters;
        cornerY += headingY * meters;
        corner(n++, rightX, rightY, right, behind);
        corner(n++, rightX, rightY, left, behind);
        sink.piece(pieceX, pieceY, n, lastWidth, distanceMeters);
    }

    /**
     * Whether the wedge inside the turn lies within the last rectangle. Then the other wedge and the new rectangle can be one
     * piece of five corners: what that has too much lies within the last rectangle as well.
     */
    private boolean isHinged(double cosine, double sine, double left, double right, double behind) {
        return behind == 0 && left < 0 && right > 0 && cosine > 0 && lastWidth == widthBefore
                && lastOffset == offsetBefore && (sine > 0 ? -left * sine : right * -sine) <= lengthBefore;
    }

    /** What the implement sweeps while it turns about the antenna, its arc taken as the chord. */
    private void joint(double oldRightX, double oldRightY, double left, double right, double behind) {
        if (behind == 0 && left < 0 && right > 0) {
            wedge(oldRightX, oldRightY, left);
            wedge(oldRightX, oldRightY, right);
            return;
        }
        corner(0, oldRightX, oldRightY, left, behind);
        corner(1, oldRightX, oldRightY, right, behind);
        corner(2, rightX, rightY, right, behind);
        corner(3, rightX, rightY, left, behind);
        sink.piece(pieceX, pieceY, convex(pieceX, pieceY), lastWidth, distanceMeters);
    }

    private void wedge(double oldRightX, double oldRightY, double reach) {
        pieceX[0] = cornerX;
        pieceY[0] = cornerY;
        corner(1, oldRightX, oldRightY, reach, 0);
        corner(2, rightX, rightY, reach, 0);
        sink.piece(pieceX, pieceY, 3, lastWidth, distanceMeters);
    }

    /** A point of the implement: {@code reach} along the direction to the right, {@code behind} against the heading. */
    private void corner(int n, double toRightX, double toRightY, double reach, double behind) {
        pieceX[n] = cornerX + toRightX * reach + toRightY * behind;
        pieceY[n] = cornerY + toRightY * reach - toRightX * behind;
    }

    /** Orders four corners as their convex hull, in place. */
    private static int convex(double[] x, double[] y) {
        int n = 0;
        double[] hullX = new double[4];
        double[] hullY = new double[4];
        int start = 0;
        for (int i = 1; i < 4; i++) {
            start = x[i] < x[start] || x[i] == x[start] && y[i] < y[start] ? i : start;
        }
        int at = start;
        do {
            hullX[n] = x[at];
            hullY[n++] = y[at];
            int next = at == 0 ? 1 : 0;
            for (int i = 0; i < 4; i++) {
                double turn = (x[next] - x[at]) * (y[i] - y[at]) - (y[next] - y[at]) * (x[i] - x[at]);
                double farther = StrictMath.abs(x[i] - x[at]) + StrictMath.abs(y[i] - y[at])
                        - StrictMath.abs(x[next] - x[at]) - StrictMath.abs(y[next] - y[at]);
                if (i != at && (turn < 0 || turn == 0 && farther > 0)) {
                    next = i;
                }
            }
            at = next;
        } while (at != start && n < 4);
        System.arraycopy(hullX, 0, x, 0, n);
        System.arraycopy(hullY, 0, y, 0, n);
        return n;
    }
}
