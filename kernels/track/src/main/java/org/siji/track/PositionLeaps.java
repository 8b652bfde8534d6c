package org.siji.track;

/**
 * Finds leaps of the position that no machine makes: a step far to the side while the headings before and after it agree. Along
 * the way a step may be too long because a second was lost or a machine moves off; that moves no swath. What is worked between
 * a leap and the one back lies beside where it says.
 */
final class PositionLeaps {

    /** To the side, and by a part of the way more: in a long silence a machine may drive around something. */
    private static final double LEAP_METERS = 1.6;
    private static final double LEAP_SHARE = 0.15;
    /** And by so many times of what this receiver usually does. */
    private static final double USUAL_ASIDE_TIMES = 3;
    private static final double USUAL_STEPS = 32;
    private static final double COS_STRAIGHT_ON = 0.8;
    /** Until the position leaps back, or so long. */
    private static final double DISPLACED_SECONDS = 90;

    /** The step before; NaN if there was none. */
    private double stepX = Double.NaN;
    private double stepY;
    private double from;
    private double to;
    /** Metres per second of the step before that. */
    private double speedX = Double.NaN;
    private double speedY;
    private double usualAside;
    private double displacedUntil = Double.NEGATIVE_INFINITY;

    double displacedSquareMeters;

    PositionLeaps() {}

    PositionLeaps(PositionLeaps other) {
        stepX = other.stepX;
        stepY = other.stepY;
        from = other.from;
        to = other.to;
        speedX = other.speedX;
        speedY = other.speedY;
        usualAside = other.usualAside;
        displacedUntil = other.displacedUntil;
        displacedSquareMeters = other.displacedSquareMeters;
    }

    /** Somewhere else, at another time. */
    void begin() {
        interrupt();
        displacedUntil = Double.NEGATIVE_INFINITY;
    }

    /** Nothing connects what comes with what was. */
    void interrupt() {
        stepX = Double.NaN;
        speedX = Double.NaN;
    }

    /** The next step; metres and seconds. */
    void step(double x, double y, double fromSecond, double toSecond) {
        double nextX = x / (toSecond - fromSecond);
        double nextY = y / (toSecond - fromSecond);
        if (isLeap(nextX, nextY)) {
            displacedUntil = displacedUntil > from ? Double.NEGATIVE_INFINITY : to + DISPLACED_SECONDS;
        }
        speedX = stepX / (to - from);
        speedY = stepY / (to - from);
        stepX = x;
        stepY = y;
        from = fromSecond;
        to = toSecond;
    }

    /** Whether the step before was one. */
    private boolean isLeap(double nextX, double nextY) {
        double before = StrictMath.sqrt(speedX * speedX + speedY * speedY);
        double after = StrictMath.sqrt(nextX * nextX + nextY * nextY);
        // False as well where something isn't known.
        if (!(speedX * nextX + speedY * nextY > COS_STRAIGHT_ON * before * after)) {
            return false;
        }
        double aheadX = speedX + nextX;
        double aheadY = speedY + nextY;
        double ahead = StrictMath.sqrt(aheadX * aheadX + aheadY * aheadY);
        double aside = StrictMath.abs(stepX * aheadY - stepY * aheadX) / ahead;
        boolean isLeap = aside > LEAP_METERS + LEAP_SHARE * (to - from) * ahead / 2 + USUAL_ASIDE_TIMES * usualAside;
        usualAside += (Math.min(aside, LEAP_METERS) - usualAside) / USUAL_STEPS;
        return isLeap;
    }

    /** Work at that time. */
    void worked(double second, double squareMeters) {
        if (second < displacedUntil) {
            displacedSquareMeters += squareMeters;
        }
    }
}
