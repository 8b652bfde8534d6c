package org.siji.track;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;

/** Judges how work was done from the same cleaned fixes that its area was measured from. Goes through them once. */
public final class QualityMeter {

    /** Slower than this is GNSS noise of a machine that stands. */
    private static final double STANDING_KMH = 0.7;
    private static final double STOP_SECONDS = 10;
    private static final double LONGEST_TURN_SECONDS = 120;
    private static final double WORST_OVERLAP = 0.3;
    private static final double WORST_DEVIATION_METERS = 0.5;
    private static final double WORST_SPACING_OF_WIDTH = 0.25;
    private static final double HALF_OF_68_PERCENT = 0.34;

    private final WorkSteps steps;
    private final ComplianceCounter speed;
    private final @Nullable ComplianceCounter depth;
    private final PassFinder finder = new PassFinder();
    private double workSeconds;
    private double turnSeconds;
    private double stopSeconds;
    private double otherSeconds;
    private int stops;
    private double standingSeconds;
    /** Moving time since the last pass ended, and whether all of it may belong to a turn. */
    private double pendingSeconds;
    private double sincePassSeconds = Double.POSITIVE_INFINITY;
    private double passSeconds;

    private QualityMeter(WorkSteps steps, QualityDemand demand) {
        this.steps = steps;
        speed = new ComplianceCounter(demand.minSpeedKmh(), demand.maxSpeedKmh(), 0);
        depth = Double.isNaN(demand.minDepthMeters())
                ? null
                : new ComplianceCounter(demand.minDepthMeters(), Double.POSITIVE_INFINITY, demand.depthErrorMeters());
    }

    /**
     * @param work what was measured of the same track with the same parameters; its coverage counts if it was measured on a field
     */
    public static WorkQuality judge(Track track, MeasuredWork work, QualityDemand demand) {
        return judge(track, work, demand, work.field() == null ? Double.NaN : work.field().coverage());
    }

    /** @param coverage of the fields that were worked, however the caller knows it; NaN if he doesn't */
    public static WorkQuality judge(Track track, MeasuredWork work, QualityDemand demand, double coverage) {
        QualityMeter meter = new QualityMeter(CleanedSteps.of(track, work.parameters()), demand);
        meter.walk();
        return meter.result(work, coverage);
    }

    private void walk() {
        if (steps.size() == 0) {
            return;
        }
        LocalPlane plane = LocalPlane.at(steps.lonDegrees(0), steps.latDegrees(0));
        Coordinate before = new Coordinate();
        Coordinate now = new Coordinate();
        plane.toPlane(steps.lonDegrees(0), steps.latDegrees(0), before);
        for (int k = 1; k < steps.size(); k++) {
            plane.toPlane(steps.lonDegrees(k), steps.latDegrees(k), now);
            if (steps.isBreakBefore(k)) {
                endPass();
                endStanding();
                settle(false);
                sincePassSeconds = Double.POSITIVE_INFINITY;
            } else {
                step(k, before, now);
            }
            before.setCoordinate(now);
        }
        endPass();
        endStanding();
        settle(false);
    }

    private void step(int k, Coordinate before, Coordinate now) {
        double seconds = (steps.timeMillis(k) - steps.timeMillis(k - 1)) / 1000.0;
        double meters = StrictMath.hypot(now.x - before.x, now.y - before.y);
        double kmh = meters / seconds * 3.6;
        if (kmh < STANDING_KMH) {
            standingSeconds += seconds;
            stopSeconds += seconds;
            sincePassSeconds += seconds;
            return;
        }
        endStanding();
        double width = steps.widthMeters(k);
        if (!steps.isWorking(k)) {
            endPass();
            pendingSeconds += seconds;
            sincePassSeconds += seconds;
            return;
        }
        double worked = Double.isNaN(width) ? 0 : meters * width;
        speed.add(kmh, worked);
        if (depth != null && !Double.isNaN(steps.depthMeters(k))) {
            depth.add(steps.depthMeters(k), worked);
        }
        int passesBefore = finder.passes().size();
        boolean goesOn = finder.step(before.x, before.y, now.x, now.y, Double.isNaN(width) ? 0 : width);
        if (!goesOn && passSeconds > 0) {
            attribute(finder.passes().size() > passesBefore, steps.isStateKnown(k));
        }
        passSeconds += seconds;
    }

