package org.siji.platform.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class NeedsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> with(Map<String, Object> need, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(need);
        changed.put(key, value);
        return changed;
    }

    private long stored(SampleVillage village) {
        return jdbc.sql("select count(*) from need where starts_with(village_code, :county)")
                .param("county", village.county()).query(Long.class).single();
    }

    @Test
    void aClerkEntersANeedAndItsStoryIsKept() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
        var need = clerk.fetch("/needs/" + id);
        assertThat(need.path("status").asString()).isEqualTo("OPEN");
        assertThat(need.path("fieldName").asString()).isEqualTo("田1");
        assertThat(need.path("cultivatorNameMasked").asString()).isEqualTo("王**");
        assertThat(need.path("confirmation").path("note").asString()).isEqualTo("第 3 页");
        assertThat(clerk.post("/needs/" + id + "/cancel", Map.of()).problemsWithPaths())
                .containsExactly("required @ reason");
        clerk.create("/needs/" + id + "/cancel", Map.of("reason", "农户改种"));
        need = clerk.fetch("/needs/" + id);
        assertThat(need.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(need.path("events").get(1).path("reason").asString()).isEqualTo("农户改种");
        assertThat(need.path("events").get(1).path("byUsername").asString()).startsWith("VILLAGE-");
        assertThat(clerk.post("/needs/" + id + "/cancel", Map.of("reason", "x")).problems())
                .containsExactly("need.cancelled-already");
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNothingIsStored() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Farm first = village.farms().get(0);
        Farm second = village.farms().get(1);
        Map<String, Object> good = SampleVillages.harvest(first);
        Map<String, Object> nobodys = with(with(good, "fieldId", second.fieldId()), "confirmation",
                Map.of("kind", "SELF"));
        ApiClient.Answer answer = clerk.post("/needs/bulk", Map.of("items", List.of(good,
                SampleVillages.harvest(village.other()), with(good, "windowTo", "2026-07-01"), good,
                with(good, "fieldId", UUID.randomUUID()), nobodys, Map.of("operation", "HARVEST"))));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problemsWithPaths()).containsExactly("need.field-other-village @ items[1].fieldId",
                "need.window-reversed @ items[2].windowTo", "need.duplicate @ items[3].fieldId",
                "need.field-unknown @ items[4].fieldId", "need.confirmation-self @ items[5].confirmation.kind",
                "need.cultivator-not-on-field @ items[5].enteredFor", "required @ items[6].fieldId",
                "required @ items[6].windowFrom", "required @ items[6].windowTo", "required @ items[6].enteredFor",
                "required @ items[6].confirmation.kind");
        assertThat(answer.json().path("problems").get(2).path("message").asString())
                .isEqualTo("田块“田1”已有收割需求，时间 2026-07-10 至 2026-07-20，与这次重叠");
        assertThat(stored(village)).isZero();
    }

    @Test
    void aNeedIsADuplicateOnlyWhileItsDaysOverlapAndItIsWanted() {
        SampleVillage village = villages.make();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> need = SampleVillages.harvest(village.farms().getFirst());
        String id = clerk.create("/needs", need).path("id").asString();
        Map<String, Object> lastDay = with(with(need, "windowFrom", "2026-07-20"), "windowTo", "2026-07-25");
        assertThat(clerk.post("/needs", lastDay).problemsWithPaths()).containsExactly("need.duplicate @ fieldId");
        assertThat(clerk.post("/needs", with(lastDay, "windowFrom", "2026-07-21")).status()).isEqualTo(201);
        assertThat(clerk.post("/needs", with(need, "operation", "TILLAGE")).status()).isEqualTo(201);
        clerk.create("/needs/" + id + "/cancel", Map.of("reason", "误录"));
        assertThat(clerk.post("/needs", need).status()).isEqualTo(201);
    }

    @Test
    void theSameFormSentTwiceIsOneNeed() {
        SampleVillage village = villages.make();
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> need = SampleVillages.harvest(village.farms().getFirst());
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        ApiClient.Answer first = clerk.send("POST", "/needs", need, key);
        ApiClient.Answer second = clerk.send("POST", "/needs", need, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(stored(village)).isEqualTo(1);
    }

    @Test
    void aHouseholdSeesAndEntersOnlyItsOwn() {
        SampleVillage village = villages.make(2);
        Farm mine = village.farms().get(0);
        Farm theirs = village.farms().get(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String foreign = clerk.create("/needs", SampleVillages.harvest(theirs)).path("id").asString();
        ApiClient household = users.household(mine.householdId(), village.code());
        Map<String, Object> own = new HashMap<>(SampleVillages.harvest(mine));
        own.remove("confirmation");
        var entered = household.create("/needs", own);
        assertThat(entered.path("confirmation").path("kind").asString()).isEqualTo("SELF");
        Map<String, Object> tillage = with(SampleVillages.harvest(theirs), "operation", "TILLAGE");
        assertThat(household.post("/needs", tillage).problemsWithPaths())
                .containsExactly("need.cultivator-not-on-field @ enteredFor");
        assertThat(household.fetch("/needs").path("items")).singleElement()
                .satisfies(item -> assertThat(item.path("id")).isEqualTo(entered.path("id")));
        assertThat(household.get("/needs/" + foreign).status()).isEqualTo(404);
        assertThat(household.post("/needs/" + foreign + "/cancel", Map.of("reason", "x")).status()).isEqualTo(404);
        household.create("/needs/" + entered.path("id").asString() + "/cancel", Map.of("reason", "自己收"));
    }

    @Test
    void eachRoleSeesItsScopeOnly() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
        for (ApiClient above : List.of(users.office(Role.TOWNSHIP, village.code().substring(0, 9)),
                users.office(Role.COUNTY, village.county()))) {
            assertThat(above.get("/needs/" + id).status()).isEqualTo(200);
            assertThat(above.fetch("/needs?village=" + village.code()).path("items")).hasSize(1);
        }
        ApiClient nextVillage = users.office(Role.VILLAGE, village.otherCode());
        assertThat(nextVillage.get("/needs/" + id).status()).isEqualTo(404);
        assertThat(nextVillage.fetch("/needs").path("items")).isEmpty();
        assertThat(nextVillage.get("/needs?village=" + village.code()).status()).isEqualTo(404);
        assertThat(nextVillage.post("/needs/" + id + "/cancel", Map.of("reason", "x")).status()).isEqualTo(404);
        ApiClient provider = users.provider(UUID.randomUUID());
        for (String path : List.of("/needs", "/needs/" + id, "/bundles")) {
            assertThat(provider.get(path).problems()).containsExactly("access.role");
        }
        assertThat(users.anonymous().get("/needs").status()).isEqualTo(401);
    }

    @Test
    void listsArePaged() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        clerk.create("/needs/bulk", Map.of("items", village.farms().stream().map(SampleVillages::harvest).toList()));
        var first = clerk.fetch("/needs?limit=2");
        assertThat(first.path("items")).hasSize(2);
        var second = clerk.fetch("/needs?limit=2&cursor=" + first.path("next").asString());
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(clerk.get("/needs?limit=0").problems()).containsExactly("page.limit");
    }
}
