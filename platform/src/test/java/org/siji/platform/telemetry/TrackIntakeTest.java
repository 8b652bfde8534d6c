package org.siji.platform.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.fleet.Machine;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a machine without a width in the register would meet; the fleet's own resources do not let one in. */
@SijiIntegrationTest
class TrackIntakeTest {

    @Autowired
    TrackIntake intake;

    @Test
    void withoutAnyWidthNothingCanBeMeasured() {
        UUID id = Ids.next();
        Machine bare = new Machine(id, Ids.next(), "旧机", "收割机", Double.NaN, Map.of(), 110, 27.8, 15, true);
        byte[] csv = new String(HarvestSeason.drive(0, 1), StandardCharsets.UTF_8)
                .replaceAll("(?m),(work|[01]),(width|2\\.50)$", ",$1").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> intake.take(csv, "day.csv", bare, null, "test")).isInstanceOf(ProblemException.class)
                .hasMessageContaining("track.width-missing");
    }
}