    private void endPass() {
        if (passSeconds > 0) {
            attribute(finder.end(), false);
        }
    }

    /** The time of a stretch that has just ended. A machine that says it works does so in curves as well. */
    private void attribute(boolean isPass, boolean isSaid) {
        if (isPass) {
            settle(sincePassSeconds <= LONGEST_TURN_SECONDS);
            sincePassSeconds = 0;
            workSeconds += passSeconds;
        } else if (isSaid) {
            workSeconds += passSeconds;
            sincePassSeconds += passSeconds;
        } else {
            pendingSeconds += passSeconds;
            sincePassSeconds += passSeconds;
        }
        passSeconds = 0;
    }

    private void settle(boolean isTurn) {
        turnSeconds += isTurn ? pendingSeconds : 0;
        otherSeconds += isTurn ? 0 : pendingSeconds;
        pendingSeconds = 0;
    }

    private void endStanding() {
        stops += standingSeconds >= STOP_SECONDS ? 1 : 0;
        standingSeconds = 0;
    }

    private WorkQuality result(MeasuredWork work, double coverage) {
        List<StraightPass> passes = finder.passes();
        double[] spacings = PassSpacing.meters(passes);
        double straightness = straightness(passes);
        double spacing = quantile(spacings, 0.5);
        double spacingDeviation = (quantile(spacings, 0.5 + HALF_OF_68_PERCENT)
                - quantile(spacings, 0.5 - HALF_OF_68_PERCENT)) / 2;
        double net = work.netArea().squareMeters();
        double overlap = net > 0 ? work.overlapArea().squareMeters() / net : Double.NaN;
        Compliance speedResult = speed.result();
        Compliance depthResult = depth == null ? null : depth.result();
        if (depthResult != null && depthResult.samples() == 0) {
            depthResult = null;
        }
        Map<QualityPart, Double> parts = new EnumMap<>(QualityPart.class);
        put(parts, QualityPart.COVERAGE, coverage);
        put(parts, QualityPart.OVERLAP, 1 - overlap / WORST_OVERLAP);
        put(parts, QualityPart.SPEED, speedResult.passRate());
        put(parts, QualityPart.DEPTH, depthResult == null ? Double.NaN : depthResult.passRate());
        put(parts, QualityPart.STRAIGHTNESS, 1 - straightness / WORST_DEVIATION_METERS);
        put(parts, QualityPart.SPACING, 1 - spacingDeviation / (WORST_SPACING_OF_WIDTH * meanWidth(passes)));
        double weights = parts.keySet().stream().mapToDouble(QualityPart::weight).sum();
        double score = 0;
        for (Map.Entry<QualityPart, Double> part : parts.entrySet()) {
            score += part.getKey().weight() * part.getValue() / weights * 100;
        }
        return new WorkQuality(coverage, overlap, speedResult, depthResult, passes.size(), straightness, spacing,
                spacingDeviation, workSeconds, turnSeconds, stopSeconds, otherSeconds, stops,
                parts.isEmpty() ? Double.NaN : score, parts);
    }

    private static void put(Map<QualityPart, Double> parts, QualityPart part, double value) {
        if (!Double.isNaN(value)) {
            parts.put(part, Math.min(1, Math.max(0, value)));
        }
    }

    private static double straightness(List<StraightPass> passes) {
        double meters = 0;
        double sum = 0;
        for (StraightPass pass : passes) {
            meters += pass.lengthMeters();
            sum += pass.lengthMeters() * pass.deviationMeters() * pass.deviationMeters();
        }
        return meters > 0 ? StrictMath.sqrt(sum / meters) : Double.NaN;
    }

    private static double meanWidth(List<StraightPass> passes) {
        double meters = 0;
        double sum = 0;
        for (StraightPass pass : passes) {
            meters += pass.lengthMeters();
            sum += pass.lengthMeters() * pass.widthMeters();
        }
        return meters > 0 && sum > 0 ? sum / meters : Double.NaN;
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
