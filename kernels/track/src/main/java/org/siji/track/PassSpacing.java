package org.siji.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How far neighbouring passes lie apart: of the passes along the direction in which most work was done, each with the next one
 * beside it that lies abreast for at least half of the shorter one's length. In the order of the ground, not of time, because
 * many machines leave out every second pass and come back for it.
 */
final class PassSpacing {

    private static final double COS_PARALLEL = StrictMath.cos(StrictMath.toRadians(10));
    private static final double MAX_WIDTHS = 3;
    /** The same line driven twice (a pause, a seam between two stretches) is no spacing. */
    private static final double MIN_WIDTHS = 0.2;
    private static final int NEIGHBOURS_LOOKED_AT = 64;

    private PassSpacing() {}

    /** Sorted, metres; empty without neighbours. */
    static double[] meters(List<StraightPass> passes) {
        if (passes.isEmpty()) {
            return new double[0];
        }
        double[] direction = mainDirection(passes);
        List<double[]> lines = new ArrayList<>();
        for (StraightPass pass : passes) {
            double dx = (pass.toX() - pass.fromX()) / pass.lengthMeters();
            double dy = (pass.toY() - pass.fromY()) / pass.lengthMeters();
            if (Math.abs(dx * direction[0] + dy * direction[1]) >= COS_PARALLEL) {
                double from = pass.fromX() * direction[0] + pass.fromY() * direction[1];
                double to = pass.toX() * direction[0] + pass.toY() * direction[1];
                double beside = ((pass.fromY() + pass.toY()) * direction[0]
                        - (pass.fromX() + pass.toX()) * direction[1])
                        / 2;
                lines.add(new double[]{beside, Math.min(from, to), Math.max(from, to), pass.widthMeters()});
            }
        }
        lines.sort(Comparator.comparingDouble(line -> line[0]));
        double[] spacings = new double[lines.size()];
        int n = 0;
        for (int i = 0; i < lines.size(); i++) {
            double spacing = toNext(lines, i);
            if (!Double.isNaN(spacing)) {
                spacings[n++] = spacing;
            }
        }
        double[] result = Arrays.copyOf(spacings, n);
        Arrays.sort(result);
        return result;
    }

    private static double toNext(List<double[]> lines, int i) {
        double[] line = lines.get(i);
        int end = Math.min(lines.size(), i + NEIGHBOURS_LOOKED_AT);
        for (int j = i + 1; j < end; j++) {
            double[] other = lines.get(j);
            double spacing = other[0] - line[0];
            if (spacing > MAX_WIDTHS * line[3]) {
                break;
            }
            double abreast = Math.min(line[2], other[2]) - Math.max(line[1], other[1]);
            boolean isAbreast = abreast >= Math.min(line[2] - line[1], other[2] - other[1]) / 2;
            if (isAbreast && spacing > MIN_WIDTHS * line[3]) {
                return spacing;
            }
        }
        return Double.NaN;
    }

    /** Doubled angles, so that forth and back are one direction. */
    private static double[] mainDirection(List<StraightPass> passes) {
        double cos = 0;
        double sin = 0;
        for (StraightPass pass : passes) {
            double dx = (pass.toX() - pass.fromX()) / pass.lengthMeters();
            double dy = (pass.toY() - pass.fromY()) / pass.lengthMeters();
            cos += (dx * dx - dy * dy) * pass.lengthMeters();
            sin += 2 * dx * dy * pass.lengthMeters();
        }
        double angle = StrictMath.atan2(sin, cos) / 2;
        return new double[]{StrictMath.cos(angle), StrictMath.sin(angle)};
    }
}
