package org.siji.track;

import java.util.Map;

/**
 * What became of the fixes of a track.
 *
 * @param read          fixes in the track
 * @param used          fixes that took part; {@code read} is this plus all removed ones
 * @param removed       how many went for which reason; reasons without a case are absent
 * @param timeStepsBack places where the time went back; those fixes were put in order, not removed
 */
public record FixCounts(int read, int used, Map<RemovalReason, Integer> removed, int timeStepsBack) {

    public FixCounts {
        removed = Map.copyOf(removed);
    }

    public int removed(RemovalReason reason) {
        return removed.getOrDefault(reason, 0);
    }
}
