package org.siji.track;

/** Why a fix took no part in the measuring. */
public enum RemovalReason {
    /** Longitude or latitude is no number or outside the globe. */
    INVALID_COORDINATE,
    /** Both coordinates are zero: what a receiver sends before it has found itself. */
    ZERO_COORDINATE,
    /** Later than {@link MeasureParameters#latestTimeMillis()}. */
    FUTURE_DATE,
    /** Same time as a fix that stands before it: sent twice, or two positions for one moment, of which the first is kept. */
    DUPLICATE,
    /** Could be reached from the fix before only faster than {@link MeasureParameters#maxSpeedKmh()}. */
    IMPOSSIBLE_JUMP
}
