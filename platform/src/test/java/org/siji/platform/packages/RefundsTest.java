package org.siji.platform.packages;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes back when a package's promise was broken. */
@SijiIntegrationTest
class RefundsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    PackageWorld world;

    private record World(SampleVillage village, ApiClient clerk, ApiClient provider, String providerId, String taking,
            Map<String, String> orders) {

        Farm farm() {
            return village.farms().getFirst();
        }

        JsonNode promise() {
            return clerk.fetch("/package-takings/" + taking + "/promise");
        }

        ApiClient.Answer decide(Map<String, Object> more) {
            Map<String, Object> request = new HashMap<>(Map.of("fieldId", farm().fieldId(), "decision", "GRANTED",
                    "expectedFen", 90_000, "reason", "西头一截没收到"));
            request.putAll(more);
            return clerk.post("/package-takings/" + taking + "/refunds", request);
        }
    }

    /** The first household takes the package; its harvest is bundled, contracted and ordered. */
    private World begin(Map<String, Object> promise) {
        SampleVillage village = villages.make(HARVEST_GAP);
        String providerId = world.provider(village);
        ApiClient provider = users.provider(UUID.fromString(providerId));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> offer = PackageWorld.offer(village);
        offer.put("promise", promise);
        String id = provider.create("/packages", offer).path("id").asString();
        provider.create("/packages/" + id + "/publish", null);
        JsonNode taken = clerk.create("/packages/" + id + "/take", Map.of("householdId",
                village.farms().getFirst().householdId(), "confirmation", "WITNESS", "witnessName", "李四",
                "witnessRole", "邻居"));
        assertThat(taken.path("consent").path("witnessRole").asString()).isEqualTo("邻居");
        String harvest = taken.path("needs").valueStream().filter(need -> need.path("position").asInt() == 1)
                .findFirst().orElseThrow().path("needId").asString();
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(harvest))).path("id").asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        String contract = villages.signedContract(village, bundle, providerId);
        String order = provider.fetch("/work-orders?contract=" + contract).path("items").path(0).path("id").asString();
        return new World(village, clerk, provider, providerId, taken.path("id").asString(), Map.of("harvest", order));
    }

    private static final double HARVEST_GAP = 2;

    private void work(World world, double share) {
        String machine = world.provider.create("/machines", Map.of("name", "一号机", "kind", "收割机", "widthMeters",
                HarvestSeason.WIDTH_METERS, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)),
                "depotLon",
                110.0, "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
        assertThat(HarvestSeason.upload(world.provider, machine, "a.csv", HarvestSeason.drive(0, share),
                Map.of("workOrderId", String.valueOf(world.orders.get("harvest")))).status()).isEqualTo(201);
        if (world.clerk.fetch("/work-orders/" + world.orders.get("harvest")).path("status").asString()
                .equals("IN_REVIEW")) {
            world.clerk.create("/work-orders/" + world.orders.get("harvest") + "/review",
                    Map.of("decision", "ACCEPTED_IN_PART", "reason", "按实际面积"));
        }
    }

    private static final Map<String, Object> COVERAGE = Map.of("kind", "COVERAGE", "value", 95, "refundFenPerMu", 3000,
            "text", "每块田作业覆盖不少于 95%");

    @Test
    void aMissedCoverageComesBackAsATransactionOfItsOwnAndTheStatementAddsUp() {
        World world = begin(COVERAGE);
        assertThat(world.promise().path("fields").path(0).path("standing").asString()).isEqualTo("OPEN");
        assertThat(world.decide(Map.of()).problems()).containsExactly("refund.not-broken");
        work(world, 0.85);
        JsonNode broken = world.promise().path("fields").path(0);
        assertThat(broken.path("standing").asString()).isEqualTo("BROKEN");
        assertThat(broken.path("amountFen").asLong()).as("30 yuan for each of 30.00 mu").isEqualTo(90_000);
        assertThat(broken.path("why").path(1).asString()).contains("95%");
        assertThat(world.decide(Map.of("expectedFen", 1)).problems()).containsExactly("refund.changed");
        assertThat(world.decide(Map.of("reason", " ")).problemsWithPaths()).containsExactly("required @ reason");
        String household = world.farm().householdId().toString();
        ApiClient own = users.household(world.farm().householdId(), world.village.code());
        JsonNode before = own.fetch("/households/" + household + "/statement?season=2026");
        ApiClient.Answer refunded = world.decide(Map.of());
        assertThat(refunded.status()).isEqualTo(201);
        assertThat(world.decide(Map.of()).problems()).containsExactly("refund.paid-already");

        JsonNode after = own.fetch("/households/" + household + "/statement?season=2026");
        JsonNode other = after.path("others").path(0);
        assertThat(other.path("kind").asString()).isEqualTo("REFUND");
        assertThat(other.path("kindName").asString()).isEqualTo("套餐承诺退款");
        assertThat(other.path("amountFen").asLong()).isEqualTo(-90_000);
        assertThat(after.path("dueFen").asLong()).isEqualTo(before.path("dueFen").asLong() - 90_000);
        assertThat(after.path("checkFen").asLong()).isZero();
        JsonNode account = world.provider.fetch("/accounts").path("items").path(0);
        JsonNode postings = world.provider.fetch("/accounts/" + account.path("id").asString()).path("postings");
        assertThat(postings.valueStream().filter(one -> one.path("transactionKind").asString().equals("REFUND"))
                .mapToLong(one -> one.path("amountFen").asLong()).sum()).isEqualTo(-90_000);
        JsonNode seen = world.provider.fetch("/package-refunds").path("items").path(0);
        assertThat(seen.path("reason").asString()).isEqualTo("西头一截没收到");
        assertThat(own.fetch("/package-refunds").path("items")).hasSize(1);
        assertThat(users.office(Role.VILLAGE, world.village.otherCode()).fetch("/package-refunds").path("items"))
                .isEmpty();
    }

    @Test
    void aPromiseThatWasKeptIsNotPaidForButCanBeRefusedWithAReason() {
        World world = begin(COVERAGE);
        work(world, 1);
        assertThat(world.decide(Map.of()).problems()).as("the ploughing is still open")
                .containsExactly("refund.not-broken");
        JsonNode refused = world.decide(Map.of("decision", "REFUSED", "reason", "收净了")).json();
        assertThat(refused.path("amountFen").asLong()).isZero();
        assertThat(refused.path("transactionId").isNull()).isTrue();
        assertThat(world.promise().path("decided")).hasSize(1);
    }

    @Test
    void workThatIsLateBreaksAPromiseOfTimeAndAYieldIsWeighedByAPerson() {
        World late = begin(Map.of("kind", "ON_TIME", "refundFenPerMu", 2000, "text", "按时做完"));
        boolean over = LocalDate.now(ZoneId.of("Asia/Shanghai")).isAfter(LocalDate.of(2026, 7, 20));
        // Signed, ordered and not done: broken as soon as the last day is over.
        assertThat(late.promise().path("fields").path(0).path("standing").asString())
                .isEqualTo(over ? "BROKEN" : "OPEN");
        World weighed = begin(Map.of("kind", "YIELD", "value", 900, "refundFenPerMu", 3000, "text", "亩产不低于 900 斤"));
        assertThat(weighed.promise().path("fields").path(0).path("standing").asString()).isEqualTo("ASKED");
        assertThat(weighed.decide(Map.of()).problemsWithPaths()).containsExactly("refund.measured @ measured");
        assertThat(weighed.decide(Map.of("measured", 900)).problems()).containsExactly("refund.not-broken");
        JsonNode paid = weighed.decide(Map.of("measured", 840)).json();
        assertThat(paid.path("amountFen").asLong()).isEqualTo(90_000);
        assertThat(paid.path("payerProviderId").asString()).isEqualTo(weighed.providerId);
    }
}
