package org.siji.track;

import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.geo.Area;
import org.siji.track.RuleDecision.Outcome;
import org.siji.track.RuleFinding.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Drives whose quality is known, a fix per second, and rules at their thresholds. */
class QualityMeterTest {

    private static final double METERS_PER_LAT = 110_848;
    private static final double METERS_PER_LON = 97_200;
    private static final double WIDTH = 2.4;
    private static final QualityDemand DEPTH_30 = new QualityDemand(1, 12, 0.30, 0.01);

    private final Track.Builder fixes = Track.builder();
    private double x;
    private double y;
    private long seconds;
    private byte state = Track.WORKING;
    private float depth = Float.NaN;

    private void fix() {
        fixes.add(1_780_000_000_000L + seconds++ * 1000, 113.1 + x / METERS_PER_LON, 29.3 + y / METERS_PER_LAT, state,
                (float) WIDTH, Float.NaN, depth, Float.NaN);
    }

    private void go(double toX, double toY, double metersPerSecond) {
        double dx = toX - x;
        double dy = toY - y;
        int steps = (int) Math.round(Math.hypot(dx, dy) / metersPerSecond);
        double fromX = x;
        double fromY = y;
        for (int i = 1; i <= steps; i++) {
            x = fromX + dx * i / steps;
            y = fromY + dy * i / steps;
            fix();
        }
    }

    private void passes(int count, double spacing) {
        fix();
        for (int pass = 0; pass < count; pass++) {
            state = Track.WORKING;
            go(x, pass % 2 == 0 ? 100 : 0, 1.5);
            state = Track.IDLE;
            if (pass < count - 1) {
                go(x + spacing, y, 1);
            }
        }
    }

    private WorkQuality judge(QualityDemand demand) {
        Track track = fixes.build();
        return QualityMeter.judge(track, TrackMeter.measure(track, MeasureParameters.defaults()), demand);
    }

    @Test
    void parallelPassesHaveTheirSpacingAndTheirTimes() {
        passes(10, 2);
        WorkQuality quality = judge(QualityDemand.usual());
        assertThat(quality.passes()).isEqualTo(10);
        assertThat(quality.straightnessMeters()).isLessThan(0.01);
        assertThat(quality.spacingMeters()).isCloseTo(2, within(0.02));
        assertThat(quality.spacingDeviationMeters()).isLessThan(0.02);
        assertThat(quality.workSeconds()).isCloseTo(670, within(5.0));
        assertThat(quality.turnSeconds()).isCloseTo(18, within(2.0));
        assertThat(quality.stopSeconds()).isZero();
        assertThat(quality.speed().passRate()).isEqualTo(1);
        assertThat(quality.speed().mean()).isCloseTo(5.4, within(0.05));
        assertThat(quality.depth()).isNull();
        assertThat(quality.coverage()).isNaN();
        assertThat(quality.parts()).doesNotContainKeys(QualityPart.COVERAGE, QualityPart.DEPTH);
        // 0.4 m of each 2 m are driven twice: two thirds of the worst.
        assertThat(quality.overlapShare()).isCloseTo(0.18, within(0.05));
        assertThat(quality.score()).isBetween(75.0, 85.0);
    }

    @Test
    void standingIsAStopAndALongWayIsNoTurn() {
        passes(2, 2);
        for (int i = 0; i < 30; i++) {
            fix();
        }
        go(x + 500, y, 2);
        state = Track.WORKING;
        go(x, y + 50, 1.5);
        WorkQuality quality = judge(QualityDemand.usual());
        assertThat(quality.stops()).isOne();
        assertThat(quality.stopSeconds()).isCloseTo(30, within(1.0));
        assertThat(quality.otherSeconds()).isCloseTo(250, within(2.0));
        assertThat(quality.turnSeconds()).isCloseTo(2, within(1.0));
    }

