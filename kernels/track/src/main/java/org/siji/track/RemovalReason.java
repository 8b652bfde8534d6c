package org.siji.track;

/** Why a fix took no part in the measuring. */
public enum RemovalReason {
    /** Longitude or latitude is no number or outside the globe. */
    INVALID_COORDINATE,
    /** Both coordinates are zero: what a receiver sends before it has found itself. */
    ZERO_COORDINATE,
    /** Later than {@link MeasureParameters#latestTimeMillis()}, or farther from our days than any calendar goes. */
    FUTURE_DATE,
    /** The receiver itself said that its satellites stood badly: above {@link MeasureParameters#maxHdop()}. */
    POOR_HDOP,
    /** Same time and place as another fix: sent twice. */
    DUPLICATE,
    /** Another place at the same moment, or so soon afterwards that no machine's receiver has measured again. */
    NEAR_DUPLICATE,
    /** Could be reached from the fix before only faster than {@link MeasureParameters#maxSpeedKmh()}. */
    IMPOSSIBLE_JUMP,
    /**
     * Repeats a position exactly, several times, until the machine is suddenly farther away than it could have driven from a
     * standstill: the receiver had stuck. The pass breaks there; the repeats add no ground.
     */
    FROZEN_POSITION
}
