package org.siji.track;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class TrackMeterTest {

    private static final MeasureParameters FINE = MeasureParameters.defaults().withCellMeters(0.1);

    @Test
    void oneStraightPassIsLengthTimesWidth() {
        MeasuredWork work = TrackMeter.measure(new Drive(3).line(0, 0, 0, 100, Track.WORKING).track(), FINE);
        assertThat(work.segments()).isOne();
        // Positions are kept to a tenth of a millimetre.
        assertThat(work.workedDistanceMeters()).isCloseTo(100, within(2e-4));
        assertThat(work.workedSeconds()).isEqualTo(50);
        assertThat(work.grossArea().squareMeters()).isCloseTo(300, within(1e-3));
        assertThat(work.outcome()).isEqualTo(WorkOutcome.MEASURED);
        assertThat(work.netArea().squareMeters()).isCloseTo(300, within(1.0));
        assertThat(work.overlapArea().squareMeters()).isZero();
        assertThat(work.fixes()).isEqualTo(new FixCounts(51, 51, Map.of(), 0));
    }

    @Test
    void theSecondPassOverlapsWhereItReallyOverlaps() {
        Drive drive = new Drive(3).line(0, 0, 0, 100, Track.WORKING).pause(20).line(2.5, 100, 2.5, 0, Track.IDLE)
                .pause(20).line(2.5, 0, 2.5, 100, Track.WORKING);
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.segments()).isEqualTo(2);
        assertThat(work.grossArea().squareMeters()).isCloseTo(600, within(0.01));
        assertThat(work.netArea().squareMeters()).isCloseTo(550, within(1.5));
        assertThat(work.overlapArea().squareMeters()).isCloseTo(50, within(1.5));
    }

    @Test
    void aTurnDoesNotOverlapItself() {
        Drive drive = new Drive(6);
        for (int i = 0; i < 90; i++) {
            double angle = Math.toRadians(i * 3);
            drive.fix(20 * Math.sin(angle), 20 - 20 * Math.cos(angle), Track.WORKING);
        }
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.overlapArea().squareMeters()).isZero();
        assertThat(work.netArea().squareMeters())
                .isCloseTo(Math.toRadians(89 * 3) / 2 * (23 * 23 - 17 * 17), within(2.0));
    }

    @Test
    void theOffsetMovesTheSwathToTheRight() {
        Track track = new Drive(2).line(0, 0, 0, 50, Track.WORKING).track();
        Geometry right = Drive.rectangle(0, 0, 2, 50);
        assertThat(TrackMeter.measure(track, right, FINE.withOffsetMeters(1)).getField().coverage())
                .isCloseTo(1, within(0.02));
        assertThat(TrackMeter.measure(track, right, FINE.withOffsetMeters(-1)).getField().coverage())
                .isCloseTo(0, within(0.02));
    }

    @Test
    void coveredAndMissedAddUpToTheField() {
        Drive drive = new Drive(3).line(1.5, -5, 1.5, 60, Track.WORKING).pause(60)
                .line(4.5, -5, 4.5, 60, Track.WORKING);
        MeasuredWork work = TrackMeter.measure(drive.track(), Drive.rectangle(0, 0, 8, 50), FINE);
        FieldCoverage field = work.getField();
        assertThat(field.fieldArea().squareMeters()).isCloseTo(400, within(0.01));
        assertThat(field.coverage()).isCloseTo(0.75, within(0.005));
        assertThat(field.covered().squareMeters() + field.missed().squareMeters())
                .isCloseTo(field.fieldArea().squareMeters(), within(1e-9));
        assertThat(field.workedOutside().squareMeters()).isCloseTo(90, within(1.0));
        Geometry missed = work.map().missedLonLat(Drive.rectangle(0, 0, 8, 50));
        assertThat(missed.isValid()).isTrue();
        assertThat(org.siji.geo.GeodesicArea.of(missed).squareMeters()).isCloseTo(100, within(5.0));
    }

    @Test
    void aFieldInAnotherCountyIsNotCovered() {
        Track track = new Drive(3).line(0, 0, 0, 100, Track.WORKING).track();
        FieldCoverage field = TrackMeter.measure(track, FINE).map().within(Drive.rectangle(2e5, 0, 2e5 + 100, 100));
        assertThat(field.coverage()).isZero();
        assertThat(field.missed()).isEqualTo(field.fieldArea());
        assertThat(field.workedOutside().squareMeters()).isCloseTo(300, within(1.0));
    }

    @Test
    void eachBadFixIsCountedOnceByItsReason() {
        Drive drive = new Drive(3).line(0, 0, 0, 100, Track.WORKING);
        Track clean = drive.track();
        Track.Builder dirty = Track.builder();
        dirty.add(clean.timeMillis(0) - 5000, 0, 0, Track.WORKING, 3);
        dirty.add(clean.timeMillis(0) - 4000, Double.NaN, 29, Track.WORKING, 3);
        for (int i = 0; i < clean.size(); i++) {
            dirty.add(clean.timeMillis(i), clean.lonDegrees(i), clean.latDegrees(i), clean.workState(i), 3);
            if (i == 10) {
                dirty.add(clean.timeMillis(i), clean.lonDegrees(i), clean.latDegrees(i), clean.workState(i), 3);
            }
            if (i == 20) {
                dirty.add(clean.timeMillis(i) + 500, clean.lonDegrees(i) + 1, clean.latDegrees(i), Track.WORKING, 3);
            }
            if (i == 30) {
                dirty.add(clean.timeMillis(i) + 20, clean.lonDegrees(i), clean.latDegrees(i), Track.WORKING, 3);
            }
            if (i == 40) {
                dirty.add(clean.timeMillis(i) + 500, clean.lonDegrees(i) + 1e-5, clean.latDegrees(i), Track.WORKING, 3,
                        Float.NaN, Float.NaN, 12);
            }
        }
        dirty.add(clean.timeMillis(50) + 86_400_000L * 3650, clean.lonDegrees(50), clean.latDegrees(50), Track.WORKING,
                3);
        MeasureParameters parameters = FINE.withLatestTimeMillis(drive.millis());
        MeasuredWork work = TrackMeter.measure(dirty.build(), parameters);
        for (RemovalReason reason : RemovalReason.values()) {
            assertThat(work.fixes().removed(reason)).as(reason.name())
                    .isEqualTo(reason == RemovalReason.FROZEN_POSITION ? 0 : 1);
        }
        assertThat(work.fixes().used()).isEqualTo(51);
        assertThat(work.netArea()).isEqualTo(TrackMeter.measure(clean, parameters).netArea());
    }

    @Test
    void aStuckReceiverBreaksThePassAndAStandingMachineDoesNot() {
        Drive stuck = new Drive(3).line(0, 0, 0, 40, Track.WORKING);
        Drive standing = new Drive(3).line(0, 0, 0, 40, Track.WORKING);
        for (int i = 0; i < 9; i++) {
            stuck.fix(0, 40, Track.WORKING);
            standing.fix(0, 40, Track.WORKING);
        }
        MeasuredWork frozen = TrackMeter.measure(stuck.line(0, 60, 0, 100, Track.WORKING).track(), FINE);
        assertThat(frozen.fixes().removed(RemovalReason.FROZEN_POSITION)).isEqualTo(9);
        assertThat(frozen.netArea().squareMeters()).isCloseTo(240, within(2.0));
        MeasuredWork stood = TrackMeter.measure(standing.line(0, 42, 0, 100, Track.WORKING).track(), FINE);
        assertThat(stood.fixes().removed()).isEmpty();
        assertThat(stood.netArea().squareMeters()).isCloseTo(300, within(2.0));
    }

    @Test
    void aFirstFixFromElsewhereIsTheError() {
        Drive drive = new Drive(3).fix(90_000, 0, Track.WORKING).line(0, 0, 0, 100, Track.WORKING);
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.fixes().removed()).isEqualTo(Map.of(RemovalReason.IMPOSSIBLE_JUMP, 1));
        assertThat(work.netArea().squareMeters()).isCloseTo(300, within(1.0));
    }

    @Test
    void aChangeOfStateCountsFromTheMiddleOfTheStepAndTheLagLater() {
        Drive drive = new Drive(3).line(0, 0, 0, 40, Track.IDLE).line(0, 42, 0, 100, Track.WORKING).line(0, 102, 0, 140,
                Track.IDLE);
        // From 41 m to 101 m; half a second later at 2 m/s is a metre further on.
        for (double lag : new double[]{0, 0.5, 3}) {
            MeasuredWork work = TrackMeter.measure(drive.track(), FINE.withLagSeconds(lag));
            assertThat(work.netArea().squareMeters()).isCloseTo(180, within(1.0));
            var ground = work.map().coveredLonLat().getEnvelopeInternal();
            var expected = Drive.rectangle(0, 41 + 2 * lag, 1, 101 + 2 * lag).getEnvelopeInternal();
            assertThat(ground.getMinY()).isCloseTo(expected.getMinY(), within(3e-6));
            assertThat(ground.getMaxY()).isCloseTo(expected.getMaxY(), within(3e-6));
        }
    }

    @Test
    void aLeverArmPutsTheImplementBehindTheAntenna() {
        Track track = new Drive(3).line(0, 0, 0, 100, Track.WORKING).track();
        MeasuredWork work = TrackMeter.measure(track, Drive.rectangle(-1.5, -4, 1.5, 96), FINE.withBehindMeters(4));
        assertThat(work.getField().coverage()).isCloseTo(1, within(0.005));
    }

    @Test
    void aSilenceInAStraightLineIsBridgedButNotOneAroundATurn() {
        Drive straight = new Drive(3).line(0, 0, 0, 50, Track.WORKING).pause(19).line(0, 90, 0, 140, Track.WORKING);
        assertThat(TrackMeter.measure(straight.track(), FINE).netArea().squareMeters()).isCloseTo(420, within(2.0));
        Drive turned = new Drive(3).line(0, 0, 0, 50, Track.WORKING).pause(19).line(3, 50, 3, 0, Track.WORKING);
        assertThat(TrackMeter.measure(turned.track(), FINE).netArea().squareMeters()).isCloseTo(300, within(2.0));
    }

    @Test
    void atTheDateLineAndNearThePoleGroundIsGround() {
        for (double[] place : new double[][]{{180, 10}, {-180, -45}, {30, 89}}) {
            Track.Builder track = Track.builder();
            double metersPerLonDegree = 111_320 * Math.cos(Math.toRadians(place[1]));
            for (int i = -25; i <= 25; i++) {
                double lon = place[0] + i * 2 / metersPerLonDegree;
                track.add(1_780_000_000_000L + i * 1000L, lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
                        place[1],
                        Track.WORKING, 3);
            }
            MeasuredWork work = TrackMeter.measure(track.build(), FINE);
            assertThat(work.netArea().squareMeters()).as(place[0] + " " + place[1]).isCloseTo(300, within(3.0));
            assertThat(work.segments()).isOne();
        }
    }

    @Test
    void fixesOutOfOrderArePutInOrder() {
        Track clean = new Drive(3).line(0, 0, 0, 100, Track.WORKING).track();
        Track.Builder shuffled = Track.builder();
        for (int i = 0; i < clean.size(); i++) {
            int at = i == 7 ? 8 : i == 8 ? 7 : i;
            shuffled.add(clean.timeMillis(at), clean.lonDegrees(at), clean.latDegrees(at), Track.WORKING, 3);
        }
        MeasuredWork work = TrackMeter.measure(shuffled.build(), FINE);
        assertThat(work.fixes().timeStepsBack()).isOne();
        assertThat(work.netArea()).isEqualTo(TrackMeter.measure(clean, FINE).netArea());
    }

    @Test
    void aMachineCarriedElsewhereGoesOnThere() {
        Drive drive = new Drive(3).line(0, 0, 0, 100, Track.WORKING).line(5000, 0, 5000, 100, Track.WORKING);
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.fixes().removed()).isEmpty();
        assertThat(work.segments()).isEqualTo(2);
        assertThat(work.grossArea().squareMeters()).isCloseTo(600, within(0.1));
    }

    @Test
    void withoutAWorkStateTheSpeedDecides() {
        byte unknown = Track.WORK_STATE_UNKNOWN;
        Drive drive = new Drive(3).line(0, 0, 0, 100, unknown);
        for (int i = 0; i < 20; i++) {
            drive.fix(0, 110 + 10 * i, unknown);
        }
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.workedDistanceMeters()).isCloseTo(100, within(0.01));
    }

    @Test
    void aStandingMachinesJitterIsNoWork() {
        Drive drive = new Drive(3).line(0, 0, 0, 10, Track.WORKING);
        java.util.Random random = new java.util.Random(4);
        for (int i = 0; i < 600; i++) {
            drive.fix(random.nextGaussian() * 0.08, 10 + random.nextGaussian() * 0.08, Track.WORKING);
        }
        MeasuredWork work = TrackMeter.measure(drive.track(), FINE);
        assertThat(work.netArea().squareMeters()).isCloseTo(30, within(1.5));
    }

    @Test
    void withoutAnyWidthNothingIsCountedButSaid() {
        Track track = new Drive(Double.NaN).line(0, 0, 0, 100, Track.WORKING).track();
        MeasuredWork unknown = TrackMeter.measure(track, FINE);
        assertThat(unknown.stepsWithoutWidth()).isEqualTo(50);
        assertThat(unknown.grossArea().squareMeters()).isZero();
        MeasuredWork given = TrackMeter.measure(track, FINE.withWidthMeters(2.4));
        assertThat(given.stepsWithoutWidth()).isZero();
        assertThat(given.grossArea().squareMeters()).isCloseTo(240, within(0.01));
    }

    @Test
    void tracksWithoutWorkGiveZerosAndSayWhy() {
        Map<WorkOutcome, Track> tracks = Map.of(WorkOutcome.NO_FIXES, Track.builder().build(), WorkOutcome.ONE_PLACE,
                new Drive(3).fix(0, 0, Track.WORKING).fix(0, 0, Track.WORKING).track(), WorkOutcome.NO_WORK,
                new Drive(3).line(0, 0, 0, 100, Track.IDLE).track(), WorkOutcome.NO_WIDTH,
                new Drive(60).line(0, 0, 0, 100, Track.WORKING).track());
        tracks.forEach((outcome, track) -> {
            MeasuredWork work = TrackMeter.measure(track, Drive.rectangle(0, 0, 50, 50), FINE);
            assertThat(work.outcome()).isEqualTo(outcome);
            assertThat(work.netArea().squareMeters()).isZero();
            assertThat(work.getField().missed().squareMeters()).isCloseTo(2500, within(0.1));
            assertThat(work.map().coveredLonLat().isEmpty()).isTrue();
        });
        assertThat(TrackMeter.measure(new Drive(3).fix(0, 0, Track.WORKING).track(), FINE).outcome())
                .isEqualTo(WorkOutcome.ONE_PLACE);
    }

    @Test
    void impossibleParametersAreRefused() {
        for (double width : new double[]{0, -1, 60, Double.POSITIVE_INFINITY}) {
            assertThatExceptionOfType(ParameterOutOfRange.class).isThrownBy(() -> FINE.withWidthMeters(width))
                    .returns("widthMeters", ParameterOutOfRange::name).returns(width, ParameterOutOfRange::value);
        }
        assertThatExceptionOfType(ParameterOutOfRange.class).isThrownBy(() -> FINE.withCellMeters(0));
        assertThatExceptionOfType(ParameterOutOfRange.class).isThrownBy(() -> FINE.withLagSeconds(Double.NaN));
    }
}
