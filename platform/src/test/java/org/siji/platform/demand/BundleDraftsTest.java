package org.siji.platform.demand;

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

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A draft while it is talked about: around it, into it, out of it, and what its members say. */
@SijiIntegrationTest
class BundleDraftsTest {

    private static final double MU = 10_000.0 / 15;

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    private static String need(ApiClient clerk, Farm farm) {
        return clerk.create("/needs", SampleVillages.harvest(farm)).path("id").asString();
    }

    private static String bundle(ApiClient clerk, String... needs) {
        return clerk.create("/bundles", Map.of("needIds", List.of(needs))).path("id").asString();
    }

    @Test
    void aroundABundleAreNeedsThatAreOutAndFieldsThatBridge() {
        // Fields of 30 mu, a metre apart: 1 and 2 are in, 3 has no need and lies between them and 4, 5 lies 40 m further.
        SampleVillage village = villages.make(1, 1, 1, 40);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<Farm> farms = village.farms();
        String bundle = bundle(clerk, need(clerk, farms.get(0)), need(clerk, farms.get(1)));
        String fourth = need(clerk, farms.get(3));
        String fifth = need(clerk, farms.get(4));
        JsonNode around = clerk.fetch("/bundles/" + bundle + "/surroundings");
        assertThat(around.path("out").valueStream().map(one -> one.path("needId").asString())).containsExactly(fourth,
                fifth);
        assertThat(around.path("out").path(0).path("distanceMeters").asDouble()).isEqualTo(102, within(0.1));
        assertThat(around.path("out").path(0).path("adjoins").asBoolean()).isFalse();
        JsonNode bridge = around.path("bridges").path(0);
        assertThat(around.path("bridges")).hasSize(1);
        assertThat(bridge.path("fieldId").asString()).isEqualTo(farms.get(2).fieldId().toString());
        assertThat(bridge.path("cultivatorNameMasked").asString()).as("whom to ask").isEqualTo("王**");
        assertThat(bridge.path("householdId").asString()).isEqualTo(farms.get(2).householdId().toString());
        assertThat(bridge.path("connects").path(0).asString()).isEqualTo(fourth);
        assertThat(bridge.path("gainSquareMeters").asDouble()).isEqualTo(60 * MU, within(0.5));

        String third = need(clerk, farms.get(2));
        JsonNode after = clerk.fetch("/bundles/" + bundle + "/surroundings");
        assertThat(after.path("out").path(0).path("needId").asString()).isEqualTo(third);
        assertThat(after.path("out").path(0).path("adjoins").asBoolean()).isTrue();
        assertThat(after.path("bridges")).as("who waits for it anyhow is not asked to bridge").isEmpty();
        assertThat(users.office(Role.VILLAGE, village.otherCode()).get("/bundles/" + bundle + "/surroundings").status())
                .isEqualTo(404);
    }

    @Test
    void whatAChangeWouldDoIsSaidBeforeItIsDone() {
        SampleVillage village = villages.make(1, 50);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String first = need(clerk, village.farms().get(0));
        String second = need(clerk, village.farms().get(1));
        String far = need(clerk, village.farms().get(2));
        String bundle = bundle(clerk, first);
        String path = "/bundles/" + bundle + "/changes";
        JsonNode tried = clerk.post(path, Map.of("add", List.of(second, far), "tryOnly", true)).json();
        assertThat(tried.path("before").path("contiguousSquareMeters").asDouble()).isEqualTo(30 * MU, within(0.5));
        assertThat(tried.path("after").path("areaSquareMeters").asDouble()).isEqualTo(90 * MU, within(0.5));
        assertThat(tried.path("after").path("contiguousSquareMeters").asDouble()).isEqualTo(60 * MU, within(0.5));
        assertThat(tried.path("apartNeedIds").valueStream().map(JsonNode::asString)).containsExactly(far);
        assertThat(clerk.fetch("/bundles/" + bundle).path("needCount").asInt()).as("only tried").isEqualTo(1);

        assertThat(clerk.post(path, Map.of("add", List.of(second))).json().path("done").asBoolean()).isTrue();
        assertThat(clerk.fetch("/bundles/" + bundle).path("areaSquareMeters").asDouble())
                .isEqualTo(60 * MU, within(0.5));
        assertThat(clerk.post(path, Map.of("remove", List.of(first))).problemsWithPaths())
                .containsExactly("required @ reason");
        clerk.create(path, Map.of("remove", List.of(first), "reason", "机子进不去"));
        JsonNode now = clerk.fetch("/bundles/" + bundle);
        assertThat(now.path("needCount").asInt()).isEqualTo(1);
        assertThat(now.path("events").valueStream().map(one -> one.path("reason").asString()).toList())
                .containsExactly("", "+ 田2", "− 田1 机子进不去");
        assertThat(clerk.post(path, Map.of("remove", List.of(second), "reason", "x")).problems())
                .containsExactly("bundle.empty");
        clerk.create("/bundles/" + bundle + "/close", null);
        assertThat(clerk.post(path, Map.of("add", List.of(first))).problems()).containsExactly("bundle.frozen");
    }

