package org.siji.platform.verification;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@SijiIntegrationTest
class ReviewsTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    AcceptanceRules rules;
    @Autowired
    DatabaseConnection owner;
    @Autowired
    List<StationReport> reports;

    private StationReport report(Station station) {
        return reports.stream().filter(one -> one.station() == station).findFirst().orElseThrow();
    }

    @Test
    void nearAThresholdAPersonDecides() {
        Season season = harvest.begin();
        season.work(0, 0.95);
        assertThat(season.status(0)).isEqualTo("IN_REVIEW");
        assertThat(report(Station.ACCEPTANCE).look(2026, season.village().code()).waiting()).singleElement()
                .satisfies(item -> {
                    assertThat(item.code()).isEqualTo("acceptance.waiting.review");
                    assertThat(item.count()).isEqualTo(1);
                });
        String review = "/work-orders/" + season.orders().get(0) + "/review";
        assertThat(season.provider().post(review, Map.of("decision", "ACCEPTED", "reason", "x")).problems())
                .containsExactly("access.role");
        assertThat(season.clerk().post(review, Map.of()).problemsWithPaths()).containsExactly("required @ decision",
                "required @ reason");
        assertThat(season.clerk().post(review, Map.of("decision", "TO_REVIEW", "reason", "x")).problems())
                .containsExactly("review.decision");
        assertThat(season.clerk().post(review,
                Map.of("decision", "ACCEPTED_IN_PART", "payableCentimu", 3001, "reason", "x")).problems())
                .containsExactly("review.payable");
        JsonNode decided = season.clerk().create(review,
                Map.of("decision", "ACCEPTED_IN_PART", "payableCentimu", 2860, "reason", "田角收不到"));
        JsonNode last = decided.path("acceptances").path(1);
        assertThat(last.path("payableCentimu").asLong()).isEqualTo(2860);
        assertThat(last.path("reason").asString()).isEqualTo("经人工复核，按 28.60 亩验收：田角收不到");
        assertThat(last.path("supersedes").asString()).isEqualTo(decided.path("acceptances").path(0).path("id")
                .asString());
        assertThat(season.status(0)).isEqualTo("ACCEPTED_IN_PART");
        assertThat(season.clerk().fetch("/contracts/" + season.contractId() + "/settlement").path("totals")
                .path("grossFen").asLong()).isEqualTo(343200);
        assertThat(season.clerk().post(review, Map.of("decision", "ACCEPTED", "reason", "x")).problems())
                .containsExactly("review.not-waiting");
    }

    @Test
    void aDecisionCanBeTakenBackIntoReviewAndItsMoneyFollowsTheNewOne() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        String order = "/work-orders/" + season.orders().get(0);
        season.clerk().create(order + "/send-to-review", Map.of("reason", "农户反映漏收"));
        assertThat(season.status(0)).isEqualTo("IN_REVIEW");
        String settlement = "/contracts/" + season.contractId() + "/settlement";
        assertThat(season.clerk().post(settlement, null).status()).isEqualTo(409);
        season.clerk().create(order + "/review", Map.of("decision", "REFUSED", "reason", "漏收一半"));
        assertThat(season.status(0)).isEqualTo("REFUSED");
        JsonNode sheet = season.clerk().create(settlement, null);
        assertThat(sheet.path("lines").valueStream().map(line -> line.path("grossFen").asLong()))
                .containsExactlyInAnyOrder(0L, 360000L, 360000L);
        assertThat(sheet.path("totals").path("providerFen").asLong()).isEqualTo(600000);
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
    }

    @Test
    void whoeverDoubtsAMeasurementComputesItAgain() throws SQLException {
        Season season = harvest.begin();
        season.work(0, 0.8);
        JsonNode measured = season.measured(0).path("measurements").path(0);
        assertThat(measured.path("coveredSquareMeters").asDouble()).as("nine times of ten in between").isBetween(
                measured.path("intervalLowSquareMeters").asDouble(),
                measured.path("intervalHighSquareMeters").asDouble());
        assertThat(measured.path("checks").path(0).path("checks").valueStream()
                .map(check -> check.path("code").asString()))
                .containsExactly("IMPOSSIBLE_MOTION", "TOO_SMOOTH", "WIDTH_TOO_LARGE");
        String again = "/measured-work/" + measured.path("id").asString() + "/again";
        for (ApiClient asker : List.of(season.clerk(), season.provider(), season.county())) {
            JsonNode same = asker.post(again, null).json();
            assertThat(same.path("identical").asBoolean()).as(same.toString()).isTrue();
            assertThat(same.path("figures")).hasSize(9);
        }
        assertThat(users.office(Role.VILLAGE, season.village().otherCode()).post(again, null).status()).isEqualTo(404);
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("update measured_work set covered_square_meters = covered_square_meters + 1 where id = '"
                    + measured.path("id").asString() + "'");
        }
        JsonNode forged = season.county().post(again, null).json();
        assertThat(forged.path("identical").asBoolean()).isFalse();
        assertThat(forged.path("figures").valueStream().filter(figure -> !figure.path("same").asBoolean())
                .map(figure -> figure.path("name").asString())).containsExactly("covered");
        assertThat(season.measured(0).path("measurements")).as("nothing is stored").hasSize(1);
    }

    @Test
    void theSameInputGivesTheSameFigures() {
        Season season = harvest.begin();
        season.work(0, 0.8);
        String appeal = season.clerk()
                .create("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "再测一次"))
                .path("id").asString();
        season.clerk().create("/appeals/" + appeal + "/measure", null);
        JsonNode first = season.measured(0).path("measurements").path(0);
        JsonNode second = season.measured(0).path("measurements").path(1);
        for (String figure : List.of("inputSha256", "coverage", "coveredSquareMeters", "overlapSquareMeters",
                "grossSquareMeters", "engineVersion", "parameters")) {
            assertThat(second.path(figure)).as(figure).isEqualTo(first.path(figure));
        }
        assertThat(first.path("coverage").asDouble()).isCloseTo(0.8, within(0.003));
    }

    @Test
    void aHouseholdAppealsForItsOwnFieldOnly() {
        Season season = harvest.begin();
        season.work(0, 1);
        Map<String, Object> appeal = Map.of("workOrderId", season.orders().get(0), "reason", "没割干净");
        ApiClient own = users.household(season.village().farms().get(0).householdId(), season.village().code());
        ApiClient neighbour = users.household(season.village().farms().get(1).householdId(),
                season.village().code());
        assertThat(neighbour.post("/appeals", appeal).status()).isEqualTo(404);
        assertThat(own.post("/appeals", Map.of()).problemsWithPaths()).containsExactly("required @ workOrderId",
                "required @ reason");
        assertThat(own.create("/appeals", appeal).path("status").asString()).isEqualTo("OPEN");
        assertThat(season.clerk().fetch("/appeals?status=OPEN").path("items")).hasSize(1);
        assertThat(season.provider().fetch("/appeals").path("items")).hasSize(1);
        assertThat(users.office(Role.VILLAGE, season.village().otherCode()).fetch("/appeals").path("items")).isEmpty();
        assertThat(own.get("/appeals").problems()).containsExactly("access.role");
        assertThat(season.provider().post("/appeals", Map.of("workOrderId", season.orders().get(1), "reason", "x"))
                .problems()).containsExactly("appeal.undecided");
        assertThat(report(Station.ACCEPTANCE).look(2026, season.village().code()).waiting())
                .anyMatch(item -> item.code().equals("acceptance.waiting.appeal"));
    }

    /** 40 % of a field is refused, another provider takes over, then the first one's full log turns up. */
    @Test
    void theFirstProviderIsPaidOnAppealForWhatTheSecondHasLeft() {
        Season season = harvest.begin();
        season.work(0, 0.40);
        assertThat(season.status(0)).isEqualTo("REFUSED");
        String second = replacement(season);
        String better = season.upload("better.csv", HarvestSeason.drive(0, 0.70), Map.of()).json().path("id")
                .asString();
        JsonNode first = appealed(season, better);
        assertThat(first.path("decision").asString()).as("the other one has done nothing yet")
                .isEqualTo("ACCEPTED_IN_PART");
        long paid = first.path("payableCentimu").asLong();
        assertThat(paid).isBetween(2000L, 2200L);

        UUID provider = UUID.fromString(second);
        ApiClient other = users.provider(provider);
        String machine = other.create("/machines", Map.of("name", "二号机", "kind", "收割机", "widthMeters",
                HarvestSeason.WIDTH_METERS, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)),
                "depotLon", 110.0, "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
        String order = other.fetch("/work-orders?provider=" + second).path("items").valueStream()
                .filter(one -> one.path("fieldId").asString()
                        .equals(season.village().farms().getFirst().fieldId().toString()))
                .findFirst().orElseThrow().path("id").asString();
        assertThat(HarvestSeason.upload(other, machine, "whole.csv", HarvestSeason.drive(0, 1),
                Map.of("workOrderId", order)).status()).isEqualTo(201);
        JsonNode rest = season.clerk().fetch("/work-orders/" + order + "/measured-work").path("acceptances").get(0);
        assertThat(rest.path("decision").asString()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(rest.path("reasonCode").asString()).isEqualTo("acceptance.ground-paid-in-part");
        assertThat(rest.path("payableCentimu").asLong() + paid).as("the field, once").isEqualTo(3000);
    }

    @Test
    void groundThatTheSecondProviderWasPaidForIsNotPaidAgain() {
        Season season = harvest.begin();
        season.work(0, 0.40);
        String second = replacement(season);
        ApiClient other = users.provider(UUID.fromString(second));
        String machine = other.create("/machines", Map.of("name", "二号机", "kind", "收割机", "widthMeters",
                HarvestSeason.WIDTH_METERS, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)),
                "depotLon", 110.0, "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
        assertThat(HarvestSeason.upload(other, machine, "whole.csv", HarvestSeason.drive(0, 1), Map.of()).status())
                .isEqualTo(201);
        String better = season.upload("better.csv", HarvestSeason.drive(0, 0.70), Map.of()).json().path("id")
                .asString();
        JsonNode decided = appealed(season, better);
        assertThat(decided.path("decision").asString()).isEqualTo("REFUSED");
        assertThat(decided.path("reasonCode").asString()).isEqualTo("acceptance.ground-paid");
        assertThat(decided.path("reason").asString()).contains("30.00");
    }

    private JsonNode appealed(Season season, String track) {
        JsonNode appeal = season.provider().create("/appeals", Map.of("workOrderId", season.orders().getFirst(),
                "reason", "补传轨迹", "trackIds", List.of(track)));
        JsonNode outcome = season.clerk().create("/appeals/" + appeal.path("id").asString() + "/measure", null);
        assertThat(outcome.path("status").asString()).isEqualTo("CHANGED");
        JsonNode acceptances = season.measured(0).path("acceptances");
        return acceptances.valueStream()
                .filter(one -> one.path("id").asString().equals(outcome.path("outcomeAcceptanceId").asString()))
                .findFirst().orElseThrow();
    }

    /** Signs another provider for what the first one has left; its id. */
    private String replacement(Season season) {
        String other = villages.provider(season.village());
        String fresh = season.clerk().create("/contracts/" + season.contractId() + "/replacement",
                Map.of("providerId", other, "reason", "机器坏了")).path("id").asString();
        season.clerk().create("/contracts/" + fresh + "/send", null);
        season.clerk().create("/contracts/" + fresh + "/sign", TestUsers.signature("COLLECTIVE"));
        users.provider(UUID.fromString(other)).create("/contracts/" + fresh + "/sign", TestUsers.signature("PROVIDER"));
        return other;
    }

    @Test
    void rulesAreDataInTwoTimes() {
        Season season = harvest.begin();
        Map<String, Object> stricter = Map.of("operation", "HARVEST", "minCoverage", 0.999, "partCoverage", 0.9,
                "reviewBand", 0.0001, "source", "县农发〔2026〕1 号", "validFrom", "2026-01-01");
        assertThat(season.clerk().send("PUT", "/acceptance-rules", stricter, Map.of()).problems())
                .containsExactly("access.role");
        assertThat(season.county()
                .send("PUT", "/acceptance-rules", Map.of("minCoverage", 1.2, "partCoverage", 0.9), Map.of())
                .problemsWithPaths()).containsExactly("required @ reviewBand", "required @ source",
                        "required @ validFrom", "rule.ratio @ minCoverage");
        assertThat(season.county().send("PUT", "/acceptance-rules", stricter, Map.of()).status()).isEqualTo(200);
        season.work(0, 0.8);
        assertThat(season.status(0)).isEqualTo("REFUSED");
        String village = season.village().code();
        assertThat(rules.getRule(Operation.HARVEST, village, LocalDate.of(2025, 12, 31)).minCoverage())
                .isEqualByComparingTo("0.95");
        assertThat(rules.getRule(Operation.TILLAGE, village, LocalDate.of(2026, 7, 1)).minCoverage())
                .isEqualByComparingTo("0.95");
        Map<String, Object> milder = new HashMap<>(stricter);
        milder.put("minCoverage", 0.96);
        milder.put("validFrom", "2026-08-01");
        assertThat(season.county().send("PUT", "/acceptance-rules", milder, Map.of()).status()).isEqualTo(200);
        assertThat(rules.getRule(Operation.HARVEST, village, LocalDate.of(2026, 7, 31)).minCoverage())
                .isEqualByComparingTo(new BigDecimal("0.999"));
        assertThat(rules.getRule(Operation.HARVEST, village, LocalDate.of(2026, 8, 1)).minCoverage())
                .isEqualByComparingTo(new BigDecimal("0.96"));
        assertThat(season.clerk().fetch("/acceptance-rules").path("items")).hasSize(3);
        assertThat(rules.inWords(Operation.HARVEST, LocalDate.of(2026, 7, 1))).startsWith("作业面积以轨迹核验为准：覆盖率达到 95%");
    }

    @Test
    void decisionsAreNeverRewritten() {
        for (String table : List.of("acceptance", "measured_work", "track", "track_log", "track_log_work_order")) {
            assertThatThrownBy(() -> jdbc.sql("delete from " + table).update()).as(table)
                    .hasStackTraceContaining("permission denied");
            assertThatThrownBy(() -> jdbc.sql("truncate " + table + " cascade").update()).as(table)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void theBoardCountsEachStation() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 0.8);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        String village = season.village().code();
        assertThat(report(Station.TRACK).look(2026, village).passed().count()).isEqualTo(3);
        assertThat(report(Station.MEASURED_WORK).look(2026, village).passed().count()).isEqualTo(3);
        assertThat(report(Station.MEASURED_WORK).look(2026, village).passed().squareMeters()).isCloseTo(56000,
                within(150.0));
        assertThat(report(Station.ACCEPTANCE).look(2026, village).passed().count()).isEqualTo(3);
        assertThat(report(Station.SETTLEMENT).look(2026, village).passed().amountFen()).isCloseTo(1008000L,
                within(1200L));
        assertThat(report(Station.SETTLEMENT).look(2026, village).waiting()).singleElement()
                .satisfies(item -> assertThat(item.code()).isEqualTo("settlement.waiting.unpaid"));
        assertThat(report(Station.SHARE).look(2026, village).passed().count()).isEqualTo(3);
        assertThat(report(Station.SHARE).look(2025, village).passed().count()).isZero();
        assertThat(report(Station.SHARE).look(2026, season.village().otherCode()).passed().count()).isZero();
    }
}
