package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.LocalPlane;
import org.siji.track.MeasureParameters;
import org.siji.track.PlaneSwath;
import org.siji.track.SwathSink;
import org.siji.track.Track;

/** A stretch of a real track that its labels call field, without silence, in metres. */
final class FieldSegment {

    private static final int LEAST_FIXES = 100;
    private static final long SILENCE_MILLIS = 15_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("y-M-d H:m[:s]");

    final List<Long> times = new ArrayList<>();
    final List<Double> lons = new ArrayList<>();
    final List<Double> lats = new ArrayList<>();
    private long[] millis = {};
    private double[] x = {};
    private double[] y = {};

    /** @param folder of tables with a header; its last column says 1 where the machine is in a field */
    static List<FieldSegment> readAll(Path folder) throws IOException {
        List<FieldSegment> segments = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> paths = Files.list(folder)) {
            files = paths.filter(path -> path.toString().endsWith(".csv")).sorted().toList();
        }
        for (Path file : files) {
            read(file, segments);
        }
        return segments;
    }

    private static void read(Path file, List<FieldSegment> segments) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.getFirst().split(","));
        int time = header.indexOf("time");
        int lon = header.indexOf("longitude");
        int lat = header.indexOf("latitude");
        FieldSegment segment = new FieldSegment();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",");
            long at = LocalDateTime.parse(row[time].replace('/', '-'), TIME).toInstant(ZoneOffset.ofHours(8))
                    .toEpochMilli();
            boolean isField = "1".equals(row[row.length - 1].strip());
            long before = segment.times.isEmpty() ? at - 1 : segment.times.getLast();
            if (isField && at == before) {
                continue;
            }
            if (!isField || at < before || at - before > SILENCE_MILLIS) {
                segment.finish(segments);
                segment = new FieldSegment();
            }
            if (isField) {
                segment.times.add(at);
                segment.lons.add(Double.parseDouble(row[lon]));
                segment.lats.add(Double.parseDouble(row[lat]));
            }
        }
        segment.finish(segments);
    }

    private void finish(List<FieldSegment> segments) {
        if (times.size() < LEAST_FIXES) {
            return;
        }
        LocalPlane plane = LocalPlane.at(Math.rint(lons.getFirst() * 10) / 10, Math.rint(lats.getFirst() * 10) / 10);
        millis = times.stream().mapToLong(Long::longValue).toArray();
        x = new double[millis.length];
        y = new double[millis.length];
        Coordinate point = new Coordinate();
        for (int i = 0; i < millis.length; i++) {
            plane.toPlane(lons.get(i), lats.get(i), point);
            x[i] = point.x;
            y[i] = point.y;
        }
        segments.add(this);
    }

    int size() {
        return millis.length;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    Track track(byte workState) {
        Track.Builder track = Track.builder();
        for (int i = 0; i < millis.length; i++) {
            track.add(millis[i], lons.get(i), lats.get(i), workState, Float.NaN);
        }
        return track.build();
    }

    PlaneSwath cover(MeasureParameters parameters) {
        return drive(new PlaneSwath(parameters));
    }

    void pieces(MeasureParameters parameters, SwathSink sink) {
        drive(new PlaneSwath(parameters, sink));
    }

    private PlaneSwath drive(PlaneSwath swath) {
        for (int i = 0; i < millis.length; i++) {
            swath.fix(millis[i], x[i], y[i], Track.WORKING, Float.NaN, Float.NaN);
        }
        swath.finish();
        return swath;
    }
}