    @Test
    void whatCantBeDoneTogetherDoesNotComeIn() {
        SampleVillage village = villages.make(1, 1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String bundle = bundle(clerk, need(clerk, village.farms().get(0)));
        Farm farm = village.farms().get(1);
        Map<String, Object> tillage = Map.of("fieldId", farm.fieldId(), "operation", "TILLAGE", "windowFrom",
                "2026-07-21", "windowTo", "2026-07-25", "season", 2026, "enteredFor", farm.cultivatorId(),
                "confirmation", Map.of("kind", "SIGNATURE"));
        String other = clerk.create("/needs", tillage).path("id").asString();
        String taken = need(clerk, village.farms().get(2));
        bundle(clerk, taken);
        String path = "/bundles/" + bundle + "/changes";
        assertThat(clerk.post(path, Map.of("add", List.of(other))).problemsWithPaths())
                .containsExactlyInAnyOrder("bundle.mixed-operation @ add", "bundle.no-common-day @ add");
        assertThat(clerk.post(path, Map.of("add", List.of(taken, UUID.randomUUID()), "remove",
                List.of(taken), "reason", "x")).problemsWithPaths())
                .containsExactlyInAnyOrder("bundle.need-taken @ add",
                        "not-found @ add", "bundle.not-in @ remove");
        assertThat(clerk.post(path, Map.of()).problemsWithPaths()).containsExactly("required @ add");
        assertThat(users.office(Role.VILLAGE, village.otherCode()).post(path, Map.of("add", List.of(taken))).status())
                .isEqualTo(404);
    }

    @Test
    void noBundleIsClosedOverAnObjectionWithoutAnAnswer() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Farm first = village.farms().get(0);
        need(clerk, first);
        need(clerk, village.farms().get(1));
        String bundle = clerk.create("/bundles/propose",
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", 2026)).path("bundles").path(0)
                .path("id").asString();
        ApiClient household = users.household(first.householdId(), village.code());
        JsonNode seen = household.fetch("/bundles/" + bundle + "/membership");
        assertThat(seen.path("needCount").asInt()).isEqualTo(2);
        assertThat(seen.path("own")).hasSize(1);
        String text = "<script>alert(1)</script>太早了，还没黄";
        String objection = household.create("/bundles/" + bundle + "/objections", Map.of("text", text)).path("id")
                .asString();
        assertThat(users.household(village.other().householdId(), village.otherCode())
                .post("/bundles/" + bundle + "/objections", Map.of("text", "x")).status()).isEqualTo(404);
        assertThat(clerk.post("/bundles/" + bundle + "/objections",
                Map.of("text", "x", "householdId", village.farms().get(2).householdId())).problems())
                .containsExactly("bundle.not-a-member");
        assertThat(clerk.post("/bundles/" + bundle + "/close", null).problems())
                .containsExactly("bundle.objections-open");
        clerk.create("/bundles/propose",
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", 2026));
        JsonNode open = clerk.fetch("/bundle-objections?open=true&village=" + village.code()).path("items");
        assertThat(open).as("a new proposal does not sweep it away").hasSize(1);
        assertThat(open.path(0).path("text").asString()).as("words are shown as words").isEqualTo(text);
        assertThat(open.path(0).path("householdNameMasked").asString()).isEqualTo("王**");
        String answer = "/bundle-objections/" + objection + "/answer";
        assertThat(clerk.post(answer, Map.of("outcome", "LAPSED")).problemsWithPaths())
                .containsExactly("bundle.objection-outcome @ outcome", "required @ answer");
        assertThat(household.post(answer, Map.of("outcome", "UPHELD", "answer", "x")).status()).isEqualTo(403);
        clerk.create(answer, Map.of("outcome", "UPHELD", "answer", "推后再排", "letGo", true));
        assertThat(clerk.post(answer, Map.of("outcome", "REJECTED", "answer", "x")).problems())
                .containsExactly("bundle.objection-answered");
        assertThat(clerk.fetch("/bundles/" + bundle).path("needCount").asInt()).isEqualTo(1);
        assertThat(household.fetch("/bundle-objections").path("items").path(0).path("answer").asString())
                .isEqualTo("推后再排");
        clerk.create("/bundles/" + bundle + "/close", null);
        ApiClient second = users.household(village.farms().get(1).householdId(), village.code());
        assertThat(second.post("/bundles/" + bundle + "/objections", Map.of("text", "x")).problems())
                .containsExactly("bundle.objection-late");
    }

    @Test
    void anObjectionToABundleThatIsGivenUpLapses() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Farm farm = village.farms().getFirst();
        String bundle = bundle(clerk, need(clerk, farm));
        ApiClient household = users.household(farm.householdId(), village.code());
        household.create("/bundles/" + bundle + "/objections", Map.of("text", "不想一起"));
        clerk.create("/bundles/" + bundle + "/dissolve", Map.of("reason", "重排"));
        assertThat(household.fetch("/bundle-objections").path("items").path(0).path("outcome").asString())
                .isEqualTo("LAPSED");
    }
}
