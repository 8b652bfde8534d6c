package org.siji.platform.insight;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.qualification.PaperWorld;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A provider's record against the same added up order by order from what the work orders' own pages say; and its public page. */
@SijiIntegrationTest
class ProviderRecordTest {

    /** The day on which {@link HarvestSeason#drive} drives. */
    private static final LocalDate WORKED_ON = LocalDate.of(2026, 7, 15);

    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    HarvestSeason harvest;

    private static JsonNode seasonOf(JsonNode record, int season) {
        return record.path("seasons").valueStream().filter(one -> one.path("season").asInt() == season).findFirst()
                .orElseThrow();
    }

    private static long count(JsonNode season, String figure) {
        return season.path("numbers").path(figure).path("count").asLong();
    }

    private static double sum(JsonNode season, String figure) {
        return season.path("numbers").path(figure).path("sum").asDouble();
    }

    /** What the three orders add up to, one after the other, each by its last decision and that decision's measurement. */
    private static final class Slow {

        private long decided;
        private long done;
        private long onTime;
        private double field;
        private double covered;
        private double overlap;
        private long doneCentimu;
        private long lateDays;

        private Slow(Season season) {
            for (int farm = 0; farm < 3; farm++) {
                JsonNode order = season.clerk().fetch("/work-orders/" + season.orders().get(farm));
                JsonNode measured = season.measured(farm);
                List<JsonNode> decisions = measured.path("acceptances").valueStream().toList();
                if (decisions.isEmpty()) {
                    continue;
                }
                List<String> replaced = decisions.stream().map(one -> one.path("supersedes").asString("")).toList();
                JsonNode last = decisions.stream().filter(one -> !replaced.contains(one.path("id").asString()))
                        .findFirst().orElseThrow();
                String decision = last.path("decision").asString();
                if (decision.equals("TO_REVIEW")) {
                    continue;
                }
                JsonNode measurement = measured.path("measurements").valueStream()
                        .filter(one -> one.path("id").asString().equals(last.path("measurementId").asString()))
                        .findFirst().orElseThrow();
                decided++;
                double area = measurement.path("fieldSquareMeters").asDouble();
                field += area;
                covered += Math.min(area, measurement.path("coveredSquareMeters").asDouble());
                overlap += measurement.path("overlapSquareMeters").asDouble();
                if (!decision.equals("REFUSED")) {
                    done++;
                    doneCentimu += last.path("payableCentimu").asLong();
                }
                LocalDate worked = WORKED_ON;
                LocalDate until = LocalDate.parse(order.path("windowTo").asString());
                if (worked.isAfter(until)) {
                    lateDays += ChronoUnit.DAYS.between(until, worked);
                } else {
                    onTime++;
                }
            }
        }
    }

