package org.siji.platform.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
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

/** The board of a contract, and all contracts of a region with what is late. The season's window ended on 20 July 2026. */
@SijiIntegrationTest
class ContractBoardTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private Season season;

    @BeforeEach
    void season() {
        season = harvest.begin();
        // Windows that lie behind and before us whatever the day is.
        jdbc.sql("update work_order set window_to = current_date - 5 where contract_id = :id")
                .param("id", UUID.fromString(season.contractId())).update();
        jdbc.sql("update work_order set window_to = current_date + 500 where id = :id")
                .param("id", UUID.fromString(season.orders().get(2))).update();
        jdbc.sql("update contract_milestone set due_on = current_date + 500 where contract_id = :id")
                .param("id", UUID.fromString(season.contractId())).update();
    }

    private JsonNode board(ApiClient client) {
        return client.fetch("/contracts/" + season.contractId() + "/board");
    }

    @Test
    void whatIsLateStandsFirstWithItsReason() {
        season.work(0, 1);
        JsonNode board = board(season.clerk());
        assertThat(board.path("late").size()).isEqualTo(1);
        JsonNode late = board.path("late").path(0);
        assertThat(late.path("kind").asString()).isEqualTo("ORDER");
        assertThat(late.path("reason").asString()).isEqualTo("NOT_PLANNED");
        assertThat(late.path("days").asInt()).isBetween(4, 6);
        assertThat(late.path("id").asString()).isEqualTo(season.orders().get(1));
        assertThat(board.path("orders").path(0).path("id").asString()).isEqualTo(season.orders().get(1));
        assertThat(board.path("orders").path(0).path("fieldName").asString()).isEqualTo("田2");
    }

    @Test
    void qualityAddsUpToTheOrders() {
        season.work(0, 1);
        JsonNode quality = board(season.provider()).path("quality");
        assertThat(quality.path("orders").asInt()).isEqualTo(3);
        assertThat(quality.path("measured").asInt()).isEqualTo(1);
        assertThat(quality.path("wantedSquareMeters").asDouble()).isCloseTo(60_000, within(100.0));
        JsonNode measured = season.measured(0).path("measurements").path(0);
        assertThat(quality.path("coveredSquareMeters").asDouble())
                .isEqualTo(measured.path("coveredSquareMeters").asDouble());
        assertThat(quality.path("coverage").asDouble()).isCloseTo(measured.path("coverage").asDouble(), within(1e-4));
        assertThat(quality.path("passed").asInt()).isEqualTo(1);
        assertThat(quality.path("acceptedCentimu").asLong()).isEqualTo(3000);
    }

    @Test
    void whatThePlatformHasRecordedNobodyHasToSayAgain() {
        season.work(0, 1);
        season.work(1, 1);
        assertThat(done(board(season.clerk()))).isEmpty();
        season.work(2, 1);
        assertThat(done(board(season.clerk()))).containsExactly("MACHINES_READY", "WORK_DONE", "ACCEPTED");
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        assertThat(done(board(season.clerk()))).contains("SETTLED");
        JsonNode first = season.provider().fetch("/contracts/" + season.contractId() + "/milestones").path("items")
                .path(0);
        assertThat(first.path("doneBy").asString()).isEqualTo("siji");
        assertThat(first.path("events").path(0).path("reason").asString()).contains("平台记录");
        season.clerk().create("/contracts/" + season.contractId() + "/milestones/" + first.path("id").asString()
                + "/confirm", null);
    }

    private static List<String> done(JsonNode board) {
        return board.path("milestones").valueStream().filter(one -> !one.path("doneOn").isNull())
                .map(one -> one.path("kind").asString()).toList();
    }

    @Test
    void aContractThatWasEndedOwesNoMilestone() {
        jdbc.sql("update contract_milestone set due_on = current_date - 9 where contract_id = :id")
                .param("id", UUID.fromString(season.contractId())).update();
        assertThat(board(season.clerk()).path("late").toString()).contains("MILESTONE");
        season.clerk().create("/contracts/" + season.contractId() + "/terminate", Map.of("reason", "农机都坏了"));
        assertThat(board(season.clerk()).path("late").toString()).doesNotContain("MILESTONE");
    }

    @Test
    void everyKindOfDelayIsCounted() {
        UUID contract = UUID.fromString(season.contractId());
        ApiClient household = users.household(season.village().farms().getFirst().householdId(),
                season.village().code());
        household.create("/reports", Map.of("kind", "NOT_COME", "workOrderId", season.orders().getFirst()));
        // The same, said long ago: what was said can't be changed.
        jdbc.sql("""
                insert into trouble_report (id, village_code, season, kind, words, contract_id, work_order_id, subject_name,
                    reporter_id, reporter_role, reported_by, reported_at, due_on)
                select gen_random_uuid(), village_code, season, kind, words, contract_id, work_order_id, subject_name,
                    reporter_id, reporter_role, reported_by, reported_at, due_on - 60 from trouble_report
                where contract_id = :id""").param("id", contract).update();
        season.provider().create("/disputes", new HashMap<>(
                Map.of("contractId", season.contractId(), "against", "COLLECTIVE", "claim", "机耕道没有修")));
        jdbc.sql("update dispute set level_due_on = current_date - 3 where contract_id = :id").param("id", contract)
                .update();
        jdbc.sql("""
                update contract_milestone set due_on = current_date - 9 where contract_id = :id and position = (
                    select min(position) from contract_milestone where contract_id = :id)""").param("id", contract)
                .update();
        String plan = season.clerk().create("/inspection-plans",
                Map.of("season", 2026, "operation", "HARVEST", "reason", "抽查")).path("id").asString();
        season.clerk().create("/inspection-plans/" + plan + "/draw", null);
        jdbc.sql("update inspection set due_on = current_date - 1 where contract_id = :id and rank = 1")
                .param("id", contract).update();
        JsonNode board = board(season.clerk());
        assertThat(board.path("late").valueStream().map(one -> one.path("kind").asString()))
                .containsExactlyInAnyOrder("ORDER", "ORDER", "REPORT", "DISPUTE", "MILESTONE", "INSPECTION");
        assertThat(board.path("late").valueStream().map(one -> one.path("days").asInt()).toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(board.path("reports").size()).isEqualTo(2);
        assertThat(board.path("inspections").size()).isEqualTo(3);
        ApiClient township = users.office(Role.TOWNSHIP, season.village().code().substring(0, 9));
        JsonNode all = township.fetch("/supervision?season=2026&late=true");
        JsonNode line = all.path("items").path(0);
        assertThat(line.path("id").asString()).isEqualTo(season.contractId());
        assertThat(line.path("late").path("orders").asInt()).isEqualTo(2);
        assertThat(line.path("late").path("milestones").asInt()).isEqualTo(1);
        assertThat(line.path("late").path("reports").asInt()).isEqualTo(1);
        assertThat(line.path("late").path("inspections").asInt()).isEqualTo(1);
        assertThat(line.path("late").path("disputes").asInt()).isEqualTo(1);
        assertThat(all.path("total").path("orders").asInt()).isEqualTo(2);
        assertThat(all.path("lateContracts").asInt()).isEqualTo(1);
        // The household's report is not the provider's to read, its own dispute is.
        JsonNode providers = board(season.provider());
        assertThat(providers.path("reports").size()).isZero();
        assertThat(providers.path("disputes").size()).isEqualTo(1);
    }

    @Test
    void boardsArePagedAndKeptToTheirRegion() {
        Season second = harvest.begin();
        // Who runs the installation sees all counties, also those of other tests.
        ApiClient installation = users.office(Role.COUNTY, "");
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (!cursor.equals("null")) {
            JsonNode page = installation.fetch("/supervision?season=2026&limit=1&cursor=" + cursor);
            page.path("items").forEach(line -> ids.add(line.path("id").asString()));
            cursor = page.path("next").isNull() ? "null" : page.path("next").asString();
        }
        assertThat(ids).contains(season.contractId(), second.contractId()).doesNotHaveDuplicates();
        ApiClient beside = users.office(Role.VILLAGE, season.village().otherCode());
        assertThat(beside.fetch("/supervision?season=2026").path("items").size()).isZero();
        assertThat(beside.get("/contracts/" + season.contractId() + "/board").status()).isEqualTo(404);
        assertThat(harvest.begin().provider().get("/contracts/" + season.contractId() + "/board").status())
                .isEqualTo(404);
    }
}
