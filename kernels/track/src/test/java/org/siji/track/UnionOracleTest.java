package org.siji.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The raster against the exact union of the same pieces of swath, slow and beyond doubt; and the overlap against the exact
 * intersection of each pass with all earlier ones.
 */
class UnionOracleTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Keeps the pieces, pass by pass. */
    private static final class Collector implements SwathSink {
        final List<List<Polygon>> passes = new ArrayList<>(List.of(new ArrayList<>()));

        @Override
        public void piece(double[] x, double[] y, int count, double width, double odometer) {
            Coordinate[] ring = new Coordinate[count + 1];
            for (int i = 0; i <= count; i++) {
                ring[i] = new Coordinate(x[i % count], y[i % count]);
            }
            Polygon polygon = FACTORY.createPolygon(ring);
            if (polygon.getArea() > 1e-9) {
                passes.get(passes.size() - 1).add(polygon);
            }
        }

        @Override
        public void endOfPass() {
            passes.add(new ArrayList<>());
        }

        Geometry union() {
            return union(passes.stream().flatMap(List::stream).toList());
        }

        static Geometry union(List<Polygon> polygons) {
            return polygons.isEmpty()
                    ? FACTORY.createPolygon()
                    : OverlayNGRobust.union(FACTORY.buildGeometry(polygons));
        }
    }

    private static Collector pieces(Track track, MeasureParameters parameters) {
        Collector collector = new Collector();
        SwathWalker walker = new SwathWalker(parameters, null, collector);
        TrackCleaner cleaner = new TrackCleaner(parameters, walker);
        for (int i : FixOrder.of(track, new FixTally(parameters))) {
            JobEngine.feed(track, i, cleaner);
        }
        cleaner.finish();
        walker.finish();
        return collector;
    }

    private static double relativeError(Track track, MeasureParameters parameters) {
        double exact = pieces(track, parameters).union().getArea();
        return TrackMeter.measure(track, parameters).netArea().squareMeters() / exact - 1;
    }

    /** Up and down a field of some mu with drifting, jittering passes, uneven turns and a machine that also reverses. */
    private static Track randomTrack(long seed) {
        Random random = new Random(seed);
        double width = 1.8 + random.nextDouble() * 2;
        double length = 25 + random.nextDouble() * 60;
        double tilt = random.nextDouble() * Math.PI;
        Drive drive = new Drive(width);
        for (int pass = 0; pass < 12; pass++) {
            double x = pass * width * (0.85 + random.nextDouble() * 0.2);
            for (double along = 0; along <= length; along += 0.8 + random.nextDouble()) {
                double y = pass % 2 == 0 ? along : length - along;
                double jitterX = x + random.nextGaussian() * 0.05;
                double jitterY = y + random.nextGaussian() * 0.05;
                drive.fix(jitterX * Math.cos(tilt) - jitterY * Math.sin(tilt),
                        jitterX * Math.sin(tilt) + jitterY * Math.cos(tilt),
                        random.nextInt(200) == 0 ? Track.IDLE : Track.WORKING);
            }
            if (random.nextBoolean()) {
                drive.pause(30);
            }
        }
        return drive.track();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void netAreaIsThatOfTheExactUnion(long seed) {
        Track track = randomTrack(seed);
        MeasureParameters parameters = MeasureParameters.defaults();
        assertThat(Math.abs(relativeError(track, parameters))).isLessThan(0.005);
        assertThat(Math.abs(relativeError(track, parameters.withCellMeters(0.1)))).isLessThan(0.001);
        assertThat(Math.abs(relativeError(track, parameters.withOffsetMeters(1.7)))).isLessThan(0.005);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void soItIsWithALeverArmAndALag(long seed) {
        Track track = randomTrack(seed);
        MeasureParameters parameters = MeasureParameters.defaults();
        assertThat(Math.abs(relativeError(track, parameters.withBehindMeters(2.5)))).isLessThan(0.005);
        assertThat(Math.abs(relativeError(track, parameters.withOffsetMeters(-2).withBehindMeters(-1)
                .withLagSeconds(0.7)))).isLessThan(0.005);
    }

    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        return OverlayNGRobust.overlay(a, b, operation);
    }

    @Test
    void overlapIsTheGroundThatALaterPassFindsCovered() {
        Drive drive = new Drive(3);
        Random random = new Random(11);
        for (int pass = 0; pass < 10; pass++) {
            double x = pass * 2.6 + random.nextGaussian() * 0.3;
            drive.line(x, 0, x + random.nextGaussian(), 80, Track.WORKING).pause(60);
        }
        MeasureParameters parameters = MeasureParameters.defaults().withCellMeters(0.1);
        Geometry covered = FACTORY.createPolygon();
        Geometry again = FACTORY.createPolygon();
        for (List<Polygon> pass : pieces(drive.track(), parameters).passes) {
            Geometry swath = Collector.union(pass);
            // An intersection may also hold lines where two passes only touch; a buffer of nothing drops them.
            again = overlay(again, overlay(swath, covered, OverlayNG.INTERSECTION).buffer(0), OverlayNG.UNION);
            covered = overlay(covered, swath, OverlayNG.UNION);
        }
        double overlap = TrackMeter.measure(drive.track(), parameters).overlapArea().squareMeters();
        assertThat(again.getArea()).isGreaterThan(100);
        assertThat(overlap / again.getArea()).isBetween(0.99, 1.01);
    }

    @Test
    void realTracksAgreeToo() throws IOException {
        Path tracks = Path.of(System.getProperty("siji.shared"), "tracks");
        assumeTrue(Files.isDirectory(tracks), "shared/data/tracks is absent");
        Track wheat = read(tracks.resolve("wheat-harvesters/harvester-04.csv"), "yyyy/MM/dd HH:mm:ss", 2, 0, 1);
        Track tractor = read(tracks.resolve("tractors/tractor-04.csv"), "yyyy-MM-dd HH:mm:ss", 0, 1, 2);
        MeasureParameters parameters = MeasureParameters.defaults();
        for (MeasureParameters assumed : List.of(parameters.withWidthMeters(2.4),
                parameters.withWidthMeters(2.4).withCellMeters(0.1))) {
            assertThat(Math.abs(relativeError(wheat, assumed))).isLessThan(0.001);
            assertThat(Math.abs(relativeError(tractor, assumed))).isLessThan(0.001);
        }
    }

    /** The first four thousand fixes, or the exact union takes too long. */
    private static Track read(Path csv, String timePattern, int time, int lon, int lat) throws IOException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(timePattern);
        Track.Builder track = Track.builder();
        try (var lines = Files.lines(csv)) {
            lines.skip(1).limit(4000).map(line -> line.split(",")).forEach(row -> track.add(
                    LocalDateTime.parse(row[time], format).toInstant(ZoneOffset.ofHours(8)).toEpochMilli(),
                    Double.parseDouble(row[lon]), Double.parseDouble(row[lat]), Track.WORK_STATE_UNKNOWN, Float.NaN));
        }
        return track.build();
    }
}