    @Test
    void theRecordIsWhatTheRecordsAddUpTo() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 0.7);
        season.work(2, 0.97);
        jdbc.sql("update work_order set window_to = '2026-07-12' where id = :id")
                .param("id", UUID.fromString(season.orders().get(1))).update();
        JsonNode record = seasonOf(season.clerk().fetch("/providers/" + season.providerId() + "/record"), 2026);
        Slow slow = new Slow(season);
        assertThat(slow.decided).isGreaterThan(1);
        assertThat(slow.lateDays).isEqualTo(3);
        assertThat(count(record, "CONTRACTS")).isEqualTo(1);
        assertThat(count(record, "MEASURED")).isEqualTo(slow.decided);
        assertThat(count(record, "DONE")).isEqualTo(slow.done);
        assertThat(sum(record, "DONE")).isEqualTo((double) slow.doneCentimu);
        assertThat(count(record, "ON_TIME")).isEqualTo(slow.onTime);
        assertThat(sum(record, "LATE")).isEqualTo((double) slow.lateDays);
        JsonNode quality = record.path("quality").path(0);
        assertThat(quality.path("orders").asLong()).isEqualTo(slow.decided);
        assertThat(quality.path("coverage").asDouble()).isCloseTo(slow.covered / slow.field, within(1e-9));
        assertThat(quality.path("overlap").asDouble()).isCloseTo(slow.overlap / slow.field, within(1e-9));

        String behind = "/providers/" + season.providerId() + "/record/behind?season=2026&figure=";
        for (RecordFigure figure : RecordFigure.values()) {
            JsonNode list = season.provider().fetch(behind + figure);
            assertThat(list.path("items").size()).as(figure.name()).isEqualTo((int) count(record, figure.name()));
            double values = list.path("items").valueStream().mapToDouble(one -> one.path("value").asDouble(0)).sum();
            assertThat(values).as(figure.name()).isCloseTo(sum(record, figure.name()), within(1e-6));
        }
        ApiClient beside = users.office(Role.VILLAGE, season.village().otherCode());
        JsonNode hidden = beside.fetch(behind + "MEASURED");
        assertThat(hidden.path("items")).as("another village's orders are its own").isEmpty();
        assertThat(hidden.path("outside").asLong()).isEqualTo(slow.decided);
        assertThat(harvest.begin().provider().get("/providers/" + season.providerId() + "/record").status())
                .isEqualTo(404);
    }

    @Test
    void disputesRepairsAndWhatIsOverdueCount() {
        Season season = harvest.begin();
        String path = "/providers/" + season.providerId() + "/record";
        boolean over = LocalDate.now(ZoneId.of("Asia/Shanghai")).isAfter(LocalDate.of(2026, 7, 20));
        assertThat(count(seasonOf(season.clerk().fetch(path), 2026), "OVERDUE")).isEqualTo(over ? 3 : 0);
        season.work(0, 1);
        JsonNode dispute = season.clerk().create("/disputes", Map.of("workOrderId", season.orders().get(0), "side",
                "COLLECTIVE", "against", "PROVIDER", "claim", "漏收太多"));
        assertThat(dispute.isMissingNode()).isFalse();
        JsonNode record = seasonOf(season.clerk().fetch(path), 2026);
        assertThat(count(record, "DISPUTES")).isEqualTo(1);
        assertThat(count(record, "UPHELD")).isZero();
        assertThat(count(record, "OVERDUE")).isEqualTo(over ? 2 : 0);
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();
        season.provider().create("/machines/" + season.machineId() + "/upkeep", Map.of("kind", "REPAIR", "onDay",
                LocalDate.of(year, 1, 1).toString(), "what", "换轴承", "downFrom", LocalDate.of(year, 1, 1).toString(),
                "downTo", LocalDate.of(year, 1, 1).toString()));
        String wrong = season.provider().create("/machines/" + season.machineId() + "/upkeep",
                Map.of("kind", "REPAIR", "onDay", LocalDate.of(year, 1, 1).toString(), "what", "记错了"))
                .path("id").asString();
        season.provider().create("/machines/" + season.machineId() + "/upkeep",
                Map.of("kind", "SERVICE", "onDay", LocalDate.of(year, 1, 1).toString(), "what", "换机油"));
        season.provider().create("/machine-upkeep/" + wrong + "/strike", Map.of("reason", "是别的机器"));
        JsonNode repaired = seasonOf(season.clerk().fetch(path), year);
        assertThat(count(repaired, "REPAIRS")).as("services are none, struck ones don't count").isEqualTo(1);
        assertThat(sum(repaired, "REPAIRS")).isEqualTo(1);
    }

    @Test
    void whoHoldsTheCodeSeesWhoTheProviderIs() {
        Season season = harvest.begin();
        season.work(0, 1);
        String paper = PaperWorld.bring(season.provider(), season.providerId(),
                PaperWorld.licence("430102198001011234", LocalDate.of(2020, 1, 1), null));
        PaperWorld.bring(season.provider(), season.providerId(),
                PaperWorld.licence("430102198001015678", LocalDate.of(2020, 1, 1), null));
        PaperWorld.pass(season.county(), paper);
        String path = "/providers/" + season.providerId() + "/code";
        assertThat(season.clerk().fetch(path).path("code").isNull()).isTrue();
        assertThat(season.clerk().post(path, Map.of()).problems()).containsExactly("access.role");
        String code = season.provider().create(path, Map.of()).path("code").path("code").asString();
        assertThat(code).hasSize(22);
        JsonNode card = users.anonymous().fetch("/public/providers/" + code);
        assertThat(card.path("name").asString()).startsWith("丰收合作社");
        assertThat(card.path("papers")).as("what was not inspected is not shown").singleElement().satisfies(one -> {
            assertThat(one.path("inspectedBy").asString()).isEqualTo("试验县");
            assertThat(one.path("validTo").isNull()).isTrue();
        });
        assertThat(card.path("machines").path("收割机").asLong()).isEqualTo(1);
        assertThat(card.path("operations").path(0).asString()).isEqualTo("HARVEST");
        assertThat(card.path("seasons").path(0).path("numbers").path("CONTRACTS").asLong()).isEqualTo(1);
        assertThat(card.path("seasons").path(0).path("doneCentimu").asLong()).isPositive();
        assertThat(card.toString()).as("no numbers, no persons, no prices").doesNotContain("1234", "赵", "李", "138",
                season.providerId(), "12000");
        assertThat(season.provider().post(path, Map.of()).problemsWithPaths()).containsExactly("required @ reason");
        String renewed = season.provider().create(path, Map.of("reason", "旧码牌丢了")).path("code").path("code")
                .asString();
        ApiClient.Answer old = users.anonymous().get("/public/providers/" + code);
        assertThat(old.status()).isEqualTo(410);
        assertThat(old.problems()).containsExactly("provider-code.ended");
        assertThat(users.anonymous().get("/public/providers/" + renewed).status()).isEqualTo(200);
        assertThat(users.anonymous().get("/public/providers/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(harvest.begin().provider().get(path).status()).isEqualTo(404);
    }

    @Test
    void providersAreFoundByNameWorkPlaceAndPapers() {
        Season season = harvest.begin();
        String name = season.clerk().fetch("/providers/" + season.providerId()).path("name").asString();
        String find = "/provider-overview?name=" + name.substring(name.indexOf(' ') + 1).toUpperCase(Locale.ROOT);
        JsonNode line = season.clerk().fetch(find).path("items").path(0);
        assertThat(line.path("machines").asLong()).isEqualTo(1);
        assertThat(line.path("papers").path("valid").asLong()).isZero();
        assertThat(season.clerk().fetch(find + "&operation=TILLAGE").path("items")).isEmpty();
        assertThat(season.clerk().fetch(find + "&operation=HARVEST&papers=NONE").path("items")).hasSize(1);
        assertThat(season.clerk().fetch(find + "&papers=VALID").path("items")).isEmpty();
        String elsewhere = season.village().otherCode();
        assertThat(season.clerk().fetch(find + "&region=" + elsewhere).path("items")).hasSize(1);
        season.provider().put("/providers/" + season.providerId() + "/service-area",
                Map.of("regions", List.of(season.village().code())), 2);
        assertThat(season.clerk().fetch(find + "&region=" + elsewhere).path("items")).isEmpty();
        assertThat(season.clerk().fetch(find + "&region=" + season.village().county()).path("items").path(0)
                .path("area").path(0).asString()).isEqualTo("青山村");
        assertThat(harvest.begin().provider().fetch(find).path("items")).isEmpty();
    }
}
