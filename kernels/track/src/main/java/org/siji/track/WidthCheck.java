package org.siji.track;

import java.util.Arrays;

import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;

/**
 * A claimed width against the register's, and against the spacing of neighbouring passes: who drives 1.8 m apart doesn't
 * work 3 m wide. Passes across (a second operation of the same job) don't count as neighbours.
 */
final class WidthCheck {

    /** Registers are rounded to a decimetre. */
    private static final double REGISTER_TOLERANCE = 1.05;
    private static final double MIN_SPACING_TO_WIDTH = 0.55;
    private static final double MAX_STEP_SECONDS = 10;
    private static final double OTHER_PASS_SECONDS = 15;
    private static final double LOOK_ASIDE_WIDTHS = 1.2;
    private static final double PARALLEL_SINE = 0.2;
    private static final int MIN_FIXES = 60;

    private final FlatTrack flat;
    private final boolean[] working;
    private final double[] headingX;
    private final double[] headingY;

    private WidthCheck(FlatTrack flat, boolean[] working) {
        this.flat = flat;
        this.working = working;
        headingX = new double[flat.size()];
        headingY = new double[flat.size()];
        for (int i = 1; i < flat.size(); i++) {
            double meters = flat.metersBetween(i - 1, i);
            if (meters > 0.3 && flat.secondsBetween(i - 1, i) <= MAX_STEP_SECONDS) {
                headingX[i] = (flat.x[i] - flat.x[i - 1]) / meters;
                headingY[i] = (flat.y[i] - flat.y[i - 1]) / meters;
            }
        }
    }

    /** Widths in metres, NaN where unknown. */
    static TrackCheck check(FlatTrack flat, boolean[] working, double claimedMeters, double registeredMeters) {
        if (!(claimedMeters > 0 && claimedMeters <= MeasureParameters.MAX_WIDTH_METERS)) {
            return TrackCheck.notChecked(Code.WIDTH_TOO_LARGE);
        }
        double limit = registeredMeters * REGISTER_TOLERANCE;
        double spacing = new WidthCheck(flat, working).spacing(claimedMeters) / claimedMeters;
        if (Double.isNaN(limit) && Double.isNaN(spacing)) {
            return TrackCheck.notChecked(Code.WIDTH_TOO_LARGE);
        }
        return TrackCheck.of(Code.WIDTH_TOO_LARGE, claimedMeters > limit || spacing < MIN_SPACING_TO_WIDTH,
                new Reason(Measure.CLAIMED_WIDTH_METERS, claimedMeters, limit),
                new Reason(Measure.SPACING_TO_WIDTH, spacing, MIN_SPACING_TO_WIDTH));
    }

    /**
     * Upper quartile of the distances to the nearest parallel passes; NaN for too few. Not the median: the last passes of a
     * field overlap more, and errors of position make neighbours seem near.
     */
    private double spacing(double width) {
        FixGrid grid = new FixGrid(flat, width * LOOK_ASIDE_WIDTHS);
        double[] nearest = new double[2 * flat.size()];
        int count = 0;
        for (int i = 1; i < flat.size(); i++) {
            if (!working[i] || headingX[i] == 0 && headingY[i] == 0) {
                continue;
            }
            double[] aside = aside(grid, i);
            for (double meters : aside) {
                if (meters < Double.MAX_VALUE) {
                    nearest[count++] = meters;
                }
            }
        }
        if (count < MIN_FIXES) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(nearest, count);
        Arrays.sort(sorted);
        return sorted[count * 3 / 4];
    }

    /** To the nearest pass on the left and on the right. */
    private double[] aside(FixGrid grid, int i) {
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
        grid.near(i, k -> {
            double dx = flat.x[k] - flat.x[i];
            double dy = flat.y[k] - flat.y[i];
            double sine = headingX[i] * headingY[k] - headingY[i] * headingX[k];
            boolean parallel = (headingX[k] != 0 || headingY[k] != 0) && Math.abs(sine) <= PARALLEL_SINE;
            if (working[k] && parallel && Math.abs(flat.secondsBetween(i, k)) > OTHER_PASS_SECONDS) {
                double right = dx * headingY[i] - dy * headingX[i];
                int side = right < 0 ? 0 : 1;
                least[side] = Math.min(least[side], Math.abs(right));
            }
            return true;
        });
        return least;
    }
}
