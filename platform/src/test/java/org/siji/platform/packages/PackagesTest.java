package org.siji.platform.packages;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.Promise;
import org.siji.platform.packages.ServicePackage.PromiseKind;
import org.siji.platform.packages.ServicePackage.State;
import org.siji.platform.packages.ServicePackage.Step;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class PackagesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    PackageWorld world;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> signed(UUID household) {
        return Map.of("householdId", household, "confirmation", "SIGNATURE", "note", "第 2 页");
    }

    @Test
    void theOnePriceIsSplitToTheFenForAnyWeightsAndAreas() {
        Random random = new Random(20261124);
        for (int round = 0; round < 2_000; round++) {
            List<Part> parts = new ArrayList<>();
            int count = 2 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                parts.add(new Part(Operation.HARVEST, UUID.randomUUID(), LocalDate.EPOCH, LocalDate.EPOCH,
                        1 + random.nextInt(10_000)));
            }
            long price = 100L * (1 + random.nextInt(2_000));
            ServicePackage offer = new ServicePackage(UUID.randomUUID(), UUID.randomUUID(), 1, 2026, "x",
                    UUID.randomUUID(), null, new Promise(PromiseKind.ON_TIME, null, 0, "x"), "x",
                    OffsetDateTime.MIN, State.DRAFT, parts, List.of(new Step(0, price)), List.of(), List.of());
            long[] split = offer.split(price);
            assertThat(Arrays.stream(split).sum()).isEqualTo(price);
            long centimu = random.nextInt(100_000);
            assertThat(Arrays.stream(split).map(one -> ServicePackage.fen(centimu, one)).sum())
                    .isEqualTo(ServicePackage.fen(centimu, price)).isEqualTo(centimu * price / 100);
        }
    }

    @Test
    void aTakenPackageBecomesNeedsThatAreBundledPricedAndBilledByTheirParts() {
        SampleVillage village = villages.make(2, 2);
        String providerId = world.provider(village);
        ApiClient provider = users.provider(UUID.fromString(providerId));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = world.published(village, provider);
        UUID first = village.farms().getFirst().householdId();
        ApiClient household = users.household(first, village.code());
        assertThat(household.fetch("/packages").path("items")).hasSize(1);
        var quote = household.fetch("/packages/" + id + "/quote");
        assertThat(quote.path(0).path("fen").asLong()).isEqualTo(3000 * 250);
        assertThat(quote.path(1).path("fields").path(0).path("operationFen").path(0).asLong())
                .isEqualTo(3000 * 112);
        assertThat(quote.path(1).path("fields").path(0).path("operationFen").path(1).asLong()).isEqualTo(3000 * 89);
        household.create("/packages/" + id + "/take", Map.of());
        assertThat(household.post("/packages/" + id + "/take", Map.of()).problems()).contains("need.duplicate");
        clerk.create("/packages/" + id + "/take", signed(village.farms().get(1).householdId()));
        // The third household wants the harvest only: it is not bundled with theirs.
        clerk.create("/needs", SampleVillages.harvest(village.farms().get(2)));
        var proposal = clerk.create("/bundles/propose", Map.of("villageCode", village.code(), "operation", "HARVEST",
                "season", 2026, "thresholdMu", 20));
        assertThat(proposal.path("bundles")).hasSize(2);
        String bundle = proposal.path("bundles").valueStream().filter(one -> one.path("needCount").asInt() == 2)
                .findFirst().orElseThrow().path("id").asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        String other = villages.provider(village);
        assertThat(clerk.post("/contracts", Map.of("bundleId", bundle, "providerId", other)).problems())
                .containsExactly("package.other-provider");
        assertThat(clerk.post("/bundles/" + bundle + "/award", Map.of("providerId", providerId, "reason", "x"))
                .problems()).containsExactly("tender.of-package");
        var contract = clerk.create("/contracts", Map.of("bundleId", bundle, "providerId", providerId));
        assertThat(contract.path("bundlePriceFenPerMu").asLong()).isEqualTo(8900);
    }

    @Test
    void needsOfAPackageGoTogetherAndWhatIsLockedStays() {
        SampleVillage village = villages.make(2);
        ApiClient provider = users.provider(UUID.fromString(world.provider(village)));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = world.published(village, provider);
        var taken = clerk.create("/packages/" + id + "/take", signed(village.farms().getFirst().householdId()));
        String taking = taken.path("id").asString();
        assertThat(taken.path("needs")).hasSize(2);
        assertThat(taken.path("singleFen").asLong()).isEqualTo(750_000);
        String need = taken.path("needs").path(0).path("needId").asString();
        assertThat(clerk.post("/needs/" + need + "/cancel", Map.of("reason", "x")).problems())
                .containsExactly("need.in-package");
        var mine = clerk.create("/needs", SampleVillages.harvest(village.farms().get(1))).path("id").asString();
        assertThat(clerk.post("/bundles",
                Map.of("needIds", List.of(taken.path("needs").path(1).path("needId").asString(), mine))).problems())
                .containsExactly("bundle.mixed-package");
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        var gone = clerk.post("/package-takings/" + taking + "/withdraw", Map.of("reason", "改种")).json();
        assertThat(gone.path("released").asInt()).isEqualTo(1);
        assertThat(gone.path("kept").asInt()).isEqualTo(1);
        assertThat(clerk.post("/package-takings/" + taking + "/withdraw", Map.of("reason", "x")).problems())
                .containsExactly("package.taking-withdrawn");
    }

    @Test
    void aVersionNeverChangesAndANewOneTakesItsPlace() {
        SampleVillage village = villages.make();
        ApiClient provider = users.provider(UUID.fromString(world.provider(village)));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = world.published(village, provider);
        clerk.create("/packages/" + id + "/take", signed(village.farms().getFirst().householdId()));
        Map<String, Object> dearer = PackageWorld.offer(village);
        dearer.put("replaces", id);
        String next = provider.create("/packages", dearer).path("id").asString();
        assertThat(clerk.get("/packages/" + next).status()).isEqualTo(404);
        provider.create("/packages/" + next + "/publish", null);
        assertThat(clerk.fetch("/packages/" + next).path("versionNo").asInt()).isEqualTo(2);
        var old = clerk.fetch("/packages/" + id);
        assertThat(old.path("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(old.path("events").path(2).path("reason").asString()).isEqualTo("已由新版本代替");
        assertThat(clerk.post("/packages/" + id + "/take", signed(village.farms().getFirst().householdId()))
                .problems()).containsExactly("package.state");
        assertThat(clerk.post("/packages/" + next + "/withdraw", Map.of("reason", "x")).status()).isEqualTo(404);
        provider.create("/packages/" + next + "/withdraw", Map.of("reason", "没有人手"));
        assertThat(jdbc.sql("""
                select has_table_privilege('siji_app', 'service_package_price', 'update')
                    or has_column_privilege('siji_app', 'service_package', 'name', 'update')""").query(Boolean.class)
                .single()).isFalse();
    }

    @Test
    void aCollectivesOfferWaitsForItsProvidersAndEverythingWrongIsSaidAtOnce() {
        SampleVillage village = villages.make();
        String providerId = world.provider(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> offer = PackageWorld.offer(village);
        offer.put("leadVillage", village.code());
        assertThat(clerk.post("/packages", offer).problemsWithPaths()).containsExactly(
                "required @ operations[0].providerId", "required @ operations[1].providerId");
        offer.put("operations", List.of(
                Map.of("operation", "TILLAGE", "providerId", providerId, "windowFrom", "2026-03-10", "windowTo",
                        "2026-03-25", "weight", 1),
                Map.of("operation", "HARVEST", "providerId", providerId, "windowFrom", "2026-07-10", "windowTo",
                        "2026-07-20", "weight", 9)));
        String id = clerk.create("/packages", offer).path("id").asString();
        assertThat(clerk.post("/packages/" + id + "/publish", null).problemsWithPaths()).containsExactly(
                "package.silent @ operations", "package.above-list @ operations[1].weight");
        users.provider(UUID.fromString(providerId)).create("/packages/" + id + "/agree", null);
        assertThat(clerk.post("/packages/" + id + "/publish", null).problems())
                .containsExactly("package.above-list");
        offer.put("prices", List.of(Map.of("minAreaMu", 1, "fenPerMu", 25050)));
        offer.put("villages", List.of(village.otherCode()));
        offer.put("promise", Map.of("kind", "ON_TIME", "value", 3, "refundFenPerMu", -1, "text", "按时"));
        assertThat(clerk.post("/packages", offer).problemsWithPaths()).containsExactly(
                "package.price @ prices[0].fenPerMu", "package.value-on-time @ promise.value",
                "package.refund @ promise.refundFenPerMu", "package.village @ villages");
    }
}
