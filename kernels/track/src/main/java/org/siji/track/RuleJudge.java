package org.siji.track;

import java.util.ArrayList;
import java.util.List;

import org.siji.geo.Area;
import org.siji.track.RuleDecision.Outcome;
import org.siji.track.RuleFinding.Kind;

/**
 * Applies rules to measured work. A value whose interval straddles a threshold is a case for people, not for a cliff: with the
 * best estimate on one side of it nobody could say why not on the other.
 */
public final class RuleJudge {

    private final RuleSet rules;
    private final WorkQuality quality;
    private final List<RuleFinding> findings = new ArrayList<>();
    private boolean isUncertain;
    private boolean isRefused;
    private double qualifiedShare = 1;

    private RuleJudge(RuleSet rules, WorkQuality quality) {
        this.rules = rules;
        this.quality = quality;
    }

    /**
     * @param worked            ground, within the field where there is one, with its interval
     * @param fieldSquareMeters NaN without a field: then a demanded coverage can't be judged
     */
    public static RuleDecision decide(RuleSet rules, WorkQuality quality, AreaInterval worked,
            double fieldSquareMeters) {
        RuleJudge judge = new RuleJudge(rules, quality);
        if (rules.basis() == RuleSet.Basis.TRAYS) {
            judge.find(Kind.COUNTED_IN_TRAYS, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            return new RuleDecision(rules, Outcome.NOT_FROM_TRACKS, Area.ZERO, judge.findings);
        }
        double squareMeters = worked.estimate().squareMeters();
        double lowSquareMeters = worked.low().squareMeters();
        double highSquareMeters = worked.high().squareMeters();
        if (!(squareMeters > 0)) {
            judge.find(Kind.NOTHING_WORKED, squareMeters, lowSquareMeters, highSquareMeters, Double.NaN);
            return new RuleDecision(rules, Outcome.NOTHING, Area.ZERO, judge.findings);
        }
        judge.coverage(squareMeters, lowSquareMeters, highSquareMeters, fieldSquareMeters);
        judge.depth();
        judge.manner();
        return judge.decision(squareMeters);
    }

    private void coverage(double worked, double low, double high, double field) {
        if (rules.minCoverage() == 0) {
            return;
        }
        if (!(field > 0)) {
            isUncertain = true;
            find(Kind.FIELD_UNKNOWN, Double.NaN, Double.NaN, Double.NaN, rules.minCoverage());
            return;
        }
        Kind kind;
        if (low / field >= rules.minCoverage()) {
            kind = Kind.COVERAGE_REACHED;
        } else if (high / field < rules.minCoverage()) {
            kind = Kind.COVERAGE_TOO_LOW;
            isRefused = true;
        } else {
            kind = Kind.COVERAGE_UNCERTAIN;
            isUncertain = true;
        }
        find(kind, worked / field, low / field, high / field, rules.minCoverage());
    }

    private void depth() {
        if (rules.minDepthMeters().isEmpty()) {
            return;
        }
        Compliance depth = quality.depth();
        if (depth == null || depth.samples() == 0) {
            isUncertain = true;
            find(Kind.DEPTH_NOT_MEASURED, Double.NaN, Double.NaN, Double.NaN, rules.minDepthRate());
            return;
        }
        Kind kind;
        if (depth.passRateLow() >= rules.minDepthRate()) {
            kind = Kind.DEPTH_REACHED;
        } else if (depth.passRateHigh() < rules.minDepthRate()) {
            kind = Kind.DEPTH_TOO_LOW;
            tooShallow(depth);
        } else {
            kind = Kind.DEPTH_UNCERTAIN;
            isUncertain = true;
        }
        find(kind, depth.passRate(), depth.passRateLow(), depth.passRateHigh(), rules.minDepthRate());
    }

    private void tooShallow(Compliance depth) {
        switch (rules.below()) {
            case QUALIFIED_AREA -> qualifiedShare = depth.areaShare();
            case REVIEW -> isUncertain = true;
            case NOTHING -> isRefused = true;
        }
    }

    /** How it was driven costs nobody his money; it makes people look. */
    private void manner() {
        if (quality.overlapShare() > rules.maxOverlap()) {
            isUncertain = true;
            find(Kind.OVERLAP_HIGH, quality.overlapShare(), Double.NaN, Double.NaN, rules.maxOverlap());
        }
        if (quality.speed().passRate() < rules.minSpeedRate()) {
            isUncertain = true;
            find(Kind.SPEED_OUT_OF_RANGE, quality.speed().passRate(), Double.NaN, Double.NaN, rules.minSpeedRate());
        }
    }

    private RuleDecision decision(double worked) {
        if (isRefused) {
            return new RuleDecision(rules, Outcome.NOTHING, Area.ZERO, findings);
        }
        if (isUncertain) {
            return new RuleDecision(rules, Outcome.REVIEW, Area.ZERO, findings);
        }
        return qualifiedShare < 1
                ? new RuleDecision(rules, Outcome.QUALIFIED, new Area(worked * qualifiedShare), findings)
                : new RuleDecision(rules, Outcome.WHOLE, new Area(worked), findings);
    }

    private void find(Kind kind, double measured, double low, double high, double threshold) {
        findings.add(new RuleFinding(kind, measured, low, high, threshold));
    }
}