    /** A sine of amplitude a about a line deviates from it by a / sqrt(2). */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.4})
    void deviationFromTheLineIsMeasured(double amplitude) {
        for (int i = 0; i <= 400; i++) {
            x = amplitude * Math.sin(i * 0.5 / 40 * 2 * Math.PI);
            y = i * 0.5;
            fix();
        }
        assertThat(judge(QualityDemand.usual()).straightnessMeters()).isCloseTo(amplitude / Math.sqrt(2),
                within(amplitude * 0.03));
    }

    /** The finder's running sums against all distances from the best line, found by trying angles. */
    @Test
    void deviationAgreesWithALineFoundByTrying() {
        Random random = new Random(11);
        for (int run = 0; run < 20; run++) {
            PassFinder finder = new PassFinder();
            double[][] points = new double[60][];
            double angle = random.nextDouble() * Math.PI;
            for (int i = 0; i < points.length; i++) {
                double along = i * 1.5;
                double beside = random.nextGaussian() * 0.1;
                points[i] = new double[]{1e5 + along * Math.cos(angle) - beside * Math.sin(angle),
                        -2e5 + along * Math.sin(angle) + beside * Math.cos(angle)};
                if (i > 0) {
                    finder.step(points[i - 1][0], points[i - 1][1], points[i][0], points[i][1], WIDTH);
                }
            }
            assertThat(finder.end()).isTrue();
            double least = Double.MAX_VALUE;
            for (int n = -2000; n <= 2000; n++) {
                least = Math.min(least, spread(points, angle + n * 1e-5));
            }
            assertThat(finder.passes().get(0).deviationMeters()).isCloseTo(least, within(1e-4));
        }
    }

    private static double spread(double[][] points, double angle) {
        double sum = 0;
        double squares = 0;
        for (double[] point : points) {
            double beside = (point[1] - points[0][1]) * Math.cos(angle) - (point[0] - points[0][0]) * Math.sin(angle);
            sum += beside;
            squares += beside * beside;
        }
        return Math.sqrt(Math.max(0, squares / points.length - sum / points.length * (sum / points.length)));
    }

    @Test
    void everySecondPassFirstHasTheSameSpacing() {
        fix();
        for (double at : new double[]{0, 4, 8, 12, 10, 6, 2}) {
            state = Track.IDLE;
            go(at, y, 1);
            state = Track.WORKING;
            go(x, y < 50 ? 100 : 0, 1.5);
        }
        WorkQuality quality = judge(QualityDemand.usual());
        assertThat(quality.passes()).isEqualTo(7);
        assertThat(quality.spacingMeters()).isCloseTo(2, within(0.02));
    }

    @Test
    void depthPassesBySampleAndQualifiesByArea() {
        fix();
        depth = 0.32f;
        go(0, 80, 1);
        depth = 0.25f;
        go(0, 100, 1);
        Compliance measured = Objects.requireNonNull(judge(DEPTH_30).depth());
        assertThat(measured.samples()).isEqualTo(100);
        assertThat(measured.passRate()).isCloseTo(0.8, within(0.001));
        assertThat(measured.passRateLow()).isCloseTo(0.8, within(0.001));
        assertThat(measured.areaShare()).isCloseTo(0.8, within(0.001));
        assertThat(measured.mean()).isCloseTo(0.306, within(0.001));
    }

    @Test
    void aTrackWithoutWorkHasNoQuality() {
        state = Track.IDLE;
        fix();
        go(0, 50, 1);
        WorkQuality quality = judge(DEPTH_30);
        assertThat(quality.passes()).isZero();
        assertThat(quality.speed().passRate()).isNaN();
        assertThat(quality.depth()).isNull();
        assertThat(quality.score()).isNaN();
        assertThat(QualityMeter.judge(Track.builder().build(),
                TrackMeter.measure(Track.builder().build(), MeasureParameters.defaults()), DEPTH_30).parts()).isEmpty();
    }

    private static AreaInterval interval(double low, double estimate, double high) {
        return new AreaInterval(new Area(low), new Area(estimate), new Area(high));
    }

    private static RuleSet rules(RuleSet.Below below, double minCoverage) {
        return new RuleSet("test", "SUBSOILING", RuleSet.Basis.AREA, Optional.of("somewhere"), "2026",
                Optional.of(0.30), 0.9, below, minCoverage, 1, 1, 12, 0);
    }

    /** Shares of fixes at 32, 30.4 (surely or not), 29.6 and 25 cm. */
    @ParameterizedTest
    @CsvSource({
            // all deep enough, by more than the sensor's error
            "1.00, 0.00, 0.00, 0.00, QUALIFIED_AREA, WHOLE, DEPTH_REACHED",
            // nine of ten reach it, but a sensor that reads 1 cm too deep would make it seven of ten
            "0.70, 0.25, 0.00, 0.05, QUALIFIED_AREA, REVIEW, DEPTH_UNCERTAIN",
            // eight of ten reach it, and nine of ten if the sensor reads 1 cm too shallow
            "0.80, 0.00, 0.15, 0.05, QUALIFIED_AREA, REVIEW, DEPTH_UNCERTAIN",
            // far below, whatever the sensor does
            "0.60, 0.00, 0.00, 0.40, QUALIFIED_AREA, QUALIFIED, DEPTH_TOO_LOW",
            "0.60, 0.00, 0.00, 0.40, REVIEW, REVIEW, DEPTH_TOO_LOW",
            "0.60, 0.00, 0.00, 0.40, NOTHING, NOTHING, DEPTH_TOO_LOW"})
    void rulesPayReviewOrRefuseByDepth(double deep, double justDeep, double justShallow, double shallow,
            RuleSet.Below below, Outcome outcome, Kind kind) {
        fix();
        float[] depths = {0.32f, 0.304f, 0.296f, 0.25f};
        double[] shares = {deep, justDeep, justShallow, shallow};
        for (int i = 0; i < depths.length; i++) {
            depth = depths[i];
            go(0, y + shares[i] * 200, 1);
        }
        RuleDecision decision = RuleJudge.decide(rules(below, 0), judge(DEPTH_30), interval(470, 480, 490), Double.NaN);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.findings()).extracting(RuleFinding::kind).containsExactly(kind);
        assertThat(decision.payable().squareMeters()).isCloseTo(outcome == Outcome.WHOLE
                ? 480
                : outcome == Outcome.QUALIFIED ? 480 * 0.6 : 0, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({"900, 905, 920, COVERAGE_REACHED, WHOLE", "900, 895, 920, COVERAGE_UNCERTAIN, REVIEW",
            "890, 880, 901, COVERAGE_UNCERTAIN, REVIEW", "800, 790, 810, COVERAGE_TOO_LOW, NOTHING"})
    void coverageNearItsThresholdIsForPeople(double worked, double low, double high, Kind kind, Outcome outcome) {
        depth = 0.35f;
        fix();
        go(0, 100, 1);
        RuleDecision decision = RuleJudge.decide(rules(RuleSet.Below.NOTHING, 0.9), judge(DEPTH_30),
                interval(low, worked, high), 1000);
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.findings().get(0).kind()).isEqualTo(kind);
    }

    @Test
    void whatNobodyMeasuredIsForPeopleAndTraysAreNoTracks() {
        fix();
        go(0, 100, 1);
        WorkQuality quality = judge(DEPTH_30);
        RuleDecision decision = RuleJudge.decide(rules(RuleSet.Below.NOTHING, 0.9), quality, interval(230, 240, 250),
                Double.NaN);
        assertThat(decision.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.findings()).extracting(RuleFinding::kind).containsExactly(Kind.FIELD_UNKNOWN,
                Kind.DEPTH_NOT_MEASURED);
        RuleSet trays = new RuleSet("trays", "SEEDLING", RuleSet.Basis.TRAYS, Optional.empty(),
                "2026", Optional.empty(), 0, RuleSet.Below.REVIEW, 0, 1, 0, 12, 0);
        assertThat(RuleJudge.decide(trays, quality, interval(230, 240, 250), 240).outcome())
                .isEqualTo(Outcome.NOT_FROM_TRACKS);
        assertThat(RuleJudge.decide(rules(RuleSet.Below.NOTHING, 0), quality, interval(0, 0, 0), 240).outcome())
                .isEqualTo(Outcome.NOTHING);
    }
}
