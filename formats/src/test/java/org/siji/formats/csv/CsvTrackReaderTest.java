package org.siji.formats.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.Gcj02;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.RemovalReason;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CsvTrackReaderTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String ENGLISH = "time,longitude,latitude\n";

    private static CsvTrack read(String csv) {
        return CsvTrackReader.read(csv.getBytes(UTF_8), "a.csv", SHANGHAI);
    }

    @Test
    void readsChineseColumnsInGbkUtf8AndUtf8WithBom() {
        String csv = "定位时间;经度;纬度;速度(km/h);作业状态;幅宽（米）\n2026/5/28 9:30:00;113.1;29.3;5.2;作业;2.4\n2026/5/28 9:30:02;113.1;29.3;5.2;空驶;\n";
        for (byte[] bytes : List.of(csv.getBytes(UTF_8), ("\uFEFF" + csv).getBytes(UTF_8),
                csv.getBytes(Charset.forName("GBK")))) {
            CsvTrack read = CsvTrackReader.read(bytes, "a.csv", SHANGHAI);
            assertThat(read.problems()).isEmpty();
            assertThat(read.rows()).isEqualTo(2);
            assertThat(Instant.ofEpochMilli(read.track().timeMillis(0))).isEqualTo("2026-05-28T01:30:00Z");
            assertThat(read.track().lonDegrees(0)).isEqualTo(113.1);
            assertThat(read.track().workState(0)).isEqualTo(Track.WORKING);
            assertThat(read.track().workState(1)).isEqualTo(Track.IDLE);
            assertThat(read.track().widthMeters(0)).isEqualTo(2.4f);
            assertThat(read.track().widthMeters(1)).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-28 09:30:00", "2026/5/28 9:30:00", "2026-05-28T09:30:00", "2026-05-28T01:30:00Z",
            "2026-05-28T09:30:00.000+08:00", "20260528093000", "1779931800000", "1779931800", "2026年5月28日 9:30:00",
            "2026/5/28 9:30"})
    void readsEveryUsualWayToWriteATime(String time) {
        CsvTrack read = read(ENGLISH + time + ",113.1,29.3\n");
        assertThat(read.problems()).isEmpty();
        assertThat(Instant.ofEpochMilli(read.track().timeMillis(0))).isEqualTo("2026-05-28T01:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"05/06/2026 09:30:00", "2026-13-28 09:30:00", "2026-02-30 09:30:00", "yesterday", ""})
    void refusesTimesThatNobodyCanBeSureOf(String time) {
        CsvTrack read = read(ENGLISH + time + ",113.1,29.3\n");
        assertThat(read.track().size()).isZero();
        assertThat(read.problems()).extracting(Problem::kind).containsExactly(CsvProblem.TIME_UNREADABLE);
        assertThat(read.problems().get(0).place()).isEqualTo(Place.field("a.csv", 2, "time"));
    }

    @Test
    void twoDateFormatsInOneFileAreNamedWithTheirRows() {
        CsvTrack read = read(ENGLISH + "2026-05-28 09:30:00,113.1,29.3\n2026-05-28 09:30:01,113.1,29.3\n"
                + "2026/5/28 9:30:02,113.1,29.3\n");
        assertThat(read.track().size()).isEqualTo(3);
        Problem problem = read.problems().get(0);
        assertThat(problem.kind()).isEqualTo(CsvProblem.TWO_DATE_FORMATS);
        assertThat(problem.isError()).isTrue();
        assertThat(problem.place().row()).isEqualTo(4);
        assertThat(problem.details()).containsExactly("2026-05-28 09:30:00", "2", "2026/5/28 9:30:02", "1", "4");
    }

    @Test
    void everyBadRowIsReportedAndTheGoodOnesKept() {
        CsvTrack read = read("""
                time,lon,lat,work,width
                2026-05-28 09:30:00,113.1,29.3,1,2.4
                2026-05-28 09:30:01,east,29.3,1,2.4
                2026-05-28 09:30:02,113.1,NaN,1,2.4
                2026-05-28 09:30:03
                2026-05-28 09:30:04,113.1,29.3,maybe,-3
                """);
        assertThat(read.track().size()).isEqualTo(2);
        assertThat(read.problems()).extracting(Problem::kind).containsExactly(CsvProblem.COORDINATE_UNREADABLE,
                CsvProblem.COORDINATE_UNREADABLE, CsvProblem.ROW_SHORT, CsvProblem.WIDTH_UNREADABLE,
                CsvProblem.STATE_UNREADABLE);
        assertThat(read.problems()).extracting(problem -> problem.place().row()).containsExactly(3L, 4L, 5L, 6L, 6L);
    }

    @Test
    void shiftedCoordinatesAreMovedBackWhenTheHeaderOrSomebodySaysSo() {
        Coordinate shifted = new Coordinate();
        Gcj02.fromWgs84(113.1, 29.3, shifted);
        String row = "2026-05-28 09:30:00," + shifted.x + "," + shifted.y + "\n";
        CsvOptions gcj02 = new CsvOptions(SHANGHAI, Coordinates.GCJ02);
        for (CsvTrack read : List.of(read("时间,经度(GCJ-02),纬度\n" + row),
                CsvTrackReader.read(Input.of((ENGLISH + row).getBytes(UTF_8)), "a.csv", gcj02))) {
            assertThat(read.problems()).isEmpty();
            assertThat(read.track().lonDegrees(0)).isCloseTo(113.1, within(1e-11));
            assertThat(read.track().latDegrees(0)).isCloseTo(29.3, within(1e-11));
        }
        assertThat(read(ENGLISH + row).track().lonDegrees(0)).isEqualTo(shifted.x);
        CsvTrack both = CsvTrackReader.read(Input.of(("时间,经度(WGS84),纬度\n" + row).getBytes(UTF_8)), "a.csv", gcj02);
        assertThat(both.track().size()).isZero();
        assertThat(both.problems()).extracting(Problem::kind).contains(CsvProblem.COORDINATES_CONTRADICT);
    }

    @Test
    void depthOffsetAndPrecisionComeInTheUnitOfTheirHeader() {
        CsvTrack read = read("""
                时间,经度,纬度,作业深度(cm),横向偏移（米）,HDOP,幅宽(cm)
                2026-05-28 09:30:00,113.1,29.3,31.5,-0.4,0.8,240
                2026-05-28 09:30:01,113.1,29.3,-1,x,,
                """);
        assertThat(read.track().depthMeters(0)).isCloseTo(0.315f, within(1e-6f));
        assertThat(read.track().offsetMeters(0)).isEqualTo(-0.4f);
        assertThat(read.track().hdop(0)).isEqualTo(0.8f);
        assertThat(read.track().widthMeters(0)).isCloseTo(2.4f, within(1e-6f));
        assertThat(read.track().depthMeters(1)).isNaN();
        assertThat(read.problems()).extracting(Problem::kind).containsExactly(CsvProblem.OFFSET_UNREADABLE,
                CsvProblem.DEPTH_UNREADABLE);
        CsvTrack unsaid = read("time,lon,lat,depth\n2026-05-28 09:30:00,113.1,29.3,30\n");
        assertThat(unsaid.track().depthMeters(0)).isNaN();
        assertThat(unsaid.problems()).extracting(Problem::kind).containsExactly(CsvProblem.DEPTH_UNIT_MISSING);
        assertThat(read("time,lon,lat,depth_mm\n2026-05-28 09:30:00,113.1,29.3,300\n").track().depthMeters(0))
                .isCloseTo(0.3f, within(1e-6f));
    }

    /** The short way by the minute's text must give what the long way gives, also where minutes and formats change. */
    @Test
    void secondsWithinAMinuteAreReadAsEachByItself() {
        StringBuilder csv = new StringBuilder(ENGLISH);
        List<Long> expected = new java.util.ArrayList<>();
        java.util.Random random = new java.util.Random(5);
        long second = Instant.parse("1935-06-30T23:50:00Z").getEpochSecond();
        for (int i = 0; i < 3_000; i++) {
            second += random.nextInt(40) - 5;
            var local = Instant.ofEpochSecond(second).atZone(SHANGHAI);
            String pattern = new String[]{"yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyyMMddHHmmss",
                    "yyyy-MM-dd'T'HH:mm:ss"}[random.nextInt(40) % 4];
            csv.append(java.time.format.DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(local))
                    .append(",113.1,29.3\n");
            expected.add(second * 1000);
        }
        Track track = read(csv.toString()).track();
        assertThat(track.size()).isEqualTo(expected.size());
        for (int i = 0; i < track.size(); i++) {
            assertThat(track.timeMillis(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void aThousandProblemsAreEnough() {
        CsvTrack read = read(ENGLISH + "x,113.1,29.3\n".repeat(1500));
        assertThat(read.problems()).hasSize(1001);
        assertThat(read.problems().get(1000)).isEqualTo(
                Problem.of(CsvProblem.MORE_PROBLEMS, Place.file("a.csv"), 500));
    }

    @Test
    void missingColumnsEmptyFilesAndOtherFilesAreSaid() {
        assertThat(read("time,speed\n1,2\n").problems()).extracting(Problem::kind)
                .containsExactly(CsvProblem.COLUMN_MISSING, CsvProblem.COLUMN_MISSING);
        assertThat(read("").problems()).extracting(Problem::kind).containsExactly(CsvProblem.EMPTY);
        assertThat(read(ENGLISH).problems()).extracting(Problem::kind).containsExactly(CsvProblem.EMPTY);
        assertThat(CsvTrackReader.read(new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 1}, "a.csv", SHANGHAI)
                .problems()).extracting(Problem::kind).containsExactly(CsvProblem.ENCODING_UNKNOWN);
    }

    @Test
    void theRealTracksAreRead() throws IOException {
        Path tracks = Path.of(System.getProperty("siji.shared"), "tracks");
        assumeTrue(Files.isDirectory(tracks), "shared/data/tracks is absent");
        for (String folder : List.of("tractors", "wheat-harvesters")) {
            try (Stream<Path> files = Files.list(tracks.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    CsvTrack read = CsvTrackReader.read(file, SHANGHAI);
                    assertThat(read.problems()).as(file.toString()).isEmpty();
                    assertThat(read.track().size()).isEqualTo((int) read.rows()).isGreaterThan(1000);
                }
            }
        }
        // This one holds a date in 2028.
        MeasuredWork work = TrackMeter.measure(
                CsvTrackReader.read(tracks.resolve("tractors/tractor-02.csv"), SHANGHAI).track(),
                MeasureParameters.defaults().withWidthMeters(2.3)
                        .withLatestTimeMillis(Instant.parse("2018-12-31T00:00:00Z").toEpochMilli()));
        assertThat(work.fixes().removed(RemovalReason.FUTURE_DATE)).isOne();
        assertThat(work.netArea().mu()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(CsvProblem.class)
    void everyProblemHasItsSentenceInBothLanguages(CsvProblem kind) {
        Problem problem = Problem.of(kind, Place.file("x"), "a", "b", "c", "d", "e");
        assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank().isNotEqualTo(problem.sentence(Locale.CHINESE));
    }
}
