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
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.RemovalReason;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
