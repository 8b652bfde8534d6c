package org.siji.platform.fleet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class MachinesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    Fleet fleet;

    private static Map<String, Object> harvester(String providerId) {
        return Map.of("providerId", providerId, "name", "一号机", "kind", "收割机", "widthMeters", 2.4, "rates",
                List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8, "roadKmh",
                15);
    }

    @Test
    void aProviderManagesItsMachines() {
        String provider = villages.provider(villages.make());
        ApiClient mine = users.provider(UUID.fromString(provider));
        String id = mine.create("/machines", harvester(provider)).path("id").asString();
        Map<String, Object> resting = new HashMap<>(harvester(provider));
        resting.put("inService", false);
        assertThat(mine.send("PUT", "/machines/" + id, resting, Map.of()).status()).isEqualTo(428);
        ApiClient.Answer edited = mine.put("/machines/" + id, resting, 1);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(mine.put("/machines/" + id, resting, 1).status()).isEqualTo(412);
        Machine machine = fleet.getMachine(UUID.fromString(id));
        assertThat(machine.inService()).isFalse();
        assertThat(machine.rateMuPerHour()).containsExactly(Map.entry(Operation.HARVEST, 8.0));
        assertThat(mine.post("/machines", harvester(provider)).problems()).containsExactly("constraint.machine_name");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        String provider = villages.provider(villages.make());
        ApiClient mine = users.provider(UUID.fromString(provider));
        assertThat(mine.post("/machines", Map.of("name", "x", "widthMeters", 0, "depotLon", 200, "roadKmh", 15,
                "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", -1), Map.of("operation", "HARVEST"))))
                .problemsWithPaths()).containsExactly("required @ kind", "machine.width @ widthMeters",
                        "required @ depotLat", "machine.place @ depotLon", "machine.rate @ rates[0].muPerHour",
                        "machine.rate-twice @ rates[1].operation", "required @ rates[1].muPerHour");
    }

    @Test
    void eachRoleSeesItsScopeOnly() {
        SampleVillage village = villages.make();
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        String id = mine.create("/machines", harvester(provider)).path("id").asString();
        ApiClient rival = users.provider(UUID.fromString(villages.provider(village)));
        assertThat(rival.get("/machines/" + id).status()).isEqualTo(404);
        assertThat(rival.put("/machines/" + id, harvester(provider), 1).status()).isEqualTo(404);
        assertThat(rival.post("/machines", harvester(provider)).status()).isEqualTo(404);
        assertThat(rival.fetch("/machines?provider=" + provider).path("items")).isEmpty();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(clerk.fetch("/machines?provider=" + provider).path("items")).hasSize(1);
        assertThat(clerk.post("/machines", harvester(provider)).problems()).containsExactly("access.role");
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.get("/machines").problems()).containsExactly("access.role");
        assertThat(users.office(Role.COUNTY, village.county()).put("/machines/" + id, harvester(provider), 1).status())
                .isEqualTo(200);
    }
}
