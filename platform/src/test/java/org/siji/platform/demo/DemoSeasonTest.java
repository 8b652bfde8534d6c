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
        JsonNode first = play(home);
        for (Station station : Station.values()) {
            JsonNode line = first.path(station.name());
            assertThat(line.path("name").asString()).isEqualTo(station.name());
            assertThat(line.path("count").asLong()).as(station.name()).isPositive();
            assertThat(line.path("mu").isNumber() && line.path("seconds").isNumber()).as(station.name()).isTrue();
        }
        assertThat(first.path("SETTLEMENT").path("yuan").asDouble()).isPositive();
        JsonNode second = play(home);
        assertThat(second.path("SETTLEMENT").path("yuan")).as("the same seed makes the same county")
                .isEqualTo(first.path("SETTLEMENT").path("yuan"));
    }

    private static JsonNode play(Path home) throws Exception {
        try (ChildJvm server = ChildJvm.start(SijiApplication.class, home, Map.of(), "demo", "--once", "--json", "--mu",
                "400", "--port", "0")) {
            String output = server.awaitEnd();
            assertThat(server.exitCode()).as(output).isZero();
            return JSON.readTree(output).path("stations");
        }
    }
}
