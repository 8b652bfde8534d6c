package org.siji.track;

import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;

/**
 * Physics: how often a step changes speed or direction faster than tyres and a high centre of gravity allow. Single
 * outliers are errors of the receiver and happen in honest tracks, so a share counts.
 */
final class MotionCheck {

    /** Somewhat above what dry asphalt gives a road vehicle; a combine tips over before. */
    private static final double MAX_ACCELERATION = 7;
    /** What an error of position may feign in one step, as distance. */
    private static final double POSITION_ERROR_METERS = 2;
    /** Terminals cut the time to whole seconds. */
    private static final double TIME_ERROR_SECONDS = 0.5;
    private static final double MAX_STEP_SECONDS = 10;
    private static final int MIN_STEPS = 6;
    private static final double MAX_SHARE = 0.005;
    private static final double STANDING_METERS_PER_SECOND = 0.3;

    private MotionCheck() {}

    static TrackCheck check(FlatTrack flat) {
        int moving = 0;
        int impossible = 0;
        for (int i = 2; i < flat.size(); i++) {
            double before = flat.secondsBetween(i - 2, i - 1);
            double after = flat.secondsBetween(i - 1, i);
            if (!(before > 0 && after > 0 && before <= MAX_STEP_SECONDS && after <= MAX_STEP_SECONDS)) {
                continue;
            }
            double vx0 = (flat.x[i - 1] - flat.x[i - 2]) / before;
            double vy0 = (flat.y[i - 1] - flat.y[i - 2]) / before;
            double vx1 = (flat.x[i] - flat.x[i - 1]) / after;
            double vy1 = (flat.y[i] - flat.y[i - 1]) / after;
            if (Math.hypot(vx1, vy1) < STANDING_METERS_PER_SECOND) {
                continue;
            }
            moving++;
            double speed0 = Math.hypot(vx0, vy0);
            double speed1 = Math.hypot(vx1, vy1);
            double seconds = (before + after) / 2;
            double allowed = MAX_ACCELERATION * seconds + POSITION_ERROR_METERS / Math.min(before, after);
            double along = Math.abs(speed1 - speed0);
            double across = Math.min(speed0, speed1)
                    * Math.abs(Math.atan2(vx0 * vy1 - vy0 * vx1, vx0 * vx1 + vy0 * vy1));
            double feigned = Math.max(speed0, speed1) * TIME_ERROR_SECONDS / Math.min(before, after);
            if (along > allowed + feigned || across > allowed) {
                impossible++;
            }
        }
        if (moving < MIN_STEPS) {
            return TrackCheck.notChecked(Code.IMPOSSIBLE_MOTION);
        }
        double share = (double) impossible / moving;
        return TrackCheck.of(Code.IMPOSSIBLE_MOTION, impossible >= MIN_STEPS && share > MAX_SHARE,
                new Reason(Measure.IMPOSSIBLE_STEPS, impossible, MIN_STEPS),
                new Reason(Measure.IMPOSSIBLE_STEPS_SHARE, share, MAX_SHARE));
    }
}
