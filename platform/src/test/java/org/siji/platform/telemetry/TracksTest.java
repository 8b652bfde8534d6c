package org.siji.platform.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@SijiIntegrationTest
class TracksTest {

    private static final Path REAL = Path.of(System.getProperty("siji.shared"), "tracks", "isoxml");

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private long stored(Season season) {
        return jdbc.sql("select count(*) from track where machine_id = :id")
                .param("id", UUID.fromString(season.machineId())).query(Long.class).single();
    }

    @Test
    void aTrackWithoutAnOrderFindsItsFieldsByItself() {
        Season season = harvest.begin();
        byte[] day = HarvestSeason.drive(0, 1);
        ApiClient.Answer answer = season.upload("C:\\轨迹\\一天.csv", day, Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        JsonNode track = answer.json();
        assertThat(track.path("fileName").asString()).isEqualTo("一天.csv");
        assertThat(track.path("format").asString()).isEqualTo("CSV");
        JsonNode log = track.path("logs").path(0);
        assertThat(log.path("records").asLong()).isEqualTo(840);
        assertThat(log.path("start").asString()).startsWith("2026-07-15T");
        assertThat(log.path("workOrderIds").valueStream().map(JsonNode::asString))
                .containsExactly(season.orders().get(0));
        assertThat(season.status(0)).isEqualTo("ACCEPTED");
        assertThat(season.status(1)).as("its edge was only driven along").isEqualTo("ISSUED");

        JsonNode work = season.measured(0);
        JsonNode measured = work.path("measurements").path(0);
        assertThat(measured.path("coverage").asDouble()).isGreaterThan(0.995);
        assertThat(measured.path("coveredSquareMeters").asDouble() + measured.path("missedSquareMeters").asDouble())
                .isCloseTo(measured.path("fieldSquareMeters").asDouble(),
                        within(0.001));
        assertThat(measured.path("inputSha256").asString()).matches("[0-9a-f]{64}");
        assertThat(measured.path("parameters").path("machineWidthMeters").path(season.machineId()).asDouble())
                .isEqualTo(2.5);
        assertThat(work.path("acceptances").path(0).path("reason").asString()).endsWith("，达到 95%，按整块 30.00 亩验收");
        JsonNode ground = season.clerk()
                .fetch("/measured-work/" + measured.path("id").asString() + "/geometry");
        assertThat(ground.path("type").asString()).isEqualTo("FeatureCollection");
        assertThat(ground.path("features").valueStream()
                .map(feature -> feature.path("properties").path("kind").asString()))
                .containsExactly("field", "covered", "overlap", "missed", "track");

        // The file is there as it came.
        ApiClient.Answer raw = season.provider().get("/tracks/" + track.path("id").asString() + "/raw");
        assertThat(raw.body()).isEqualTo(day);
        assertThat(season.clerk().fetch("/track-logs/" + log.path("id").asString() + "/line").path("geometry")
                .path("type").asString()).isEqualTo("MultiLineString");
        ApiClient.Answer again = season.upload("copy.csv", day, Map.of());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(again.json().path("id").asString()).isEqualTo(track.path("id").asString());
        assertThat(season.measured(0).path("measurements")).hasSize(1);
    }

    @Test
    void whatIsNoTrackIsRefusedAndNothingIsStored() {
        Season season = harvest.begin();
        ApiClient.Answer text = season.upload("notes.txt", "今天下雨".getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(text.status()).isEqualTo(422);
        assertThat(text.problems()).startsWith("track.unreadable").hasSizeGreaterThan(1);
        assertThat(text.json().path("detail").asString()).startsWith("这个文件里没有可用的轨迹");
        ApiClient.Answer empty = season.upload("empty.csv", new byte[0], Map.of());
        assertThat(empty.problems()).containsExactly("track.empty");
        ApiClient.Answer zip = season.upload("x.zip", zip(Map.of("readme.txt", new byte[10])), Map.of());
        assertThat(zip.problems()).containsExactly("track.unreadable", "isoxml.taskdata-missing");
        byte[] good = zip(Map.of("TASKDATA.XML", new byte[1000]));
        ApiClient.Answer broken = season.upload("x.zip", Arrays.copyOf(good, 60), Map.of());
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.problems()).startsWith("track.unreadable");
        assertThat(stored(season)).isZero();
        assertThat(season.status(0)).isEqualTo("ISSUED");
    }

    @Test
    void aBombIsNotUnpackedAndAHugeFileNotRead() {
        Season season = harvest.begin();
        byte[] bomb = zip(Map.of("TASKDATA.XML", new byte[(Unpacked.MAX_MEBIBYTES + 1) << 20]));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(season.upload("bomb.zip", bomb, Map.of()).problems()).containsExactly("track.unpacks-too-large");
        ApiClient.Answer huge = season.upload("huge.csv", new byte[(TrackIntake.MAX_MEBIBYTES << 20) + 1], Map.of());
        assertThat(huge.status()).isEqualTo(413);
        assertThat(huge.json().path("detail").asString()).contains("没有保存");
        assertThat(stored(season)).isZero();
    }

    @Test
    void twoDateFormatsInOneFileAreSaidByRowAndTheRestIsMeasured() {
        Season season = harvest.begin();
        String csv = new String(HarvestSeason.drive(0, 1), StandardCharsets.UTF_8);
        String mixed = csv.replaceAll("2026-07-15T00:([0-2]\\d):(\\d\\d)Z", "2026/07/15 08:$1:$2");
        assertThat(mixed).isNotEqualTo(csv);
        ApiClient.Answer answer = season.upload("mixed.csv", mixed.getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        JsonNode problem = answer.json().path("logs").path(0).path("problems").path(0);
        assertThat(problem.path("code").asString()).isEqualTo("csv.two-date-formats");
        assertThat(problem.path("row").asLong()).isPositive();
        assertThat(problem.path("message").asString()).isNotBlank();
    }

    @Test
    void whereTheLogHasNoWidthTheMachinesIsTaken() {
        Season season = harvest.begin();
        String csv = new String(HarvestSeason.drive(0, 1), StandardCharsets.UTF_8)
                .replaceAll("(?m),(work|[01]),(width|2\\.50)$", ",$1");
        ApiClient.Answer answer = season.upload("nowidth.csv", csv.getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(season.status(0)).isEqualTo("ACCEPTED");
    }

    @Test
    void aTrackForTheWrongFieldOrProviderIsRefused() {
        Season season = harvest.begin();
        Season other = harvest.begin();
        ApiClient.Answer elsewhere = season.upload("far.csv", HarvestSeason.drive(30, 1),
                Map.of("workOrderId", season.orders().get(0)));
        assertThat(elsewhere.problems()).containsExactly("track.not-on-field");
        assertThat(season.upload("day.csv", HarvestSeason.drive(0, 1), Map.of("workOrderId", other.orders().get(0)))
                .status()).isEqualTo(404);
        assertThat(HarvestSeason.upload(season.provider(), other.machineId(), "day.csv", HarvestSeason.drive(0, 1),
                Map.of()).status()).isEqualTo(404);
        assertThat(HarvestSeason.upload(season.clerk(), other.machineId(), "day.csv", HarvestSeason.drive(0, 1),
                Map.of("workOrderId", season.orders().get(0))).problems()).containsExactly("track.other-provider");
        assertThat(stored(season) + stored(other)).isZero();
    }

    @Test
    void workOutsideOfTheWindowGoesToReview() {
        Season season = harvest.begin();
        String late = new String(HarvestSeason.drive(0, 1), StandardCharsets.UTF_8).replace("2026-07-15",
                "2026-07-25");
        byte[] file = late.getBytes(StandardCharsets.UTF_8);
        assertThat(season.upload("late.csv", file, Map.of("workOrderId", season.orders().get(0))).status())
                .isEqualTo(201);
        assertThat(season.status(0)).isEqualTo("IN_REVIEW");
        assertThat(season.measured(0).path("acceptances").path(0).path("reason").asString())
                .isEqualTo("作业日期 2026-07-25 不在约定的 2026-07-10 至 2026-07-20 之内，转人工复核");
    }

    @Test
    void twoHalvesMakeOneWork() {
        Season season = harvest.begin();
        String whole = new String(HarvestSeason.drive(0, 1), StandardCharsets.UTF_8);
        List<String> rows = whole.lines().toList();
        String head = rows.getFirst() + "\n";
        String morning = head + String.join("\n", rows.subList(1, 400)) + "\n";
        String evening = head + String.join("\n", rows.subList(400, rows.size())) + "\n";
        season.upload("am.csv", morning.getBytes(StandardCharsets.UTF_8),
                Map.of("workOrderId", season.orders().get(0)));
        // 19 of 40 passes: not yet half, so it is looked at by a person or refused.
        assertThat(season.status(0)).isIn("REFUSED", "IN_REVIEW");
        season.upload("pm.csv", evening.getBytes(StandardCharsets.UTF_8),
                Map.of("workOrderId", season.orders().get(0)));
        String appeal = season.provider()
                .create("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "下午割完了"))
                .path("id").asString();
        season.clerk().create("/appeals/" + appeal + "/measure", null);
        assertThat(season.status(0)).isEqualTo("ACCEPTED");
    }

    @Test
    void aLogCutInTheMiddleGivesWhatCanBeSaved() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "shared/data/tracks/isoxml is absent");
        Season season = harvest.begin();
        byte[] binary = Files.readAllBytes(REAL.resolve("TLG00003.bin"));
        byte[] cut = zip(Map.of("TASKDATA/TASKDATA.XML", Files.readAllBytes(REAL.resolve("TASKDATA.XML")),
                "TASKDATA/TLG00003.xml", Files.readAllBytes(REAL.resolve("TLG00003.xml")), "TASKDATA/TLG00003.bin",
                Arrays.copyOf(binary, binary.length / 2 + 7)));
        ApiClient.Answer answer = season.upload("cut.zip", cut, Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        JsonNode track = answer.json();
        assertThat(track.path("logs")).hasSize(1);
        assertThat(track.path("logs").path(0).path("records").asLong()).isGreaterThan(500);
        assertThat(track.path("logs").path(0).path("problems").valueStream()
                .map(problem -> problem.path("code").asString())).contains("isoxml.log-cut");
        assertThat(track.path("problems").valueStream().map(problem -> problem.path("code").asString()))
                .containsOnly("isoxml.log-missing");
        assertThat(season.provider().fetch("/tracks?machine=" + season.machineId()).path("items")).hasSize(1);
    }

    @Test
    void eachRoleSeesItsOwnTracksOnly() {
        Season season = harvest.begin();
        JsonNode track = season.work(0, 1);
        String path = "/tracks/" + track.path("id").asString();
        String log = "/track-logs/" + track.path("logs").path(0).path("id").asString() + "/line";
        String geometry = "/measured-work/" + season.measured(0).path("measurements").path(0).path("id").asString()
                + "/geometry";
        String work = "/work-orders/" + season.orders().get(0) + "/measured-work";
        for (ApiClient insider : List.of(season.county(), season.clerk(), season.provider())) {
            for (String each : List.of(path, path + "/raw", log, geometry, work)) {
                assertThat(insider.get(each).status()).as(each).isEqualTo(200);
            }
            assertThat(insider.fetch("/tracks?workOrder=" + season.orders().get(0)).path("items")).hasSize(1);
        }
        List<ApiClient> strangers = List.of(users.office(Role.VILLAGE, season.village().otherCode()),
                users.office(Role.TOWNSHIP, "999999001"), users.provider(UUID.randomUUID()));
        for (ApiClient stranger : strangers) {
            for (String each : List.of(path, path + "/raw", log, geometry, work)) {
                assertThat(stranger.get(each).status()).as(each).isEqualTo(404);
            }
            assertThat(stranger.fetch("/tracks?workOrder=" + season.orders().get(0)).path("items")).isEmpty();
        }
        ApiClient own = users.household(season.village().farms().get(0).householdId(), season.village().code());
        ApiClient neighbour = users.household(season.village().farms().get(1).householdId(),
                season.village().code());
        assertThat(own.get(work).status()).isEqualTo(200);
        assertThat(own.fetch(geometry).path("features").valueStream()
                .map(feature -> feature.path("properties").path("kind").asString()))
                .containsExactly("field", "covered", "overlap", "missed");
        assertThat(neighbour.get(work).status()).isEqualTo(404);
        assertThat(neighbour.get(geometry).status()).isEqualTo(404);
        for (String each : List.of("/tracks", path, path + "/raw", log)) {
            assertThat(own.get(each).problems()).as(each).containsExactly("access.role");
        }
        assertThat(HarvestSeason.upload(own, season.machineId(), "x.csv", HarvestSeason.drive(0, 1), Map.of())
                .problems()).containsExactly("access.role");
    }
}
