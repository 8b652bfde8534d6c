package org.siji.sample.track;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.siji.formats.csv.CsvTrack;
import org.siji.formats.csv.CsvTrackReader;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TaskData;
import org.siji.geo.LocalPlane;
import org.siji.sample.NoiseModel;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleField;
import org.siji.sample.SampleMachine;
import org.siji.sample.SampleOperation;
import org.siji.sample.SampleSize;
import org.siji.track.MeasureParameters;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrackSimulatorTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant START = Instant.parse("2026-10-20T00:30:00Z");
    private static final SampleCounty COUNTY = SampleCounty.generate(7, SampleSize.ofParcels(900));
    private static final SampleMachine COMBINE = COUNTY.providers().get(0).machines().stream()
            .filter(m -> m.operation() == SampleOperation.HARVEST).findFirst().orElseThrow();
    private static final LocalPlane PLANE = LocalPlane.at(109.9, 27.8);

    private static Geometry rectangle(double width, double height) {
        return PLANE.toLonLat(new GeometryFactory().toGeometry(new Envelope(0, width, 0, height)));
    }

    @Test
    void aRectangleIsWorkedInAsManyPassesAsTheRuleSays() {
        SimulatedTrack track = TrackSimulator.simulate(rectangle(60, 10), COMBINE, START, NoiseModel.NONE, 1, 1);
        // (10 - 2) / (2 x 0.9) = 4.4 steps, so 6 passes of 60 m x 2 m.
        assertThat(COMBINE.workingWidthMeters()).isEqualTo(2);
        assertThat(track.truths().get(0).gross().squareMeters()).isCloseTo(6 * 60 * 2, within(0.01));
        assertThat(track.trueWorkedArea().squareMeters()).isCloseTo(600, within(0.01));
    }

    @Test
    void fixesWithoutNoiseSweepTheTruth() {
        for (SampleField field : COUNTY.fields().subList(100, 120)) {
            SimulatedTrack simulated = TrackSimulator.simulate(field.lonLat(), COMBINE, START, NoiseModel.NONE, 1, 1);
            Geometry swept = swept(simulated.track(), field.lonLat());
            Geometry truth = LocalPlane.around(field.lonLat()).toPlane(simulated.trueWorkedLonLat());
            assertThat(truth.getArea()).isCloseTo(simulated.trueWorkedArea().squareMeters(), within(0.05));
            assertThat(truth.getArea()).isBetween(field.area().squareMeters() * 0.97,
                    field.area().squareMeters() + 0.1);
            // Once a second at 1.2 m/s: up to 1.2 m is missing at either end of a pass.
            assertThat(swept.difference(truth.buffer(0.05)).getArea()).isLessThan(truth.getArea() * 0.002);
            assertThat(truth.difference(swept).getArea()).isLessThan(truth.getArea() * 0.2);
        }
    }

    /** The slow obvious way: each step between two working fixes as a rectangle, all united, within the field. */
    private static Geometry swept(Track track, Geometry fieldLonLat) {
        LocalPlane plane = LocalPlane.around(fieldLonLat);
        List<Geometry> steps = new java.util.ArrayList<>();
        for (int i = 1; i < track.size(); i++) {
            if (track.workState(i - 1) == Track.WORKING && track.workState(i) == Track.WORKING) {
                Coordinate a = new Coordinate();
                Coordinate b = new Coordinate();
                plane.toPlane(track.lonDegrees(i - 1), track.latDegrees(i - 1), a);
                plane.toPlane(track.lonDegrees(i), track.latDegrees(i), b);
                LineString step = new GeometryFactory().createLineString(new Coordinate[]{a, b});
                steps.add(BufferOp.bufferOp(step, track.widthMeters(i) / 2,
                        new BufferParameters(1, BufferParameters.CAP_FLAT)));
            }
        }
        return UnaryUnionOp.union(steps).intersection(plane.toPlane(fieldLonLat));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.45, 0.62, 0.9, 1})
    void stopsAtTheShareThatWasAsked(double share) {
        for (SampleField field : COUNTY.fields().subList(0, 40)) {
            SimulatedTrack track = TrackSimulator.simulate(field.lonLat(), COMBINE, START, NoiseModel.NONE, share, 1);
            // The cut is by length within one pass, whose strip need not be equally wide everywhere.
            assertThat(track.trueWorkedArea().squareMeters() / field.area().squareMeters()).as(field.id())
                    .isCloseTo(share, within(0.08));
        }
    }

    @Test
    void twoMachinesTogetherDoOneField() {
        SampleField field = COUNTY.fields().stream().filter(f -> f.kind() == SampleField.Kind.MERGED).findFirst()
                .orElseThrow();
        FieldWork first = new FieldWork(field.id(), field.lonLat(), 0, 0.45);
        FieldWork second = new FieldWork(field.id(), field.lonLat(), 0.45, 1);
        SimulatedTrack one = TrackSimulator.simulate(Trip.fromDepot(COMBINE, START, List.of(first)), NoiseModel.NONE,
                1);
        SimulatedTrack two = TrackSimulator.simulate(Trip.fromDepot(COMBINE, START, List.of(second)), NoiseModel.NONE,
                1);
        LocalPlane plane = LocalPlane.around(field.lonLat());
        double together = plane.toPlane(one.trueWorkedLonLat().union(two.trueWorkedLonLat())).getArea();
        assertThat(together).isGreaterThan(field.area().squareMeters() * 0.98);
        assertThat(one.trueWorkedArea().squareMeters() + two.trueWorkedArea().squareMeters() - together)
                .isLessThan(field.area().squareMeters() * 0.02);
    }

    @Test
    void noiseIsAsStated() {
        Geometry wide = rectangle(400, 80);
        NoiseModel noise = new NoiseModel(3, -2, 0.5, 20, 0.1, 0, 0, 0, 1000);
        Track clean = TrackSimulator.simulate(wide, COMBINE, START, NoiseModel.NONE, 1, 5).track();
        Track noisy = TrackSimulator.simulate(wide, COMBINE, START, noise, 1, 5).track();
        assertThat(noisy.size()).isEqualTo(clean.size()).isGreaterThan(10_000);
        double[] east = new double[clean.size()];
        double[] north = new double[clean.size()];
        for (int i = 0; i < clean.size(); i++) {
            Coordinate a = new Coordinate();
            Coordinate b = new Coordinate();
            PLANE.toPlane(clean.lonDegrees(i), clean.latDegrees(i), a);
            PLANE.toPlane(noisy.lonDegrees(i), noisy.latDegrees(i), b);
            east[i] = b.x - a.x;
            north[i] = b.y - a.y;
        }
        assertThat(mean(east)).isCloseTo(3, within(0.15));
        assertThat(mean(north)).isCloseTo(-2, within(0.15));
        assertThat(Math.sqrt(covariance(east, 0))).isCloseTo(Math.sqrt(0.25 + 0.01), within(0.08));
        // Gauss-Markov: after one time constant 1/e of the drift's variance is left, and nothing of the jitter's.
        assertThat(covariance(east, 20) / 0.25).isCloseTo(Math.exp(-1), within(0.15));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double covariance(double[] values, int lag) {
        double mean = mean(values);
        double sum = 0;
        for (int i = 0; i + lag < values.length; i++) {
            sum += (values[i] - mean) * (values[i + lag] - mean);
        }
        return sum / (values.length - lag);
    }

    @Test
    void lagHoldsThePositionBackAndGapsLoseFixes() {
        Geometry wide = rectangle(400, 40);
        Track clean = TrackSimulator.simulate(wide, COMBINE, START, NoiseModel.NONE, 1, 5).track();
        Track lagging = TrackSimulator.simulate(wide, COMBINE, START,
                new NoiseModel(0, 0, 0, 1, 0, 3000, 0, 0, 1000), 1, 5).track();
        for (int i = 3; i < clean.size(); i++) {
            assertThat(lagging.lonDegrees(i)).isEqualTo(clean.lonDegrees(i - 3));
            assertThat(lagging.workState(i)).isEqualTo(clean.workState(i));
        }
        Track gappy = TrackSimulator.simulate(wide, COMBINE, START,
                new NoiseModel(0, 0, 0, 1, 0, 0, 20, 30, 1000), 1, 5).track();
        // 20 gaps of 30 s in an hour silence about a sixth of it.
        assertThat((double) gappy.size() / clean.size()).isBetween(0.7, 0.95);
    }

    @Test
    void sameSeedSameLog() {
        Geometry field = COUNTY.fields().get(5).lonLat();
        byte[] once = TrackCsv.write(TrackSimulator.simulate(field, COMBINE, START, NoiseModel.POOR, 1, 9).track());
        assertThat(TrackCsv.write(TrackSimulator.simulate(field, COMBINE, START, NoiseModel.POOR, 1, 9).track()))
                .isEqualTo(once);
        assertThat(TrackCsv.write(TrackSimulator.simulate(field, COMBINE, START, NoiseModel.POOR, 1, 10).track()))
                .isNotEqualTo(once);
    }

    private static SimulatedTrack day() {
        List<FieldWork> fields = COUNTY.fields().subList(60, 75).stream().map(f -> FieldWork.whole(f.id(), f.lonLat()))
                .toList();
        return TrackSimulator.simulate(Trip.fromDepot(COMBINE, START, fields), NoiseModel.ORDINARY, 3);
    }

    @Test
    void csvComesBackFixByFix() {
        Track written = day().track();
        CsvTrack read = CsvTrackReader.read(TrackCsv.write(written), "day.csv", ZoneId.of("UTC"));
        assertThat(read.problems()).isEmpty();
        assertSame(read.track(), written);
    }

    @Test
    void taskDataComesBackFixByFixWithTheCounter() {
        SimulatedTrack day = day();
        TaskData read = IsoXmlReader.readZip(IsoXmlWriter.writeZip(day, ZONE), "day.zip", ZONE);
        assertThat(read.problems()).isEmpty();
        assertThat(read.logs()).hasSize(1);
        assertSame(read.logs().get(0).track(), day.track());
        double gross = day.truths().stream().mapToDouble(t -> t.gross().squareMeters()).sum();
        assertThat(read.logs().get(0).machineAreaSquareMeters().orElseThrow()).isCloseTo(gross, within(1.0));
    }

    private static void assertSame(Track actual, Track expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.timeMillis(i)).isEqualTo(expected.timeMillis(i));
            assertThat(actual.lonDegrees(i)).isCloseTo(expected.lonDegrees(i), within(1e-9));
            assertThat(actual.latDegrees(i)).isCloseTo(expected.latDegrees(i), within(1e-9));
            assertThat(actual.workState(i)).isEqualTo(expected.workState(i));
            assertThat(actual.widthMeters(i)).isCloseTo(expected.widthMeters(i), within(0.005f));
        }
    }

    @Test
    void theMeterFindsTheTruthInAPreciseLog() {
        SampleField field = COUNTY.fields().stream().filter(f -> f.kind() == SampleField.Kind.MERGED).findFirst()
                .orElseThrow();
        SimulatedTrack simulated = TrackSimulator.simulate(field.lonLat(), COMBINE, START, NoiseModel.PRECISE, 0.62, 4);
        double measured = TrackMeter.measure(simulated.track(), field.lonLat(), MeasureParameters.defaults()).getField()
                .covered().squareMeters();
        assertThat(measured / simulated.trueWorkedArea().squareMeters()).isCloseTo(1, within(0.03));
    }
}
