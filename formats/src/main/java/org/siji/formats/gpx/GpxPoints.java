package org.siji.formats.gpx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.xml.SafeXml;
import org.siji.track.Track;

/** Collects the points of a GPX file while its XML goes by. */
final class GpxPoints implements SafeXml.Handler {

    /** Longer than any time, number or sensible name: what follows is not kept. */
    private static final int MAX_TEXT = 1_000;

    private final Coordinates coordinates;
    private final List<GpxTracks.Named> tracks = new ArrayList<>();
    private final Map<GpxProblem, First> problems = new EnumMap<>(GpxProblem.class);
    private final Coordinate wgs84 = new Coordinate();
    private final StringBuilder text = new StringBuilder();

    private Track.@Nullable Builder track;
    private String name = "";
    private long pointsInTrack;
    private long points;
    private boolean isInPoint;
    private String lon = "";
    private String lat = "";
    private String time = "";
    private String hdop = "";

    private GpxPoints(Coordinates coordinates) {
        this.coordinates = coordinates;
    }

    /** The first of its kind, and how many there are. */
    private static final class First {
        final long point;
        final String value;
        long count;

        First(long point, String value) {
            this.point = point;
            this.value = value;
        }
    }

    static GpxTracks read(Input gpx, String file, Coordinates coordinates) {
        GpxPoints reader = new GpxPoints(coordinates);
        List<Problem> whole = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(gpx.open())) {
            SafeXml.Outcome outcome = SafeXml.walk(in, reader);
            if (outcome.end() == SafeXml.End.DOCTYPE) {
                return new GpxTracks(List.of(), List.of(Problem.of(GpxProblem.DOCTYPE_REFUSED, Place.file(file))));
            }
            if (outcome.end() == SafeXml.End.BROKEN) {
                whole.add(Problem.of(GpxProblem.XML_BROKEN, Place.row(file, outcome.line()), outcome.line()));
            }
        } catch (IOException e) {
            return new GpxTracks(List.of(), List.of(Problem.of(GpxProblem.FILE_UNREADABLE, Place.file(file))));
        }
        // A broken file ends within a track.
        reader.endTrack();
        reader.problems.forEach((kind, first) -> whole.add(kind == GpxProblem.TIME_MISSING
                ? Problem.of(kind, Place.row(file, first.point), first.count)
                : Problem.of(kind, Place.row(file, first.point), first.value, first.count)));
        if (reader.points == 0) {
            whole.add(Problem.of(GpxProblem.EMPTY, Place.file(file)));
        }
        return new GpxTracks(reader.tracks, whole);
    }

    @Override
    public void start(XMLStreamReader element) {
        text.setLength(0);
        switch (element.getLocalName()) {
            case "trk" -> {
                track = Track.builder();
                name = "";
                pointsInTrack = 0;
            }
            case "trkpt" -> {
                isInPoint = track != null;
                lon = attribute(element, "lon");
                lat = attribute(element, "lat");
                time = "";
                hdop = "";
            }
            default -> {
                // Everything else says nothing that measuring needs, or says it in its text.
            }
        }
    }

    private static String attribute(XMLStreamReader element, String attribute) {
        for (int i = 0; i < element.getAttributeCount(); i++) {
            if (element.getAttributeLocalName(i).equals(attribute)) {
                return element.getAttributeValue(i).strip();
            }
        }
        return "";
    }

    @Override
    public void text(String more) {
        if (track != null && text.length() < MAX_TEXT) {
            text.append(more);
        }
    }

    @Override
    public void end(String localName) {
        switch (localName) {
            case "time" -> time = isInPoint && time.isEmpty() ? text.toString().strip() : time;
            case "hdop" -> hdop = isInPoint ? text.toString().strip() : hdop;
            case "name" -> name = track != null && !isInPoint && name.isEmpty() ? text.toString().strip() : name;
            case "trkpt" -> endPoint();
            case "trk" -> endTrack();
            default -> {
                // See start.
            }
        }
        text.setLength(0);
    }

    private void endTrack() {
        if (track != null && track.size() > 0) {
            tracks.add(new GpxTracks.Named(name, track.build(), pointsInTrack));
        }
        track = null;
    }

    private void endPoint() {
        if (!isInPoint || track == null) {
            return;
        }
        isInPoint = false;
        points++;
        pointsInTrack++;
        double x = number(lon);
        double y = number(lat);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            report(GpxProblem.COORDINATE_UNREADABLE, Double.isNaN(x) ? lon : lat);
        } else if (time.isEmpty()) {
            report(GpxProblem.TIME_MISSING, "");
        } else {
            try {
                long millis = instant(time).toEpochMilli();
                coordinates.toWgs84(x, y, wgs84);
                track.add(millis, wgs84.x, wgs84.y, Track.WORK_STATE_UNKNOWN, Float.NaN, Float.NaN, Float.NaN,
                        (float) number(hdop));
            } catch (DateTimeException | ArithmeticException e) {
                report(GpxProblem.TIME_UNREADABLE, time);
            }
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // Some writers leave out the Z; the format knows no other zone.
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void report(GpxProblem kind, String value) {
        problems.computeIfAbsent(kind, k -> new First(points, value)).count++;
    }
}
