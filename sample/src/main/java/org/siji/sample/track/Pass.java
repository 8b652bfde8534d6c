package org.siji.sample.track;

/** One straight stretch of work in the plane, metres, from where the implement goes down to where it comes up. */
record Pass(double fromX, double fromY, double toX, double toY) {

    double lengthMeters() {
        return StrictMath.hypot(toX - fromX, toY - fromY);
    }

    /** A point beyond the end (or, negative, before the start counted from it), on the pass's line. */
    double[] beyondEnd(double meters) {
        double unit = meters / Math.max(1e-9, lengthMeters());
        return new double[]{toX + (toX - fromX) * unit, toY + (toY - fromY) * unit};
    }

    double[] beforeStart(double meters) {
        double unit = meters / Math.max(1e-9, lengthMeters());
        return new double[]{fromX - (toX - fromX) * unit, fromY - (toY - fromY) * unit};
    }
}
