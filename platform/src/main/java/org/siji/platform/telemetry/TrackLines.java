package org.siji.platform.telemetry;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.siji.platform.geometry.Geometries;
import org.siji.track.Track;

/** The way of a track as a line for maps: cut at silences, thinned to about half a metre. */
final class TrackLines {

    private static final double TOLERANCE_DEGREES = 5e-6;
    private static final long SILENCE_MILLIS = 60_000;

    private TrackLines() {}

    static Geometry of(Track track) {
        List<LineString> lines = new ArrayList<>();
        List<Coordinate> run = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (int i = 0; i < track.size(); i++) {
            if (!ParsedFile.isFix(track, i)) {
                continue;
            }
            if (!run.isEmpty() && Math.abs(track.timeMillis(i) - last) > SILENCE_MILLIS) {
                close(run, lines);
            }
            run.add(new Coordinate(track.lonDegrees(i), track.latDegrees(i)));
            last = track.timeMillis(i);
        }
        close(run, lines);
        return Geometries.FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
    }

    private static void close(List<Coordinate> run, List<LineString> lines) {
        if (run.size() == 1) {
            run.add(run.getFirst().copy());
        }
        if (!run.isEmpty()) {
            LineString line = Geometries.FACTORY.createLineString(run.toArray(Coordinate[]::new));
            lines.add((LineString) DouglasPeuckerSimplifier.simplify(line, TOLERANCE_DEGREES));
        }
        run.clear();
    }
}
