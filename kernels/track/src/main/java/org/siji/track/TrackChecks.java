package org.siji.track;

import java.util.BitSet;
import java.util.List;

/**
 * The checks that need nothing but a track and its claim. Those against other tracks and jobs are {@link ReplayIndex} and
 * {@link GroundClaims}.
 */
public final class TrackChecks {

    private TrackChecks() {}

    /**
     * @param claimedWidthMeters    what the job is charged by, NaN if unknown
     * @param registeredWidthMeters what the implement register says, NaN if unknown
     */
    public static List<TrackCheck> check(Track track, double claimedWidthMeters, double registeredWidthMeters) {
        FlatTrack flat = FlatTrack.of(track);
        return List.of(MotionCheck.check(flat), SmoothCheck.check(flat),
                WidthCheck.check(flat, working(track, flat), claimedWidthMeters, registeredWidthMeters));
    }

    private static boolean[] working(Track track, FlatTrack flat) {
        boolean[] working = new boolean[flat.size()];
        BitSet inField = null;
        for (int i = 0; i < flat.size(); i++) {
            byte state = track.workState(flat.index[i]);
            if (state == Track.WORK_STATE_UNKNOWN && inField == null) {
                inField = FieldRoad.inField(track, FieldRoadRule.smallPlots());
            }
            working[i] = state == Track.WORKING
                    || state == Track.WORK_STATE_UNKNOWN && inField != null && inField.get(flat.index[i]);
        }
        return working;
    }
}
