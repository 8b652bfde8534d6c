package org.siji.track;

import java.util.Arrays;

import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;

/**
 * Made-up tracks: on straight runs a real machine's speed varies by a percent or more, and its fixes leave the chord by
 * more than the last decimal of the coordinates. Both are needed: a steering system drives straight, but not at one speed.
 */
final class SmoothCheck {

    private static final double RUN_SECONDS = 16;
    private static final double MAX_STEP_SECONDS = 5;
    private static final double MIN_RUN_METERS = 10;
    /** A run that bends more is none of the straight ones. */
    private static final double MAX_BEND_METERS = 1;
    private static final int MIN_RUNS = 6;
    private static final double MIN_SPEED_VARIATION = 0.012;
    private static final double MIN_DEVIATION_METERS = 0.05;

    private SmoothCheck() {}

    static TrackCheck check(FlatTrack flat) {
        double[] variation = new double[flat.size()];
        double[] deviation = new double[flat.size()];
        int runs = 0;
        for (int from = 0; from < flat.size();) {
            int to = from;
            int middle = from;
            while (to + 1 < flat.size() && flat.secondsBetween(from, to) < RUN_SECONDS
                    && flat.secondsBetween(to, to + 1) <= MAX_STEP_SECONDS) {
                to++;
                if (flat.secondsBetween(from, to) <= RUN_SECONDS / 2) {
                    middle = to;
                }
            }
            if (to > middle && middle > from && flat.secondsBetween(from, to) >= RUN_SECONDS) {
                double rms = deviation(flat, from, to);
                if (rms <= MAX_BEND_METERS && flat.metersBetween(from, to) >= MIN_RUN_METERS) {
                    double first = flat.metersBetween(from, middle) / flat.secondsBetween(from, middle);
                    double second = flat.metersBetween(middle, to) / flat.secondsBetween(middle, to);
                    variation[runs] = Math.abs(second - first) / (second + first) * 2;
                    deviation[runs++] = rms;
                }
                from = to;
            } else {
                from = Math.max(to, from + 1);
            }
        }
        if (runs < MIN_RUNS) {
            return TrackCheck.notChecked(Code.TOO_SMOOTH);
        }
        double speed = median(variation, runs);
        double chord = median(deviation, runs);
        return TrackCheck.of(Code.TOO_SMOOTH, speed < MIN_SPEED_VARIATION && chord < MIN_DEVIATION_METERS,
                new Reason(Measure.SPEED_VARIATION_SHARE, speed, MIN_SPEED_VARIATION),
                new Reason(Measure.DEVIATION_METERS, chord, MIN_DEVIATION_METERS));
    }

    /** Root mean square of the distances from the chord; infinite where there is no chord. */
    private static double deviation(FlatTrack flat, int from, int to) {
        double length = flat.metersBetween(from, to);
        if (length < MIN_RUN_METERS) {
            return Double.POSITIVE_INFINITY;
        }
        double dx = (flat.x[to] - flat.x[from]) / length;
        double dy = (flat.y[to] - flat.y[from]) / length;
        double sum = 0;
        for (int i = from + 1; i < to; i++) {
            double across = (flat.x[i] - flat.x[from]) * dy - (flat.y[i] - flat.y[from]) * dx;
            sum += across * across;
        }
        return Math.sqrt(sum / (to - from - 1));
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
