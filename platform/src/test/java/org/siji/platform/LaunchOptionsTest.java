package org.siji.platform;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.platform.database.StartupException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaunchOptionsTest {

    @Test
    void everyOptionReachesSpring() {
        LaunchOptions options = LaunchOptions.parse("demo", "--once", "--json", "--mu", "500", "--port", "9000",
                "--seed", "-7");
        assertThat(options.once()).isTrue();
        assertThat(options.json()).isTrue();
        assertThat(options.port()).isEqualTo(9000);
        assertThat(options.properties()).containsExactlyInAnyOrder("--siji.demo.enabled=true", "--siji.demo.once=true",
                "--siji.demo.json=true", "--siji.demo.mu=500", "--siji.demo.seed=-7", "--server.port=9000",
                "--logging.threshold.console=OFF", "--siji.figures.slow-millis=2147483647");
    }

    @Test
    void servingPlaysNoSeason() {
        assertThat(LaunchOptions.parse("serve").properties()).containsExactlyInAnyOrder("--siji.demo.enabled=false",
                "--siji.demo.once=false", "--siji.demo.json=false", "--server.port=8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "play", "serve --once", "serve --port 70000", "serve --port", "demo --mu 0",
            "demo --mu x", "demo --mu 9999999999", "demo --fast"})
    void whatIsNotUnderstoodIsNamed(String line) {
        assertThatThrownBy(() -> LaunchOptions.parse(line.isEmpty() ? new String[0] : line.split(" "))).as(line)
                .isInstanceOf(StartupException.class);
    }

    @Test
    void aCountyTooSmallForASeasonIsSaidBeforeAnythingStarts() {
        assertThatThrownBy(() -> LaunchOptions.parse("demo", "--mu", "300"))
                .isInstanceOfSatisfying(StartupException.class, problem -> assertThat(problem.sentence(Locale.CHINESE))
                        .contains("300", "至少 400 亩"));
        assertThat(LaunchOptions.parse("demo", "--mu", "400").properties()).contains("--siji.demo.mu=400");
    }
}
