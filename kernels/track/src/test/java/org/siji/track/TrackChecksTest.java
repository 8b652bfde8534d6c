package org.siji.track;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrackChecksTest {

    private static final double SPACING = 2.2;

    /** Passes of 100 m with U-turns, driven as people drive: speed and line wander, the receiver errs. */
    private static Drive field(long seed, int passes, double noise) {
        Random random = new Random(seed);
        Drive drive = new Drive(2.4);
        for (int pass = 0; pass < passes; pass++) {
            double speed = 1.6;
            double aside = 0;
            double length = 100;
            for (double way = 0; way < length; way += speed) {
                speed = Math.max(1, Math.min(2.4, speed + 0.1 * noise * random.nextGaussian()));
                aside = 0.95 * aside + 0.03 * noise * random.nextGaussian();
                drive.fix(pass * SPACING + aside + 0.05 * noise * random.nextGaussian(),
                        pass % 2 == 0 ? way : length - way, Track.WORKING);
            }
            double end = pass % 2 == 0 ? length : 0;
            for (int k = 0; k < 8; k++) {
                drive.fix((pass + k / 8.0) * SPACING, end + (pass % 2 == 0 ? 2 : -2) * Math.sin(k * Math.PI / 8),
                        Track.IDLE);
            }
        }
        return drive;
    }

    private static TrackCheck check(Track track, double claimed, double registered, Code code) {
        return TrackChecks.check(track, claimed, registered).stream().filter(c -> c.code() == code).findFirst()
                .orElseThrow();
    }

    @Test
    void anHonestDriveRaisesNothing() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(TrackChecks.check(field(seed, 12, 1).track(), 2.4, 2.4)).extracting(TrackCheck::verdict)
                    .containsOnly(Verdict.PASS);
        }
    }

    @Test
    void aRulerAndOneSpeedAreTooSmooth() {
        TrackCheck check = check(field(1, 12, 0).track(), 2.4, 2.4, Code.TOO_SMOOTH);
        assertThat(check.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(check.reasons()).allMatch(reason -> reason.value() < reason.limit());
    }

    @Test
    void cornersAtRoadSpeedAreImpossibleAndOneOutlierIsNot() {
        Drive corners = new Drive(2.4);
        Drive outlier = field(2, 4, 1);
        for (int i = 0; i < 200; i++) {
            corners.fix(i / 5 % 2 == 0 ? i * 12.0 : (i - i % 5) * 12.0, i / 5 % 2 == 0 ? 0 : i % 5 * 12.0,
                    Track.WORKING);
        }
        outlier.fix(900, 900, Track.WORKING);
        Track.Builder all = outlier.builder();
        Track rest = field(3, 4, 1).track();
        long late = outlier.millis() - rest.timeMillis(0);
        Track before = all.build();
        for (int i = 0; i < rest.size(); i++) {
            all.add(rest.timeMillis(i) + late, rest.lonDegrees(i), rest.latDegrees(i), rest.workState(i), 2.4f);
        }
        assertThat(check(corners.track(), 2.4, 2.4, Code.IMPOSSIBLE_MOTION).verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(check(before, 2.4, 2.4, Code.IMPOSSIBLE_MOTION).verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(all.build(), 2.4, 2.4, Code.IMPOSSIBLE_MOTION).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aWidthIsHeldAgainstTheRegisterAndThePasses() {
        Track track = field(4, 12, 1).track();
        assertThat(check(track, 2.4, 2.0, Code.WIDTH_TOO_LARGE).verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(check(track, 2.4, Double.NaN, Code.WIDTH_TOO_LARGE).verdict()).isEqualTo(Verdict.PASS);
        TrackCheck wide = check(track, 4.8, Double.NaN, Code.WIDTH_TOO_LARGE);
        assertThat(wide.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(wide.reasons()).filteredOn(r -> r.measure() == Measure.SPACING_TO_WIDTH).singleElement()
                .satisfies(r -> assertThat(r.value()).isCloseTo(SPACING / 4.8, within(0.05)));
        assertThat(check(track, Double.NaN, 2.4, Code.WIDTH_TOO_LARGE).verdict()).isEqualTo(Verdict.NOT_CHECKED);
    }

    @Test
    void theSameGroundIsClaimedOnceOnly() {
        GroundClaims claims = new GroundClaims();
        Geometry ground = Drive.rectangle(0, 0, 40, 60);
        claims.add("first", ground);
        assertThat(claims.check("first", ground).verdict()).isEqualTo(Verdict.PASS);
        assertThat(claims.check("neighbour", Drive.rectangle(39, 0, 80, 60)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(claims.check("far", Drive.rectangle(400, 0, 480, 60)).verdict()).isEqualTo(Verdict.PASS);
        TrackCheck twice = claims.check("second", Drive.rectangle(20, 0, 60, 60));
        assertThat(twice.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(twice.reasons()).extracting(TrackCheck.Reason::other).containsOnly("first");
        // 18.5 m of 37 m between the edges of 1.5 m.
        assertThat(twice.reasons().get(0).value()).isCloseTo(18.5 * 57, within(3.0));
        assertThat(twice.reasons().get(1).value()).isCloseTo(0.5, within(0.001));
        assertThat(claims.check("thin", Drive.rectangle(0, 0, 2, 60)).verdict()).isEqualTo(Verdict.NOT_CHECKED);
        assertThatThrownBy(() -> new GroundClaims(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeJudgedSaysSo() {
        Track.Builder same = Track.builder();
        Track.Builder nowhere = Track.builder();
        for (int i = 0; i < 300; i++) {
            same.add(1_000L, 113, 29, Track.WORKING, 2.4f);
            nowhere.add(i * 1000L, Double.NaN, Double.POSITIVE_INFINITY, Track.WORKING, Float.NaN);
        }
        for (Track track : List.of(Track.builder().build(), Track.builder().add(0, 1, 1, (byte) 1, 1).build(),
                same.build(), nowhere.build())) {
            assertThat(TrackChecks.check(track, 2.4, Double.NaN)).extracting(TrackCheck::verdict)
                    .containsOnly(Verdict.NOT_CHECKED);
            ReplayIndex index = new ReplayIndex();
            index.add("a", track);
            assertThat(index.check("b", track).verdict()).isEqualTo(Verdict.NOT_CHECKED);
        }
    }
}
