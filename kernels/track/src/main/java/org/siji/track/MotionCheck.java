package org.siji.track;

import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;

/**
 * Physics: how often a step changes speed or direction faster than tyres and a high centre of gravity allow. A single fix
 * that jumps away and back is an error of the receiver and left out; other errors happen too, so a share counts.
 */
final class MotionCheck {

    /** Metres per second squared: tractors brake with less than 5, and a combine that turns with 4.5 tips over. */
    private static final double MAX_ACCELERATION = 4.5;
    /** What an error of position may feign in one step, as distance. */
    private static final double POSITION_ERROR_METERS = 1.5;
    /** Terminals cut the time to whole seconds. */
    private static final double TIME_ERROR_SECONDS = 0.5;
    private static final double MAX_STEP_SECONDS = 10;
    private static final int MIN_MOVING_STEPS = 10;
    private static final int MIN_STEPS = 2;
    private static final double MAX_SHARE = 0.003;
    /** Faster than any machine on its way: a jump. */
    private static final double JUMP_METERS_PER_SECOND = 25;
    private static final double STANDING_METERS_PER_SECOND = 0.3;

    private MotionCheck() {}

    static TrackCheck check(FlatTrack flat) {
        int moving = 0;
        int impossible = 0;
        for (int i = 2; i < flat.size(); i++) {
            if (isOutlier(flat, i - 2) || isOutlier(flat, i - 1) || isOutlier(flat, i)) {
                continue;
            }
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
        if (moving < MIN_MOVING_STEPS) {
            return TrackCheck.notChecked(Code.IMPOSSIBLE_MOTION);
        }
        double share = (double) impossible / moving;
        return TrackCheck.of(Code.IMPOSSIBLE_MOTION, impossible >= MIN_STEPS && share > MAX_SHARE,
                new Reason(Measure.IMPOSSIBLE_STEPS, impossible, MIN_STEPS),
                new Reason(Measure.IMPOSSIBLE_STEPS_SHARE, share, MAX_SHARE));
    }

    private static boolean isOutlier(FlatTrack flat, int i) {
        return i > 0 && i + 1 < flat.size() && isJump(flat, i - 1, i) && isJump(flat, i, i + 1)
                && !isJump(flat, i - 1, i + 1);
    }

    private static boolean isJump(FlatTrack flat, int from, int to) {
        return flat.metersBetween(from, to) > JUMP_METERS_PER_SECOND * flat.secondsBetween(from, to);
    }
}
