package org.siji.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.siji.track.FieldIndex;
import org.siji.track.Track;

/** A day's fixes of 500 machines against 500,000 made-up terraces with ridges between them. */
final class AssignmentFigures implements TrackFigures {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final int COLUMNS = 1_000;
    private static final int ROWS = 500;
    private static final double CELL_LON = 0.0003;
    private static final double CELL_LAT = 0.00018;
    private static final double WEST = 109.6;
    private static final double SOUTH = 27.4;
    private static final int MACHINES = 500;
    /** Eight hours, a fix every ten seconds. */
    private static final int FIXES = 2_880;
    private static final int CHECKED = 20_000;

    @Override
    public void print(Consumer<String> out, Path tracks) {
        Random random = new Random(20);
        List<Polygon> fields = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                fields.add(terrace(WEST + column * CELL_LON, SOUTH + row * CELL_LAT, random));
            }
        }
        double begin = CpuTime.seconds();
        FieldIndex index = FieldIndex.of(fields);
        double building = CpuTime.seconds() - begin;
        List<Track> day = new ArrayList<>();
        for (int machine = 0; machine < MACHINES; machine++) {
            day.add(drive(random));
        }
        int[] on = new int[FIXES];
        long[] hits = new long[1];
        double seconds = CpuTime.best(5, () -> {
            hits[0] = 0;
            for (Track track : day) {
                index.assign(track, on);
                for (int field : on) {
                    hits[0] += field == FieldIndex.NO_FIELD ? 0 : 1;
                }
            }
        });
        int fixes = MACHINES * FIXES;
        out.accept("");
        out.accept(
                "assignment of %,d fixes of %d machines to %,d fields: %.2f million fixes/s (%.0f %% on a field); built in %.1f s"
                        .formatted(fixes, MACHINES, fields.size(), fixes / seconds / 1e6, 100.0 * hits[0] / fixes,
                                building));
        check(out, fields, index, day);
    }

    private static void check(Consumer<String> out, List<Polygon> fields, FieldIndex index, List<Track> day) {
        STRtree tree = new STRtree();
        for (int i = 0; i < fields.size(); i++) {
            tree.insert(fields.get(i).getEnvelopeInternal(), i);
        }
        int differences = 0;
        int asked = 0;
        double begin = CpuTime.seconds();
        for (Track track : day) {
            for (int i = 0; i < FIXES && asked < CHECKED; i += 50, asked++) {
                Point point = GEOMETRY.createPoint(new Coordinate(track.lonDegrees(i), track.latDegrees(i)));
                int expected = FieldIndex.NO_FIELD;
                for (Object candidate : tree.query(new Envelope(point.getCoordinate()))) {
                    int number = (Integer) candidate;
                    boolean isFirst = expected == FieldIndex.NO_FIELD || number < expected;
                    if (isFirst && PreparedGeometryFactory.prepare(fields.get(number)).contains(point)) {
                        expected = number;
                    }
                }
                differences += expected == index.find(track.lonDegrees(i), track.latDegrees(i)) ? 0 : 1;
            }
        }
        double seconds = CpuTime.seconds() - begin;
        out.accept("  oracle and peer, JTS STRtree and contains: %d of %,d differ; %.3f million fixes/s".formatted(
                differences, asked, asked / seconds / 1e6));
    }

    /** A bent strip of twelve corners that leaves a ridge free. */
    private static Polygon terrace(double west, double south, Random random) {
        Coordinate[] ring = new Coordinate[13];
        double bend = (random.nextDouble() - 0.5) * 0.3;
        for (int i = 0; i < 6; i++) {
            double along = 0.03 + 0.94 * i / 5;
            double bow = bend * along * (1 - along);
            ring[i] = new Coordinate(west + along * CELL_LON, south + (0.06 + 0.1 + bow) * CELL_LAT);
            ring[11 - i] = new Coordinate(west + along * CELL_LON,
                    south + (0.84 + bow + 0.08 * random.nextDouble()) * CELL_LAT);
        }
        ring[12] = ring[0].copy();
        return GEOMETRY.createPolygon(ring);
    }

    /** Works a place for an hour, then goes on to another. */
    private static Track drive(Random random) {
        Track.Builder track = Track.builder();
        double lon = 0;
        double lat = 0;
        for (int i = 0; i < FIXES; i++) {
            if (i % 360 == 0) {
                lon = WEST + random.nextDouble() * COLUMNS * CELL_LON;
                lat = SOUTH + random.nextDouble() * ROWS * CELL_LAT;
            }
            lon += (random.nextDouble() - 0.5) * 2e-4;
            lat += (random.nextDouble() - 0.5) * 2e-4;
            track.add(1_780_000_000_000L + i * 10_000L, lon, lat, Track.WORKING, 2);
        }
        return track.build();
    }
}
