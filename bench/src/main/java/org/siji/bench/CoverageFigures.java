package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.CascadedPolygonUnion;
import org.siji.track.MeasureParameters;
import org.siji.track.SwathSink;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

/** Area and rate of the coverage on real tracks, beside the exact union and beside other ways to do it. */
final class CoverageFigures implements TrackFigures {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final int RUNS = 15;
    private static final double SMALL_SQUARE_METERS = 200;
    /** Of so many segments one is also buffered and united by the cascade, for their rates. */
    private static final int PEER_STEP = 6;

    @Override
    public void print(Consumer<String> out, Path tracks) throws IOException {
        if (!Files.isDirectory(tracks)) {
            out.accept("coverage: no tracks in " + tracks);
            return;
        }
        print(out, tracks.resolve("wheat-harvesters"), 2.4);
        print(out, tracks.resolve("tractors"), 2.3);
    }

    private static void print(Consumer<String> out, Path folder, double widthMeters) throws IOException {
        List<FieldSegment> segments = FieldSegment.readAll(folder);
        int fixes = segments.stream().mapToInt(FieldSegment::size).sum();
        out.accept("");
        out.accept("%s: %d segments in fields, %,d fixes, width %.1f m (assumed)".formatted(folder.getFileName(),
                segments.size(), fixes, widthMeters));
        MeasureParameters parameters = MeasureParameters.defaults().withWidthMeters(widthMeters);
        for (double cell : new double[]{0.25, 0.1, 0.5, 1}) {
            MeasureParameters given = parameters.withCellMeters(cell);
            double seconds = CpuTime.best(RUNS, () -> segments.forEach(segment -> segment.cover(given).net()));
            out.accept("  coverage alone, %.2f m: %.2f million fixes/s".formatted(cell, fixes / seconds / 1e6));
        }
        List<Track> parsed = segments.stream().map(segment -> segment.track(Track.WORK_STATE_UNKNOWN)).toList();
        double whole = CpuTime.best(RUNS,
                () -> parsed.forEach(track -> TrackMeter.measure(track, parameters).netArea()));
        out.accept("  whole, from parsed fixes to the result, 0.25 m: %.2f million fixes/s".formatted(
                fixes / whole / 1e6));
        double plain = CpuTime.best(RUNS, () -> segments.forEach(segment -> {
            PlainBitmap bitmap = new PlainBitmap(0.25);
            segment.pieces(parameters, bitmap);
            bitmap.squareMeters();
        }));
        out.accept("  peer: plain tiled bitmap, 0.25 m: %.2f million fixes/s".formatted(fixes / plain / 1e6));
        areas(out, segments, parameters);
    }

    /** The exact union of the same pieces is the oracle. */
    private static void areas(Consumer<String> out, List<FieldSegment> segments, MeasureParameters parameters) {
        double[] cells = {0.1, 0.25};
        double[] totals = new double[cells.length];
        double[] worst = new double[cells.length];
        double[] worstOfAll = new double[cells.length];
        int small = 0;
        double exactTotal = 0;
        double unionSeconds = 0;
        int fixes = 0;
        for (FieldSegment segment : segments) {
            Pieces pieces = new Pieces();
            segment.pieces(parameters, pieces);
            if (pieces.polygons.isEmpty()) {
                continue;
            }
            double begin = CpuTime.seconds();
            double exact = OverlayNGRobust.union(GEOMETRY.buildGeometry(pieces.polygons)).getArea();
            unionSeconds += CpuTime.seconds() - begin;
            fixes += segment.size();
            exactTotal += exact;
            for (int i = 0; i < cells.length; i++) {
                double net = segment.cover(parameters.withCellMeters(cells[i])).net().squareMeters();
                totals[i] += net;
                double off = Math.abs(net / exact - 1);
                worst[i] = exact < SMALL_SQUARE_METERS ? worst[i] : Math.max(worst[i], off);
                worstOfAll[i] = Math.max(worstOfAll[i], off);
            }
            small += exact < SMALL_SQUARE_METERS ? 1 : 0;
        }
        for (int i = 0; i < cells.length; i++) {
            out.accept(
                    ("  net area against the exact union, %.2f m: total %+.4f %%, worst segment %.3f %%; with the %d below"
                            + " %.0f m2, where hardly anybody moved, %.3f %%").formatted(cells[i],
                                    (totals[i] / exactTotal - 1) * 100, worst[i] * 100, small, SMALL_SQUARE_METERS,
                                    worstOfAll[i] * 100));
        }
        out.accept("  peer: JTS unary union (OverlayNG, robust): %,.0f fixes/s, exact".formatted(fixes / unionSeconds));
        peers(out, segments, parameters);
    }

    private static void peers(Consumer<String> out, List<FieldSegment> segments, MeasureParameters parameters) {
        double cascadeSeconds = 0;
        double bufferSeconds = 0;
        double bufferTotal = 0;
        double exactTotal = 0;
        int fixes = 0;
        for (int i = 0; i < segments.size(); i += PEER_STEP) {
            FieldSegment segment = segments.get(i);
            Pieces pieces = new Pieces();
            segment.pieces(parameters, pieces);
            double begin = CpuTime.seconds();
            Geometry union = CascadedPolygonUnion.union(pieces.polygons);
            cascadeSeconds += CpuTime.seconds() - begin;
            begin = CpuTime.seconds();
            bufferTotal += buffer(segment, parameters.widthMeters()).getArea();
            bufferSeconds += CpuTime.seconds() - begin;
            exactTotal += union == null ? 0 : union.getArea();
            fixes += segment.size();
        }
        out.accept(
                "  peer: JTS cascaded union: %,.0f fixes/s; JTS flat buffer: %,.0f fixes/s, area %+.2f %% (every %dth segment)"
                        .formatted(fixes / cascadeSeconds, fixes / bufferSeconds, (bufferTotal / exactTotal - 1) * 100,
                                PEER_STEP));
    }

    private static Geometry buffer(FieldSegment segment, double widthMeters) {
        Coordinate[] line = new Coordinate[segment.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = new Coordinate(segment.x(i), segment.y(i));
        }
        BufferParameters flat = new BufferParameters();
        flat.setEndCapStyle(BufferParameters.CAP_FLAT);
        return BufferOp.bufferOp(GEOMETRY.createLineString(line), widthMeters / 2, flat);
    }

    /** The pieces of swath as polygons. */
    private static final class Pieces implements SwathSink {

        private static final double NO_AREA = 1e-9;

        private final List<Polygon> polygons = new ArrayList<>();

        @Override
        public void piece(double[] x, double[] y, int count, double width, double odometer) {
            Coordinate[] ring = new Coordinate[count + 1];
            for (int i = 0; i <= count; i++) {
                ring[i] = new Coordinate(x[i % count], y[i % count]);
            }
            Polygon polygon = GEOMETRY.createPolygon(ring);
            if (polygon.getArea() > NO_AREA) {
                polygons.add(polygon);
            }
        }

        @Override
        public void endOfPass() {
            // A union knows no passes.
        }
    }
}
