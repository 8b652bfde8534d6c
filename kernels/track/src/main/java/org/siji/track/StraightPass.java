package org.siji.track;

/**
 * One straight stretch of work, metres in the plane.
 *
 * @param deviationMeters root mean square distance of its fixes from the line through them
 */
record StraightPass(double fromX, double fromY, double toX, double toY, double widthMeters, double deviationMeters) {

    double lengthMeters() {
        return StrictMath.hypot(toX - fromX, toY - fromY);
    }
}
