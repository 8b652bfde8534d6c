package org.siji.track;

/** The cleaned fixes of a track in the order of time, as its quality is judged from them; {@code k} counts from 0. */
interface WorkSteps {

    int size();

    long timeMillis(int k);

    double lonDegrees(int k);

    double latDegrees(int k);

    /** NaN if nobody knows. */
    double widthMeters(int k);

    /** NaN if it wasn't measured. */
    double depthMeters(int k);

    /** Whether the step from the fix before to this one counts as work. */
    boolean isWorking(int k);

    /** Whether the machine itself said so, or that it didn't work. */
    boolean isStateKnown(int k);

    /** Whether a silence or a jump lies before this fix, so that nothing is known about the step. */
    boolean isBreakBefore(int k);
}
