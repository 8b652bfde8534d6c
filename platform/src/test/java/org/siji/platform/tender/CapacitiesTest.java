package org.siji.platform.tender;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Free days of a machine, and the bundles that they would suit. */
@SijiIntegrationTest
class CapacitiesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TenderWorld world;
    @Autowired
    TestUsers users;

    private static Map<String, Object> offer(String machine, String region) {
        return new HashMap<>(Map.of("machineId", machine, "operation", "HARVEST", "firstDay",
                TenderWorld.from().plusDays(9).toString(), "lastDay", TenderWorld.from().plusDays(12).toString(),
                "regions", List.of(region), "fenPerMu", 8_800, "note", "可过夜"));
    }

    @Test
    void bundlesWithoutAContractAreProposedToFreeDays() {
        SampleVillage village = villages.make(2, 2);
        String provider = world.provider(village, 10_000);
        String machine = world.machine(provider, 8);
        ApiClient provides = world.client(provider);
        String bundle = world.bundle(village);
        JsonNode offered = provides.create("/capacities", offer(machine, village.county()));
        JsonNode proposal = offered.path("proposals").path(0);
        assertThat(proposal.path("bundleId").asString()).isEqualTo(bundle);
        assertThat(proposal.path("days").asLong()).as("the window ends on the capacity's second day").isEqualTo(2);
        assertThat(proposal.path("wholeInTime").asBoolean()).as("90 mu in 20 hours at 8 mu").isTrue();
        assertThat(offered.toString()).as("nothing of the households").doesNotContain("cultivator", "household");

        String path = "/capacities/" + offered.path("id").asString();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(clerk.fetch("/capacities").path("items").path(0).path("id").asString())
                .isEqualTo(offered.path("id").asString());
        assertThat(clerk.fetch(path).path("proposals")).hasSize(1);
        ApiClient beside = users.office(Role.VILLAGE, village.otherCode());
        assertThat(beside.fetch(path).path("proposals")).as("offered there too, but not this village's bundle")
                .isEmpty();
        assertThat(users.office(Role.VILLAGE, villages.make().code()).get(path).status()).isEqualTo(404);
        assertThat(clerk.post(path + "/withdraw", null).status()).isEqualTo(403);

        clerk.create("/bundles/" + bundle + "/award", Map.of("providerId", provider, "reason", "正好有空"));
        assertThat(provides.fetch(path).path("proposals")).as("it has a contract now").isEmpty();
        String later = world.laterBundle(village);
        assertThat(provides.fetch(path).path("proposals").path(0).path("bundleId").asString()).isEqualTo(later);
        provides.create(path + "/withdraw", null);
        assertThat(provides.post(path + "/withdraw", null).problems()).containsExactly("capacity.withdrawn");
        assertThat(provides.fetch(path).path("proposals")).isEmpty();
        assertThat(clerk.fetch("/capacities").path("items")).isEmpty();
        assertThat(provides.fetch("/capacities").path("items")).as("kept for the provider").hasSize(1);
    }

    @Test
    void whatCannotBeOfferedIsSaidAtOnce() {
        SampleVillage village = villages.make();
        String provider = world.provider(village, 10_000);
        String machine = world.machine(provider, 8);
        ApiClient provides = world.client(provider);
        Map<String, Object> wrong = offer(machine, "999999");
        wrong.put("lastDay", "2020-01-01");
        wrong.put("fenPerMu", 0);
        assertThat(provides.post("/capacities", wrong).problemsWithPaths()).containsExactly("tender.price @ fenPerMu",
                "capacity.days @ lastDay", "capacity.past @ lastDay", "not-found @ regions");
        Map<String, Object> other = offer(machine, village.code());
        other.put("operation", "TILLAGE");
        assertThat(provides.post("/capacities", other).problems()).containsExactly("capacity.machine");
        String strangers = world.machine(world.provider(village, 9_000), 8);
        assertThat(provides.post("/capacities", offer(strangers, village.code())).status()).isEqualTo(404);
    }
}
