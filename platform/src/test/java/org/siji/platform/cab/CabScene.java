package org.siji.platform.cab;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A planned machine with its operator, before each test. */
abstract class CabScene {

    private static final String PASSWORD = "shou-ge-ji-2026";

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    Season season;
    ApiClient operator;
    String operatorId;

    /** Three fields of 30 mu, planned from 10 July 2026 on for a machine of 8 mu an hour with one operator. */
    @BeforeEach
    void aPlannedMachineWithItsOperator() {
        season = harvest.begin();
        plan("2026-07-10");
        JsonNode opened = hire(season, "王师傅", List.of(season.machineId()));
        operatorId = opened.path("id").asString();
        operator = logIn(opened);
    }

    static JsonNode hire(Season season, String name, List<String> machines) {
        return season.provider().create("/operators", Map.of("name", name, "username",
                "jishou-" + UUID.randomUUID().toString().substring(0, 12), "machineIds", machines));
    }

    ApiClient logIn(JsonNode opened) {
        String name = opened.path("username").asString();
        String once = opened.path("oneTimePassword").asString();
        ApiClient first = users.anonymous().logIn(name, once);
        assertThat(first.get("/cab").status()).as("before the one-time password is changed").isEqualTo(403);
        first.send("PUT", "/session/password", Map.of("oldPassword", once, "newPassword", PASSWORD), Map.of());
        return users.anonymous().logIn(name, PASSWORD);
    }

    JsonNode cab() {
        return operator.fetch("/cab?day=2026-07-10");
    }

    static Map<String, Object> step(String order, String kind, Instant at) {
        return new HashMap<>(Map.of("id", UUID.randomUUID().toString(), "orderId", order, "kind", kind, "at",
                at.toString(), "seq", 1));
    }

    JsonNode send(Map<String, Object> step) {
        return operator.create("/cab/steps", Map.of("steps", List.of(step))).path("steps").path(0);
    }

    String answerTo(Map<String, Object> step) {
        return send(step).path("answer").asString();
    }

    JsonNode report(String order) {
        return season.provider().fetch("/work-orders/" + order).path("report");
    }

    List<JsonNode> steps(String order) {
        return season.provider().fetch("/cab/steps?order=" + order).path("items").valueStream().toList();
    }

    void operatorGets(List<String> machines) {
        assertThat(season.provider().send("PUT", "/operators/" + operatorId, Map.of("machineIds", machines), Map.of())
                .status()).isEqualTo(200);
    }

    void plan(String from) {
        DispatchPlans.published(season.provider(), request(from));
    }

    static Map<String, Object> request(String from) {
        return Map.of("from", from, "to", "2026-07-20", "seconds", 1);
    }

    void setInService(String machine, boolean inService) {
        JsonNode now = season.provider().fetch("/machines/" + machine);
        Map<String, Object> request = new HashMap<>(harvester(now.path("name").asString()));
        request.put("inService", inService);
        assertThat(season.provider().put("/machines/" + machine, request, now.path("version").asLong()).status())
                .isEqualTo(200);
    }

    static Map<String, Object> harvester(String name) {
        return Map.of("name", name, "kind", "收割机", "widthMeters", 2.5, "rates",
                List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8, "roadKmh",
                15);
    }

    String secondMachine() {
        return season.provider().create("/machines", harvester("二号机")).path("id").asString();
    }

    /** Three fields take more than a day: one is left for the next morning. */
    String overNight() {
        return season.orders().stream().filter(order -> stops(order).size() > 1).findFirst().orElseThrow();
    }

    String published() {
        return season.provider().fetch("/dispatch-plans?status=PUBLISHED").path("items").path(0).path("id").asString();
    }

    List<JsonNode> stops(String order) {
        return season.provider().fetch("/work-orders/" + order).path("stops").valueStream().toList();
    }
}
