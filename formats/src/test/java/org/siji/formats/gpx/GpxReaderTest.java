package org.siji.formats.gpx;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.Gcj02;
import org.siji.track.Track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GpxReaderTest {

    private static GpxTracks read(String inner) {
        return read(inner, Coordinates.WGS84);
    }

    private static GpxTracks read(String inner, Coordinates coordinates) {
        String gpx = """
                <?xml version="1.0" encoding="UTF-8"?>
                <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
                <metadata><name>file</name><time>2020-01-01T00:00:00Z</time></metadata>
                <wpt lat="1" lon="1"><time>2020-01-01T00:00:00Z</time></wpt>""" + inner + "</gpx>";
        return GpxReader.read(Input.of(gpx.getBytes(UTF_8)), "a.gpx", coordinates);
    }

    private static String point(String lat, String lon, String inner) {
        return "<trkpt lat=\"" + lat + "\" lon=\"" + lon + "\"><ele>50</ele>" + inner + "</trkpt>";
    }

    @Test
    void readsEachTrackWithItsSegmentsTimesAndPrecision() {
        GpxTracks gpx = read("<trk><name>东冲</name><trkseg>"
                + point("29.3", "113.1", "<time>2026-05-28T01:30:00Z</time><hdop>0.9</hdop>")
                + point("29.4", "113.2", "<time>2026-05-28T09:30:01.500+08:00</time>") + "</trkseg><trkseg>"
                + point("29.5", "113.3", "<time>2026-05-28T01:30:02</time><extensions><time>x</time></extensions>")
                + "</trkseg></trk><trk><trkseg>" + point("29.6", "113.4", "<time>2026-05-28T01:31:00Z</time>")
                + "</trkseg></trk>");
        assertThat(gpx.problems()).isEmpty();
        assertThat(gpx.tracks()).extracting(GpxTracks.Named::name).containsExactly("东冲", "");
        Track track = gpx.tracks().get(0).track();
        assertThat(track.size()).isEqualTo(3);
        assertThat(track.latDegrees(0)).isEqualTo(29.3);
        assertThat(track.lonDegrees(2)).isEqualTo(113.3);
        assertThat(track.hdop(0)).isEqualTo(0.9f);
        assertThat(track.hdop(1)).isNaN();
        assertThat(track.workState(0)).isEqualTo(Track.WORK_STATE_UNKNOWN);
        assertThat(Instant.ofEpochMilli(track.timeMillis(1))).isEqualTo(Instant.parse("2026-05-28T01:30:01.500Z"));
        assertThat(Instant.ofEpochMilli(track.timeMillis(2))).isEqualTo(Instant.parse("2026-05-28T01:30:02Z"));
    }

    @Test
    void pointsThatSayTooLittleAreCountedAndLeftOut() {
        GpxTracks gpx = read("<trk><trkseg>" + point("29.3", "113.1", "") + point("29.3", "113.1", "")
                + point("north", "113.1", "<time>2026-05-28T01:30:00Z</time>")
                + point("29.3", "NaN", "<time>2026-05-28T01:30:00Z</time>")
                + point("29.3", "113.1", "<time>yesterday</time>") + "</trkseg></trk>");
        assertThat(gpx.tracks()).isEmpty();
        assertThat(gpx.problems()).containsExactly(
                Problem.of(GpxProblem.TIME_MISSING, Place.row("a.gpx", 1), 2),
                Problem.of(GpxProblem.TIME_UNREADABLE, Place.row("a.gpx", 5), "yesterday", 1),
                Problem.of(GpxProblem.COORDINATE_UNREADABLE, Place.row("a.gpx", 3), "north", 2));
    }

    @Test
    void shiftedCoordinatesAreMovedBackWhenSomebodySaysSo() {
        Coordinate shifted = new Coordinate();
        Gcj02.fromWgs84(113.1, 29.3, shifted);
        String track = "<trk><trkseg>"
                + point(String.valueOf(shifted.y), String.valueOf(shifted.x), "<time>2026-05-28T01:30:00Z</time>")
                + "</trkseg></trk>";
        assertThat(read(track).tracks().get(0).track().lonDegrees(0)).isEqualTo(shifted.x);
        Track back = read(track, Coordinates.GCJ02).tracks().get(0).track();
        assertThat(back.lonDegrees(0)).isCloseTo(113.1, within(1e-11));
        assertThat(back.latDegrees(0)).isCloseTo(29.3, within(1e-11));
    }

    @Test
    void whatIsNotWellFormedIsReadUpToThere() {
        GpxTracks gpx = read("<trk><trkseg>" + point("29.3", "113.1", "<time>2026-05-28T01:30:00Z</time>")
                + "<trkpt lat=");
        assertThat(gpx.tracks().get(0).track().size()).isOne();
        assertThat(gpx.problems()).extracting(Problem::kind).containsExactly(GpxProblem.XML_BROKEN);
    }

    @Test
    void theDeclaredEncodingCountsAndBytesThatMeanNothingEndTheFile() {
        String gpx = "<?xml version=\"1.0\" encoding=\"%s\"?><gpx><trk><name>东冲</name><trkseg>"
                + point("29.3", "113.1", "<time>2026-05-28T01:30:00Z</time>") + "</trkseg></trk></gpx>";
        for (String encoding : List.of("UTF-8", "GBK", "UTF-16")) {
            byte[] bytes = gpx.formatted(encoding).getBytes(Charset.forName(encoding));
            GpxTracks read = GpxReader.read(Input.of(bytes), "a.gpx", Coordinates.WGS84);
            assertThat(read.problems()).as(encoding).isEmpty();
            assertThat(read.tracks().get(0).name()).isEqualTo("东冲");
        }
        byte[] asGbk = gpx.formatted("UTF-8").getBytes(Charset.forName("GBK"));
        assertThat(GpxReader.read(Input.of(asGbk), "a.gpx", Coordinates.WGS84).problems())
                .extracting(Problem::kind).contains(GpxProblem.XML_BROKEN);
    }

    @Test
    void emptyFilesAndDocumentTypesAreRefused() {
        assertThat(read("").problems()).extracting(Problem::kind).containsExactly(GpxProblem.EMPTY);
        assertThat(GpxReader.read(Input.of(new byte[0]), "a.gpx", Coordinates.WGS84).problems())
                .extracting(Problem::kind).containsExactly(GpxProblem.XML_BROKEN, GpxProblem.EMPTY);
        String entity = """
                <!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]><gpx><trk><name>&secret;</name></trk></gpx>""";
        assertThat(GpxReader.read(Input.of(entity.getBytes(UTF_8)), "a.gpx", Coordinates.WGS84).problems())
                .extracting(Problem::kind).containsExactly(GpxProblem.DOCTYPE_REFUSED);
        assertThat(GpxReader.read(Input.of(java.nio.file.Path.of("nowhere.gpx")), "a.gpx", Coordinates.WGS84)
                .problems()).extracting(Problem::kind).containsExactly(GpxProblem.FILE_UNREADABLE);
    }

    @ParameterizedTest
    @EnumSource(GpxProblem.class)
    void everyProblemHasItsSentenceInBothLanguages(GpxProblem kind) {
        Problem problem = Problem.of(kind, Place.file("x"), "a", "b");
        assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank().isNotEqualTo(problem.sentence(Locale.CHINESE));
    }
}
