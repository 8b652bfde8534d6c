package org.siji.platform.duty;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

/** A village's group leaders and their households, over HTTP. */
@SijiIntegrationTest
class DutyAreasTest {

    private static final String PASSWORD = "correct-horse-7";

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    @Test
    void aHouseholdIsInOneAreaUnlessItIsMoved() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String one = area(clerk, village, "一组", List.of());
        String two = area(clerk, village, "二组", List.of());
        UUID household = village.farms().getFirst().householdId();
        clerk.post(one + "/households", Map.of("householdIds", List.of(household)));
        assertThat(clerk.post(two + "/households", Map.of("householdIds", List.of(household))).problems())
                .containsExactly("duty.in-other-area");
        clerk.post(two + "/households", Map.of("householdIds", List.of(household), "moveFromOthers", true));
        assertThat(clerk.fetch(one).path("householdIds")).isEmpty();
        assertThat(clerk.fetch(two).path("householdIds")).hasSize(1);
        assertThat(clerk.post(two + "/households", Map.of("householdIds", List.of(village.other().householdId())))
                .problems()).containsExactly("duty.other-village");
        assertThat(clerk.post("/duty-areas", Map.of("villageCode", village.code(), "name", "一组")).problems())
                .containsExactly("duty.name-taken");
    }

    @Test
    void aLeaderActsForHisHouseholdsOnly() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String name = "leader-" + UUID.randomUUID().toString().substring(0, 12);
        String id = clerk.create("/users", Map.of("username", name, "password", PASSWORD, "displayName", "李组长",
                "role", "LEADER", "regionCode", village.code())).path("id").asString();
        ApiClient leader = users.anonymous().logIn(name, PASSWORD);
        clerk.post(area(clerk, village, "一组", List.of(id)) + "/households",
                Map.of("householdIds", List.of(village.farms().getFirst().householdId())));
        JsonNode need = leader.create("/needs", SampleVillages.harvest(village.farms().getFirst()));
        assertThat(leader.post("/needs", SampleVillages.harvest(village.farms().get(1))).problems())
                .containsExactly("need.cultivator-not-on-field");
        Map<String, Object> self = new HashMap<>(SampleVillages.harvest(village.farms().getFirst()));
        self.put("confirmation", Map.of("kind", "SELF"));
        assertThat(leader.post("/needs", self).problems()).contains("need.confirmation-self");
        JsonNode mine = leader.fetch("/duty-areas/mine?season=2026");
        assertThat(mine).hasSize(1);
        assertThat(mine.path(0).path("marks").path(0).path("state").asString()).isEqualTo("NEED_ENTERED");
        assertThat(mine.path(0).path("fields")).hasSize(1);
        Map<String, Object> visited = Map.of("state", "VISITED", "season", 2026);
        leader.create("/duty-areas/households/" + village.farms().getFirst().householdId() + "/progress", visited);
        assertThat(leader
                .post("/duty-areas/households/" + village.farms().get(1).householdId() + "/progress", visited).status())
                .isEqualTo(404);
        assertThat(leader.post("/needs/" + need.path("id").asString() + "/cancel", Map.of("reason", "下雨")).status())
                .isEqualTo(200);
        assertThat(leader.get("/households").status()).isEqualTo(403);
    }

    private static String area(ApiClient clerk, SampleVillage village, String name, List<String> leaders) {
        return "/duty-areas/" + clerk.create("/duty-areas",
                Map.of("villageCode", village.code(), "name", name, "leaderUserIds", leaders)).path("id").asString();
    }
}
