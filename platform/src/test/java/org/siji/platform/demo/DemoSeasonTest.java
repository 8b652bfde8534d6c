package org.siji.platform.demo;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.SijiApplication;
import org.siji.platform.api.Station;
import org.siji.platform.support.ChildJvm;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole season of a small county, in a process of its own, as {@code ./siji demo --once --json} plays it. */
class DemoSeasonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aSeasonPassesEveryStationAndCanBePlayedAgain(@TempDir Path home) throws Exception {
        JsonNode played = play(home);
        JsonNode first = played.path("stations");
        for (Station station : Station.values()) {
            JsonNode line = first.path(station.name());
            assertThat(line.path("name").asString()).isEqualTo(station.name());
            assertThat(line.path("count").asLong()).as(station.name()).isPositive();
            assertThat(line.path("mu").isNumber() && line.path("seconds").isNumber()).as(station.name()).isTrue();
        }
        assertThat(first.path("SETTLEMENT").path("yuan").asDouble()).isPositive();
        everythingHappened(played.path("parts"));
        JsonNode second = play(home).path("stations");
        assertThat(second.path("SETTLEMENT").path("yuan")).as("the same seed makes the same county")
                .isEqualTo(first.path("SETTLEMENT").path("yuan"));
    }

    private static JsonNode play(Path home) throws Exception {
        try (ChildJvm server = ChildJvm.start(SijiApplication.class, home, Map.of(), "demo", "--once", "--json", "--mu",
                "400", "--port", "0")) {
            String output = server.awaitEnd();
            assertThat(server.exitCode()).as(output).isZero();
            return JSON.readTree(output);
        }
    }

    /** What the village does together, beside the stations. */
    private static void everythingHappened(JsonNode parts) {
        JsonNode leader = parts.path("leader");
        assertThat(fen(leader, "refused")).isEqualTo(1);
        assertThat(fen(leader, "notMet")).isEqualTo(1);
        assertThat(fen(leader, "signed")).as("signed on glass").isEqualTo(1);
        JsonNode grower = parts.path("grower");
        assertThat(fen(grower, "leases")).isEqualTo(40);
        assertThat(fen(grower, "households")).as("many households let their land").isGreaterThan(5);
        assertThat(fen(grower, "rentFen")).as("150 kg at 2.72 yuan is 408 yuan a mu, on 40 plots of two thirds of a mu")
                .isBetween(400_000L, 2_500_000L);
        JsonNode trustee = parts.path("trustee");
        assertThat(fen(trustee, "payFen")).isEqualTo(Math.max(fen(trustee, "actualFen"), fen(trustee, "guaranteeFen")));
        assertThat(fen(trustee, "differenceFen")).isPositive()
                .isEqualTo(fen(trustee, "payFen") - fen(trustee, "actualFen"));
        JsonNode tender = parts.path("tender");
        assertThat(fen(tender, "offers")).isGreaterThan(1);
        assertThat(fen(tender, "openedBy")).isEqualTo(2);
        JsonNode award = parts.path("award");
        assertThat(fen(award, "totalFen")).isPositive().isLessThanOrEqualTo(fen(award, "limitFen"));
        assertThat(fen(tender, "totalFen")).isGreaterThan(fen(award, "limitFen"));
        assertThat(fen(parts.path("dispute"), "steps")).isEqualTo(2);
        assertThat(fen(parts.path("dispute"), "amountFen")).isEqualTo(2_000);
        JsonNode dividend = parts.path("dividend");
        assertThat(fen(dividend, "reserveFen") + fen(dividend, "welfareFen") + fen(dividend, "guaranteedFen")
                + fen(dividend, "dividendFen") + fen(dividend, "keptFen")).as("to the fen")
                .isEqualTo(fen(dividend, "incomeFen") - fen(dividend, "costFen"));
        assertThat(fen(dividend, "shareholders")).isEqualTo(12);
        assertThat(fen(parts.path("settlement"), "contracts")).isPositive();
        assertThat(fen(parts.path("report"), "answered")).isEqualTo(1);
        assertThat(fen(parts.path("rule"), "afterFen")).as("a cap costs less")
                .isPositive().isLessThan(fen(parts.path("rule"), "beforeFen"));
        assertThat(fen(parts.path("copied"), "needs")).isEqualTo(10);
        assertThat(fen(parts.path("package"), "operations")).isEqualTo(3);
        assertThat(fen(parts.path("package"), "fields")).isPositive();
        assertThat(fen(parts.path("idle"), "rentPerMuFen")).isEqualTo(32_000);
        assertThat(fen(parts.path("papers"), "inspected")).isPositive();
        assertThat(fen(parts.path("excel"), "wrong")).isEqualTo(1);
        assertThat(fen(parts.path("excel"), "taken")).isEqualTo(fen(parts.path("excel"), "rows") - 1).isPositive();
        assertThat(fen(parts.path("withdrawn"), "needs")).isEqualTo(1);
        assertThat(fen(parts.path("inspections"), "failed")).isEqualTo(1);
        assertThat(fen(parts.path("inspections"), "passed")).isPositive();
        assertThat(fen(parts.path("undivided"), "shares")).isGreaterThan(fen(parts.path("undivided"), "households"));
        assertThat(fen(parts.path("plan"), "mu")).isPositive();
        assertThat(fen(parts.path("plan"), "weeks")).isPositive();
        assertThat(fen(parts.path("cab"), "steps")).as("a start and a done for each").isPositive().isEven();
        assertThat(fen(parts.path("cab"), "fields")).isGreaterThanOrEqualTo(8);
        assertThat(fen(parts.path("notices"), "published")).isGreaterThan(5);
    }

    private static long fen(JsonNode part, String name) {
        assertThat(part.path(name).isNumber()).as(name + " in " + part).isTrue();
        return part.path(name).asLong();
    }
}
