package org.siji.track;

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
        // 1000 m times 0.1 m, 1.645 times to either side.
        assertThat(interval.high().squareMeters() - interval.low().squareMeters()).isCloseTo(2 * 164.5, within(5.0));
    }

    @Test
    void nothingCoveredIsNothingInDoubt() {
        MeasuredWork elsewhere = passes(500, 0, 0, 60, MeasureParameters.defaults());
        assertThat(elsewhere.interval90().high().squareMeters()).isZero();
    }
}
