package org.siji.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.tracks.TrackProblem;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a result leaves behind, and what becomes of input that nobody would hand in on purpose. */
class MeasureEvidenceTest {

    private static final String HEADER = "time,lon,lat,work,width,depth_cm\n";
    private static final double METERS_PER_LON = 97_200;
    private static final double METERS_PER_LAT = 110_848;

    private final CommandLineRun siji = new CommandLineRun();

    @TempDir
    private Path folder;

    private List<String> codes() {
        return siji.json().get("problems").valueStream().map(problem -> problem.get("code").asString()).toList();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String row(int second, double lon, double lat, String width) {
        return String.format(Locale.ROOT, "2026-05-28 09:%02d:%02d,%.9f,%.9f,1,%s,31%n", 30 + second / 60, second % 60,
                lon, lat, width);
    }

    /** A hundred metres to the north from a place, in a minute. */
    private Path northwards(double lon, double lat, String width) throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i <= 60; i++) {
            csv.append(row(i, lon, lat + i / 60.0 * 100 / METERS_PER_LAT, width));
        }
        return file("a.csv", csv.toString());
    }

    /** Square parcel with a square hole; sides in metres, from its south-west corner. */
    private Path parcel(double lon, double lat, double side, double holeFrom, double holeTo) throws IOException {
        return file("parcels.geojson",
                """
                {"type":"Feature","properties":{"DKBM":"4312010010101000001"},"geometry":{"type":"Polygon","coordinates":[%s%s]}}"""
                        .formatted(ring(lon, lat, 0, side),
                                holeTo > holeFrom ? "," + ring(lon, lat, holeFrom, holeTo) : ""));
    }

    private static String ring(double lon, double lat, double from, double to) {
        double w = lon + from / METERS_PER_LON;
        double e = lon + to / METERS_PER_LON;
        double s = lat + from / METERS_PER_LAT;
        double n = lat + to / METERS_PER_LAT;
        return "[[" + w + "," + s + "],[" + e + "," + s + "],[" + e + "," + n + "],[" + w + "," + n + "],[" + w + ","
                + s + "]]";
    }

    @Test
    void aResultCanBeComputedAgainBitForBit() throws IOException {
        Path track = northwards(113.1, 29.3, "2.4");
        Path parcels = parcel(113.1 - 20 / METERS_PER_LON, 29.3, 40, 0, 0);
        assertThat(
                siji.run("measure", track, "--parcels", parcels, "--rules", "jilin-2021-autumn-subsoiling", "--json"))
                .isZero();
        JsonNode result = siji.json();
        assertThat(result.get("hashes").valueStream().map(hash -> hash.get("file").asString()))
                .containsExactly("parcels.geojson", "a.csv");
        assertThat(result.get("engine").asString()).startsWith("siji-track/");
        assertThat(result.get("interval_90_m2").get(0).asDouble())
                .isLessThanOrEqualTo(result.get("net_area_m2").asDouble());
        assertThat(result.get("interval_90_m2").get(1).asDouble())
                .isGreaterThanOrEqualTo(result.get("net_area_m2").asDouble());
        assertThat(result.get("fixes").get("read").asInt()).isEqualTo(61);
        assertThat(result.get("mu").asDouble()).isCloseTo(0.36, within(0.01));
        JsonNode decision = result.get("rules").get("decisions").get(0);
        // 31 cm reach 30, and would not if the sensor read more than 1 cm too deep.
        assertThat(decision.get("outcome").asString()).isIn("whole", "review");
        assertThat(decision.get("findings").get(0).get("measured").asDouble()).isEqualTo(1);
        Path kept = file("result.json", siji.out());
        assertThat(siji.run("measure", "--verify", kept)).isZero();
        assertThat(siji.out()).contains("逐位相同");
        assertThat(siji.run("--lang", "en", "measure", "--verify", kept)).isZero();

        Path moved = Files.move(track, folder.resolve("b.csv"));
        assertThat(siji.run("measure", "--verify", kept)).isEqualTo(2);
        assertThat(siji.run("measure", "--verify", kept, moved)).isOne();
        assertThat(siji.out()).contains("logs[0].log: a.csv -> b.csv");

        Files.move(moved, track);
        Files.writeString(track, Files.readString(track).replace("29.300150", "29.300151"));
        assertThat(siji.run("measure", "--verify", kept)).isOne();
        assertThat(siji.out()).contains("hashes[1].sha256");
        Path forged = file("forged.json", Files.readString(kept).replace("\"engine\":\"siji-track/", "\"engine\":\"x"));
        assertThat(siji.run("measure", "--verify", forged)).isOne();
        assertThat(siji.run("measure", "--verify", file("none.json", "{\"a\":1}"))).isEqualTo(2);
        assertThat(siji.run("measure", "--verify", file("no.json", "[[["))).isEqualTo(2);
    }

    @Test
    void thePictureShowsParcelPassesAndLegend() throws IOException {
        Path track = northwards(113.1, 29.3, "2.4");
        Path parcels = parcel(113.1 - 20 / METERS_PER_LON, 29.3, 40, 10, 18);
        Path svg = folder.resolve("a.svg");
        Path png = folder.resolve("a.png");
        Path geoJson = folder.resolve("a.geojson");
        assertThat(siji.run("measure", track, "--parcels", parcels, "--svg", svg, "--png", png, "--geojson", geoJson))
                .isZero();
        assertThat(Files.readString(svg)).contains("漏作业", "重叠", "轨迹", "米</text>", "净面积 0.36 亩", "#9ccb86")
                .startsWith("<svg ");
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(colors(image)).contains(0xFF9CCB86, 0xFFD9534F);
        JsonNode features = JsonMapper.shared().readTree(Files.readString(geoJson)).get("features");
        assertThat(features.valueStream().map(feature -> feature.get("properties").get("kind").asString()))
                .containsExactly("worked", "overlapped", "missed");
    }

    private static List<Integer> colors(BufferedImage image) {
        List<Integer> colors = new ArrayList<>();
        for (int y = 0; y < image.getHeight(); y += 3) {
            for (int x = 0; x < image.getWidth(); x += 3) {
                colors.add(image.getRGB(x, y));
            }
        }
        return colors.stream().distinct().toList();
    }

    @ParameterizedTest
    @CsvSource({"'', csv.empty", "'speed\n1\n', csv.column-missing", "'time,lon,lat\n', csv.empty",
            "'time,lon,lat\n2026-05-28 09:30:00,113.1,29.3\n', track.one-place",
            "'time,lon,lat\n2026-05-28 09:30:00,NaN,29.3\n2026-05-28 09:30:01,113,inf\n', csv.coordinate-unreadable",
            "'time,lon,lat\n2026-05-28 09:30:00,0,0\n2026-05-28 09:30:01,0,0\n', track.no-fixes",
            "'time,lon,lat\n2026-05-28 09:30:00,999,29\n', track.no-fixes"})
    void filesWithoutATrackAreTypedProblems(String content, String code) throws IOException {
        siji.run("measure", file("a.csv", content), "--width-m", "2", "--json");
        assertThat(codes()).contains(code);
        assertThat(siji.json().get("net_area_m2").asDouble()).isZero();
    }

    @Test
    void aMachineThatStandsAllDayHasWorkedNothing() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 600; i++) {
            csv.append(row(i, 113.1, 29.3, "2.4"));
        }
        assertThat(siji.run("measure", file("a.csv", csv.toString()), "--json")).isZero();
        assertThat(codes()).contains("track.one-place");
        assertThat(siji.json().get("net_area_m2").asDouble()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "60", "-1", "NaN"})
    void widthsThatNoImplementHasAreRefused(String width) throws IOException {
        Path track = northwards(113.1, 29.3, "");
        assertThat(siji.run("measure", track, "--width-m", width)).isEqualTo(width.equals("NaN") ? 0 : 2);
        assertThat(siji.err()).contains(width.equals("NaN") ? "" : "超出范围");
        if (width.equals("60")) {
            assertThat(siji.run("measure", northwards(113.1, 29.3, "60"), "--json")).isZero();
            assertThat(codes()).contains("track.width-implausible", "track.no-width");
        }
    }

    @Test
    void aLogWiderThanTheRegisterIsMarkedAndVerified() throws IOException {
        Path track = northwards(113.1, 29.3, "2.4");
        assertThat(siji.run("measure", track, "--registered-width-m", "2.4", "--json")).isZero();
        assertThat(widthVerdict()).isEqualTo("pass");
        assertThat(siji.run("measure", track, "--json")).isZero();
        assertThat(widthVerdict()).isEqualTo("not_checked");
        assertThat(siji.run("measure", track, "--registered-width-m", "1.8", "--json")).isZero();
        assertThat(widthVerdict()).isEqualTo("review");
        assertThat(siji.json().get("options").get("registered_width_m").asDouble()).isEqualTo(1.8);
        Path kept = file("result.json", siji.out());
        assertThat(siji.run("measure", "--verify", kept)).isZero();
        Path forged = file("forged.json", Files.readString(kept).replace("\"registered_width_m\":1.8",
                "\"registered_width_m\":2.4"));
        assertThat(siji.run("measure", "--verify", forged)).isOne();
        assertThat(siji.out()).contains("review -> pass");
        assertThat(siji.run("measure", track, "--registered-width-m", "1.8")).isZero();
        assertThat(siji.out()).contains("幅宽过大");
        assertThat(siji.run("measure", track, "--registered-width-m", "0")).isEqualTo(2);
        assertThat(siji.err()).contains("登记幅宽（米） 0.0 超出范围");
    }

    private String widthVerdict() {
        return siji.json().get("checks").valueStream()
                .filter(check -> check.get("code").asString().equals("width_too_large")).findFirst().orElseThrow()
                .get("verdict").asString();
    }

    /** The same drive anywhere on earth covers the same ground. */
    @ParameterizedTest
    @CsvSource({"113.1, 29.3", "179.9999, 10", "-180, -20", "20, 89"})
    void antimeridianAndPoleAreOnEarthToo(double lon, double lat) throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        double metersPerLon = 111_320 * Math.cos(Math.toRadians(lat));
        for (int i = 0; i <= 60; i++) {
            double at = lon + (i - 30) * 1.5 / metersPerLon;
            csv.append(row(i, at > 180 ? at - 360 : at < -180 ? at + 360 : at, lat, "2.4"));
        }
        Path png = folder.resolve("a.png");
        assertThat(siji.run("measure", file("a.csv", csv.toString()), "--json", "--png", png)).isZero();
        assertThat(siji.json().get("net_area_m2").asDouble()).isCloseTo(90 * 2.4, within(4.0));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
    }

    @Test
    void aHoleInAParcelIsNotMissedGround() throws IOException {
        Path parcels = parcel(113.1 - 20 / METERS_PER_LON, 29.3, 40, 2, 12);
        assertThat(siji.run("measure", northwards(113.1, 29.3, "2.4"), "--parcels", parcels, "--json")).isZero();
        JsonNode row = siji.json().get("parcels").get(0);
        assertThat(row.get("area_m2").asDouble()).isCloseTo(1500, within(2.0));
        assertThat(row.get("covered_m2").asDouble()).isCloseTo(96, within(2.0));
        assertThat(row.get("missed_m2").asDouble()).isCloseTo(1404, within(4.0));
    }

    @Test
    void parcelsOfAnotherCountyAreNamed() throws IOException {
        Path track = northwards(113.1, 29.3, "2.4");
        assertThat(siji.run("measure", track, "--parcels", parcel(114.3, 29.3, 40, 0, 0), "--json")).isZero();
        assertThat(codes()).contains("track.parcels-elsewhere");
        assertThat(siji.run("measure", track, "--parcels", parcel(113.11, 29.3, 40, 0, 0), "--json")).isZero();
        assertThat(codes()).contains("track.no-parcel-worked");
    }

    @Test
    void anExternalEntityIsRefused() throws IOException {
        Path task = file("TASKDATA.XML", """
                <!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
                <ISO11783_TaskData VersionMajor="4"><FRM A="FRM1" B="&secret;"/></ISO11783_TaskData>""");
        assertThat(siji.run("measure", task, "--json")).isEqualTo(2);
        assertThat(codes()).containsExactly("isoxml.doctype-refused");
    }

    @Test
    void rulesAreChosenByNameOrFile() throws IOException {
        Path track = northwards(113.1, 29.3, "2.4");
        assertThat(siji.run("measure", track, "--rules", "none")).isEqualTo(2);
        assertThat(siji.err()).contains("qianan-2025-subsoiling");
        Path own = file("own.json",
                "[{\"name\":\"own\",\"issued\":\"2026\",\"minDepthCm\":35,\"minDepthRate\":0.9,\"below\":\"NOTHING\"}]");
        assertThat(siji.run("measure", track, "--rules", own)).isZero();
        assertThat(siji.out()).contains("示例", "不认可", "低于 90.0%");
        assertThat(siji.run("measure", track, "--coordinates", "bd09")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TrackProblem.class)
    void everyProblemHasItsSentenceInBothLanguages(TrackProblem kind) {
        Problem problem = Problem.of(kind, Place.file("x"), "a", "b", "c");
        assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank().isNotEqualTo(problem.sentence(Locale.CHINESE));
    }
}
