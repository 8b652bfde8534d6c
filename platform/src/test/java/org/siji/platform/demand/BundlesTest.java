package org.siji.platform.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@SijiIntegrationTest
class BundlesTest {

    private static final double MU = 10_000.0 / 15;

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    NeedReport needReport;
    @Autowired
    BundleReport bundleReport;

    private static JsonNode propose(ApiClient clerk, SampleVillage village, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", 2026));
        request.putAll(more);
        return clerk.create("/bundles/propose", request);
    }

    private static List<String> enter(ApiClient clerk, SampleVillage village, int... farms) {
        List<Map<String, Object>> items = java.util.Arrays.stream(farms)
                .mapToObj(farm -> SampleVillages.harvest(village.farms().get(farm))).toList();
        JsonNode ids = clerk.create("/needs/bulk", Map.of("items", items)).path("ids");
        return ids.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void neighboursWithinTheGapMakeABundleAndTheRestIsShownWithItsBridge() {
        // Fields of 30 mu: 1 and 2 lie 2 m apart, 3 is 4 m from 2, 4 has no need and touches 3 and 5.
        SampleVillage village = villages.make(2, 4, 1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> needs = enter(clerk, village, 0, 1, 2);
        JsonNode proposal = propose(clerk, village, Map.of());
        assertThat(proposal.path("gapMeters").asDouble()).isEqualTo(3);
        assertThat(proposal.path("thresholdMu").asDouble()).isEqualTo(50, within(1e-9));
        assertThat(proposal.path("bundles")).hasSize(1);
        JsonNode bundle = proposal.path("bundles").get(0);
        assertThat(bundle.path("areaSquareMeters").asDouble()).isEqualTo(60 * MU, within(0.5));
        assertThat(bundle.path("needCount").asInt()).isEqualTo(2);
        JsonNode leftover = proposal.path("leftovers").get(0);
        assertThat(leftover.path("needs").get(0).path("needId").asString()).isEqualTo(needs.get(2));
        assertThat(leftover.path("missingSquareMeters").asDouble()).isEqualTo(20 * MU, within(0.5));
        JsonNode bridge = leftover.path("bridges").get(0).path("fields").get(0);
        assertThat(bridge.path("fieldId").asString()).isEqualTo(village.farms().get(3).fieldId().toString());
        assertThat(bridge.path("cultivatorNameMasked").asString()).as("who is to be asked").isEqualTo("王**");
        assertThat(bridge.path("householdId").asString()).isEqualTo(village.farms().get(3).householdId().toString());
        assertThat(leftover.path("bridges").get(0).path("resultSquareMeters").asDouble())
                .isEqualTo(60 * MU, within(0.5));

        JsonNode wider = propose(clerk, village, Map.of("gapMeters", 4.5));
        assertThat(wider.path("leftovers")).isEmpty();
        assertThat(wider.path("bundles").get(0).path("needCount").asInt()).isEqualTo(3);
        assertThat(clerk.fetch("/bundles?status=DRAFT").path("items")).as("the first proposal is replaced").hasSize(1);
        JsonNode detail = clerk.fetch("/bundles/" + wider.path("bundles").get(0).path("id").asString());
        assertThat(detail.path("gapMeters").asDouble()).isEqualTo(4.5);
        assertThat(detail.path("needs")).hasSize(3);
        assertThat(detail.path("needs").get(0).path("geometry").path("type").asString()).isEqualTo("Polygon");
        assertThat(detail.path("outline").path("type").asString()).isEqualTo("MultiPolygon");
    }

    private static JsonNode leftovers(ApiClient clerk, SampleVillage village) {
        return clerk.fetch("/bundles/leftovers?season=2026&village=" + village.code());
    }

    @Test
    void whatIsLeftOverCanBeReadAtAnyTime() {
        SampleVillage village = villages.make(2, 4, 1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> needs = enter(clerk, village, 0, 1, 2);
        JsonNode before = leftovers(clerk, village);
        assertThat(before.path("proposableNeeds").asInt()).as("two of them would make a bundle").isEqualTo(2);
        assertThat(before.path("groups")).hasSize(1);

        JsonNode proposal = propose(clerk, village, Map.of());
        JsonNode after = leftovers(clerk, village);
        assertThat(after.path("groups")).as("the same as the proposal said").isEqualTo(proposal.path("leftovers"));
        assertThat(after.path("proposableNeeds").asInt()).isZero();
        assertThat(after.path("asOf").asString()).isNotEmpty();

        propose(clerk, village, Map.of("gapMeters", 4.5));
        assertThat(leftovers(clerk, village).path("groups")).as("by the gap of the last proposal").isEmpty();
        propose(clerk, village, Map.of());
        clerk.create("/bundles", Map.of("needIds", List.of(needs.get(2))));
        assertThat(leftovers(clerk, village).path("groups")).as("taken by hand").isEmpty();
    }

    @Test
    void aFieldThatBridgesWhenItsHouseholdJoinsIsNoLongerMissing() {
        SampleVillage village = villages.make(2, 4, 1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        enter(clerk, village, 2);
        JsonNode alone = leftovers(clerk, village).path("groups").get(0);
        assertThat(alone.path("bridges").valueStream().map(bridge -> bridge.path("joinsBundle").asBoolean()))
                .as("there is no bundle to join").isNotEmpty().containsOnly(false);
        enter(clerk, village, 3);
        JsonNode joined = leftovers(clerk, village);
        assertThat(joined.path("groups")).isEmpty();
        assertThat(joined.path("proposableNeeds").asInt()).isEqualTo(2);
    }

    @Test
    void leftoversAreForTheVillagesOwnOffices() {
        SampleVillage village = villages.make(2);
        String path = "/bundles/leftovers?season=2026&village=" + village.code();
        assertThat(users.office(Role.VILLAGE, village.otherCode()).get(path).status()).isEqualTo(404);
        assertThat(users.household(village.farms().getFirst().householdId(), village.code()).get(path).problems())
                .containsExactly("access.role");
        assertThat(users.office(Role.VILLAGE, village.code()).get("/bundles/leftovers").status()).isEqualTo(400);
    }

    @Test
    void closingFreezesAndDissolvingLetsGo() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> needs = enter(clerk, village, 0, 1);
        String bundle = propose(clerk, village, Map.of()).path("bundles").get(0).path("id").asString();
        assertThat(clerk.create("/bundles/" + bundle + "/close", null).path("status").asString()).isEqualTo("CLOSED");
        assertThat(clerk.post("/bundles/" + bundle + "/close", null).problems()).containsExactly("bundle.not-draft");
        ApiClient.Answer cancel = clerk.post("/needs/" + needs.getFirst() + "/cancel", Map.of("reason", "x"));
        assertThat(cancel.status()).isEqualTo(409);
        assertThat(cancel.problems()).containsExactly("need.in-closed-bundle");
        assertThat(clerk.fetch("/needs/" + needs.getFirst()).path("bundleId").asString()).isEqualTo(bundle);
        enter(clerk, village, 2);
        assertThat(propose(clerk, village, Map.of()).path("bundles")).as("closed bundles are left alone").isEmpty();

        clerk.create("/bundles/" + bundle + "/dissolve", Map.of("reason", "没有服务主体"));
        assertThat(clerk.fetch("/needs/" + needs.getFirst()).path("status").asString()).isEqualTo("OPEN");
        assertThat(clerk.post("/bundles/" + bundle + "/dissolve", null).problems())
                .containsExactly("bundle.dissolved-already");
        assertThat(propose(clerk, village, Map.of()).path("bundles").get(0).path("needCount").asInt()).isEqualTo(3);
        assertThat(clerk.fetch("/bundles/" + bundle).path("events").valueStream()
                .map(event -> event.path("status").asString())).containsExactly("DRAFT", "CLOSED", "DISSOLVED");
    }

    @Test
    void aCancelledNeedTakesItsDraftWithIt() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> needs = enter(clerk, village, 0, 1);
        String bundle = propose(clerk, village, Map.of()).path("bundles").get(0).path("id").asString();
        clerk.create("/needs/" + needs.getFirst() + "/cancel", Map.of("reason", "改种"));
        assertThat(clerk.fetch("/bundles/" + bundle).path("status").asString()).isEqualTo("DISSOLVED");
        assertThat(propose(clerk, village, Map.of()).path("leftovers")).hasSize(1);
    }

    @Test
    void aClerkMayBundleByHandBelowTheThreshold() {
        SampleVillage village = villages.make(50);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        List<String> needs = enter(clerk, village, 0, 1);
        JsonNode apart = clerk.create("/bundles", Map.of("needIds", needs));
        assertThat(apart.path("belowThreshold").asBoolean()).isFalse();
        assertThat(apart.path("contiguousSquareMeters").asDouble()).isEqualTo(30 * MU, within(0.5));
        assertThat(propose(clerk, village, Map.of()).path("leftovers")).as("what he has taken is not proposed")
                .isEmpty();
        assertThat(clerk.post("/bundles", Map.of("needIds", needs)).problemsWithPaths())
                .containsExactly("bundle.need-taken @ needIds[0]", "bundle.need-taken @ needIds[1]");
        clerk.create("/bundles/" + apart.path("id").asString() + "/dissolve", null);
        JsonNode small = clerk.create("/bundles", Map.of("needIds", List.of(needs.getFirst())));
        assertThat(small.path("belowThreshold").asBoolean()).isTrue();
        assertThat(small.path("origin").asString()).isEqualTo("HAND");
        assertThat(clerk.post("/bundles", Map.of("needIds", List.of(UUID.randomUUID()))).problems())
                .containsExactly("not-found");
    }

    @Test
    void needsWithoutACommonDayOrOfOtherOperationsAreNotBundledByHand() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> late = new HashMap<>(SampleVillages.harvest(village.farms().get(1)));
        late.putAll(Map.of("windowFrom", "2026-08-01", "windowTo", "2026-08-05", "operation", "TILLAGE"));
        String first = enter(clerk, village, 0).getFirst();
        String second = clerk.create("/needs", late).path("id").asString();
        assertThat(clerk.post("/bundles", Map.of("needIds", List.of(first, second))).problems())
                .containsExactly("bundle.mixed-operation", "bundle.no-common-day");
    }

    @Test
    void badParametersAndOthersVillagesAreRefused() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(clerk.post("/bundles/propose", Map.of("gapMeters", -1, "thresholdMu", -5)).problemsWithPaths())
                .containsExactly("required @ villageCode", "required @ operation", "required @ season",
                        "bundle.gap @ gapMeters", "bundle.threshold @ thresholdMu");
        enter(clerk, village, 0, 1);
        String bundle = propose(clerk, village, Map.of()).path("bundles").get(0).path("id").asString();
        ApiClient nextVillage = users.office(Role.VILLAGE, village.otherCode());
        assertThat(nextVillage.post("/bundles/propose",
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", 2026)).status())
                .isEqualTo(404);
        for (String path : List.of("/close", "/dissolve")) {
            assertThat(nextVillage.post("/bundles/" + bundle + path, null).status()).isEqualTo(404);
        }
        assertThat(nextVillage.get("/bundles/" + bundle).status()).isEqualTo(404);
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.get("/bundles/" + bundle).problems()).containsExactly("access.role");
    }

    @Test
    void theBoardKnowsWhatWaits() {
        SampleVillage village = villages.make(2, 50);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        enter(clerk, village, 0, 1, 2);
        propose(clerk, village, Map.of());
        assertThat(needReport.look(2026, village.code()).passed().count()).isEqualTo(3);
        assertThat(waiting(needReport, village)).containsExactly("need.unbundled 3");
        assertThat(waiting(bundleReport, village)).containsExactly("bundle.unclosed 1");
        assertThat(needReport.look(2025, village.code()).passed().count()).isZero();
    }

    private static List<String> waiting(StationReport report, SampleVillage village) {
        return report.look(2026, village.county()).waiting().stream()
                .map((WaitingItem item) -> item.code() + " " + item.count()).toList();
    }
}
