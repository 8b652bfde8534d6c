package org.siji.track;

import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AreaEstimateTest {

    private static final Geometry FIELD = Drive.rectangle(0, 0, 24, 60);
    private static final double FIELD_SQUARE_METERS = 24 * 60;

    /** Ten passes of 2.4 m, moved as a whole, from {@code from} to {@code to} along the field. */
    private static MeasuredWork passes(double shiftX, double shiftY, double from, double to,
            MeasureParameters parameters) {
        Drive drive = new Drive(2.4);
        for (int pass = 0; pass < 10; pass++) {
            double x = 1.2 + pass * 2.4 + shiftX;
            drive.line(x, (pass % 2 == 0 ? from : to) + shiftY, x, (pass % 2 == 0 ? to : from) + shiftY, Track.WORKING)
                    .pause(30);
        }
        return TrackMeter.measure(drive.track(), FIELD, parameters);
    }

    @Test
    void aShiftWithinTheErrorsIsSeenAndGivenBack() {
        MeasuredWork shifted = passes(0.5, 0.4, 0, 60, MeasureParameters.defaults());
        assertThat(shifted.getField().covered().squareMeters()).isLessThan(FIELD_SQUARE_METERS - 35);
        assertThat(shifted.interval90().estimate().squareMeters()).isGreaterThan(FIELD_SQUARE_METERS - 20);
        assertThat(shifted.interval90().contains(new org.siji.geo.Area(FIELD_SQUARE_METERS))).isTrue();
        assertThat(shifted.interval90().low().squareMeters()).isGreaterThan(FIELD_SQUARE_METERS * 0.9);
    }

    @Test
    void aStripLeftOutIsNotGivenBack() {
        MeasuredWork careful = passes(0, 0, 0.5, 59.5, MeasureParameters.defaults());
        double covered = 24 * 59;
        assertThat(careful.getField().covered().squareMeters()).isCloseTo(covered, within(3.0));
        assertThat(careful.interval90().estimate().squareMeters()).isCloseTo(covered, within(5.0));
        assertThat(careful.interval90().contains(new org.siji.geo.Area(covered))).isTrue();
    }

    @Test
    void halfAFieldIsHalfAField() {
        MeasuredWork half = passes(0, 0, 0, 30, MeasureParameters.defaults());
        assertThat(half.interval90().estimate().squareMeters()).isCloseTo(24 * 30, within(10.0));
        assertThat(half.interval90().high().squareMeters()).isLessThan(24 * 33);
    }

    @Test
    void withoutErrorsThereIsLittleDoubt() {
        ErrorModel exact = new ErrorModel(0, 600, 0, 0, 0);
        MeasuredWork half = passes(0, 0, 0, 30, MeasureParameters.defaults().withErrors(exact));
        AreaInterval interval = half.interval90();
        assertThat(interval.high().squareMeters() - interval.low().squareMeters()).isLessThan(8);
        MeasuredWork usual = passes(0, 0, 0, 30, MeasureParameters.defaults());
        assertThat(usual.interval90().high().squareMeters() - usual.interval90().low().squareMeters())
                .isGreaterThan(interval.high().squareMeters() - interval.low().squareMeters());
    }

    @Test
    void withoutAFieldTheWidthIsTheDoubt() {
        Track track = new Drive(2.4).line(0, 0, 0, 1000, Track.WORKING).track();
        MeasureParameters parameters = MeasureParameters.defaults()
                .withErrors(new ErrorModel(0, 600, 0, 0.1, 0)).withCellMeters(0.1);
        AreaInterval interval = TrackMeter.measure(track, parameters).interval90();
        // 1000 m times 0.1 m, 0.9 times down and 2.1 times up.
        assertThat(interval.high().squareMeters() - interval.low().squareMeters()).isCloseTo(90 + 210, within(5.0));
    }

    /** Of six passes of a hundred seconds; metres to the side by the second; the clock may be two seconds off at times. */
    private static double doubtShare(IntToDoubleFunction aside, boolean isClockOff) {
        Drive drive = new Drive(2.4);
        for (int pass = 0; pass < 6; pass++) {
            for (int second = 0; second < 100; second++) {
                double seconds = isClockOff && second % 10 == 4 ? second + 2 : second;
                double along = 1.5 * (pass % 2 == 0 ? seconds : 100 - seconds);
                drive.fix(pass * 2.4 + aside.applyAsDouble(second), along, Track.WORKING);
            }
            drive.pause(30);
        }
        AreaInterval interval = TrackMeter.measure(drive.track(), MeasureParameters.defaults()).interval90();
        return (interval.high().squareMeters() - interval.low().squareMeters()) / interval.estimate().squareMeters();
    }

    @Test
    void aPositionThatLeapsAsideIsInDoubtAWrongSecondIsNot() {
        double usual = doubtShare(second -> 0, false);
        assertThat(usual).isLessThan(0.12);
        assertThat(doubtShare(second -> 0, true)).isLessThan(usual + 0.02);
        assertThat(doubtShare(second -> second % 2 == 0 ? 0.3 : -0.3, false)).isLessThan(usual + 0.02);
        assertThat(doubtShare(second -> second > 30 && second < 60 ? 4 : 0, false)).isGreaterThan(usual + 0.2);
    }

    @Test
    void nothingCoveredIsNothingInDoubt() {
        MeasuredWork elsewhere = passes(500, 0, 0, 60, MeasureParameters.defaults());
        assertThat(elsewhere.interval90().high().squareMeters()).isZero();
    }
}
