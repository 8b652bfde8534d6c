package org.siji.track;

/** Takes fixes in the order of {@link FixOrder}. */
interface FixSink {

    /**
     * @param index   whatever the fix was given as its number
     * @param isBreak what happened since the fix before is unknown: the machine was carried, or its receiver had stuck
     */
    void fix(int index, long timeMillis, double lonDegrees, double latDegrees, byte state, float widthMeters,
            float offsetMeters, boolean isBreak);
}
