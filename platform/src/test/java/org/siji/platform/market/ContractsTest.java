package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class ContractsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    ContractReport report;

    private static Map<String, Object> draft(String bundle, String provider) {
        return Map.of("bundleId", bundle, "providerId", provider, "mode", "FIXED_FEE", "serviceFeeFenPerMu", 500);
    }

    @Autowired
    Contracts contracts;
    @Autowired
    Providers providers;

    @Test
    void anAwardedBundleIsDraftedAtTheOfferedPriceInFiguresAndInWords() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        UUID bundle = UUID.fromString(villages.closedBundle(village));
        UUID providerId = UUID.fromString(provider);
        CurrentUser clerk = new CurrentUser(UUID.randomUUID(), "clerk", "clerk", Role.VILLAGE, village.code(), null,
                null, false);
        assertThatThrownBy(() -> contracts.draftAwarded(bundle, providerId, 12_001L, 0, clerk))
                .hasMessageContaining("contract.offered-price");
        CurrentUser elsewhere = new CurrentUser(UUID.randomUUID(), "other", "other", Role.VILLAGE, village.otherCode(),
                null, null, false);
        assertThatThrownBy(() -> contracts.draftAwarded(bundle, providerId, 9_350L, 0, elsewhere))
                .hasMessageContaining("not-found");
        UUID id = contracts.draftAwarded(bundle, providerId, 9_350L, 300, clerk);
        JsonNode drafted = users.office(Role.VILLAGE, village.code()).fetch("/contracts/" + id);
        assertThat(drafted.path("bundlePriceFenPerMu").asLong()).isEqualTo(9_350);
        assertThat(drafted.path("singlePriceFenPerMu").asLong()).isEqualTo(12_000);
        assertThat(drafted.path("serviceFeeFenPerMu").asLong()).isEqualTo(300);
        assertThat(drafted.path("text").asString()).contains("本合同打包价：93.50 元/亩", "打包价 93.50 元/亩是乙方为本合同地块所报价格",
                "= 26.50 元/亩 × 验收面积");
        assertThatThrownBy(() -> contracts.draftAwarded(bundle, providerId, null, 0, clerk))
                .hasMessageContaining("contract_one_live_per_bundle");
        assertThat(providers.listPrices(Operation.HARVEST, LocalDate.of(2026, 7, 10), new Area(40_000)))
                .contains(new Providers.ListPrice(providerId, LocalDate.of(2026, 1, 1), 12_000, 10_000));
        assertThat(providers.listPrices(Operation.HARVEST, LocalDate.of(2026, 7, 10), new Area(20_000)))
                .contains(new Providers.ListPrice(providerId, LocalDate.of(2026, 1, 1), 12_000, 12_000));
        assertThat(providers.listProviders()).extracting(Provider::id).contains(providerId);
    }

    @Test
    void fromDraftToSignedWithEveryStepOnRecord() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        String bundle = villages.closedBundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(waiting(village)).containsExactly("bundle.without-contract 1");
        JsonNode drafted = clerk.create("/contracts", draft(bundle, provider));
        String id = drafted.path("id").asString();
        assertThat(drafted.path("number").asString()).isEqualTo("FW-2026-101201-0001");
        assertThat(drafted.path("singlePriceFenPerMu").asLong()).isEqualTo(12000);
        assertThat(drafted.path("bundlePriceFenPerMu").asLong()).isEqualTo(10000);
        assertThat(waiting(village)).containsExactly("contract.unsent 1");

        ApiClient provides = users.provider(UUID.fromString(provider));
        assertThat(provides.get("/contracts/" + id).status()).as("a draft is not yet the provider's").isEqualTo(404);
        assertThat(clerk.post("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE")).problems())
                .containsExactly("contract.status");
        clerk.create("/contracts/" + id + "/send", null);
        assertThat(waiting(village)).containsExactly("contract.unsigned-by-collective 1",
                "contract.unsigned-by-provider 1");
        assertThat(clerk.post("/contracts/" + id + "/sign", TestUsers.signature("PROVIDER")).status()).isEqualTo(403);
        provides.create("/contracts/" + id + "/sign", TestUsers.signature("PROVIDER"));
        ApiClient.Answer twice = provides.post("/contracts/" + id + "/sign", TestUsers.signature("PROVIDER"));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.problems()).containsExactly("contract.signed-already");
        assertThat(provides.post("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE")).problems())
                .containsExactly("contract.other-side");
        clerk.create("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE"));

        JsonNode signed = clerk.fetch("/contracts/" + id);
        assertThat(signed.path("status").asString()).isEqualTo("SIGNED");
        assertThat(signed.path("needs")).hasSize(2);
        assertThat(signed.path("priceClasses")).hasSize(2);
        assertThat(signed.path("progress").path("ISSUED").asLong()).isEqualTo(2);
        assertThat(signed.path("text").asString()).contains("合同编号：FW-2026-101201-0001", "青山村集体经济组织", "合计　60.00 亩");
        assertThat(signed.path("textSha256").asString())
                .isEqualTo(ContractText.sha256(signed.path("text").asString()));
        assertThat(signed.path("events").valueStream()
                .map(event -> event.path("status").asString() + " " + event.path("reason").asString()))
                .containsExactly("DRAFT ", "SENT ", "SENT 服务主体签订",
                        "SIGNED 村集体签订");
        assertThat(report.look(2026, village.code()).passed().amountFen()).isEqualTo(600_000);
    }

    @Test
    void whatCannotBeContracted() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String provider = villages.provider(village);
        assertThat(clerk.post("/contracts", Map.of("serviceFeeFenPerMu", -1)).problemsWithPaths()).containsExactly(
                "required @ bundleId", "required @ providerId", "price.negative @ serviceFeeFenPerMu");
        String bundle = villages.closedBundle(village);
        assertThat(clerk.post("/contracts", draft(bundle, UUID.randomUUID().toString())).status()).isEqualTo(404);
        String free = users.office(Role.COUNTY, village.county())
                .create("/providers", Map.of("name", "无价 " + UUID.randomUUID())).path("id").asString();
        ApiClient.Answer noPrice = clerk.post("/contracts", draft(bundle, free));
        assertThat(noPrice.status()).isEqualTo(422);
        assertThat(noPrice.problems()).containsExactly("contract.no-price");
        clerk.create("/contracts", draft(bundle, provider));
        ApiClient.Answer second = clerk.post("/contracts", draft(bundle, provider));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problems()).containsExactly("constraint.contract_one_live_per_bundle");
        assertThat(clerk.post("/bundles/" + bundle + "/dissolve", null).problems())
                .containsExactly("bundle.under-contract");
        assertThat(clerk.fetch("/bundles/" + bundle).path("status").asString()).isEqualTo("CLOSED");

        SampleVillage open = villages.make(2);
        ApiClient otherClerk = users.office(Role.VILLAGE, open.code());
        otherClerk.create("/needs/bulk", Map.of("items", open.farms().stream().map(SampleVillages::harvest).toList()));
        String proposed = otherClerk.create("/bundles/propose",
                Map.of("villageCode", open.code(), "operation", "HARVEST", "season", 2026)).path("bundles").get(0)
                .path("id").asString();
        assertThat(otherClerk.post("/contracts", draft(proposed, provider)).problems())
                .containsExactly("contract.bundle-not-closed");
        assertThat(clerk.post("/contracts", draft(proposed, provider)).status()).isEqualTo(404);
    }

    @Test
    void aTerminatedContractIsOver() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        String bundle = villages.closedBundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/contracts", draft(bundle, provider)).path("id").asString();
        clerk.create("/contracts/" + id + "/send", null);
        assertThat(clerk.post("/contracts/" + id + "/terminate", Map.of()).problemsWithPaths())
                .containsExactly("required @ reason");
        clerk.create("/contracts/" + id + "/terminate", Map.of("reason", "价格没谈拢"));
        for (ApiClient.Answer answer : List.of(clerk.post("/contracts/" + id + "/send", null),
                clerk.post("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE")),
                clerk.post("/contracts/" + id + "/terminate", Map.of("reason", "x")))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problems()).containsExactly("contract.status");
        }
        assertThat(clerk.create("/contracts", draft(bundle, provider)).path("number").asString())
                .as("the bundle is free again").isEqualTo("FW-2026-101201-0002");
    }

    @Test
    void eachRoleSeesItsScopeOnly() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        String id = villages.signedContract(village, villages.closedBundle(village), provider);
        ApiClient mine = users.provider(UUID.fromString(provider));
        assertThat(mine.fetch("/contracts").path("items")).hasSize(1);
        assertThat(mine.get("/contracts/" + id).status()).isEqualTo(200);
        ApiClient rival = users.provider(UUID.fromString(villages.provider(village)));
        assertThat(rival.fetch("/contracts?provider=" + provider).path("items")).isEmpty();
        assertThat(rival.get("/contracts/" + id).status()).isEqualTo(404);
        assertThat(rival.post("/contracts/" + id + "/sign", TestUsers.signature("PROVIDER")).status()).isEqualTo(404);
        assertThat(mine.post("/contracts/" + id + "/terminate", Map.of("reason", "x")).problems())
                .containsExactly("access.role");
        ApiClient nextVillage = users.office(Role.VILLAGE, village.otherCode());
        assertThat(nextVillage.fetch("/contracts").path("items")).isEmpty();
        assertThat(nextVillage.get("/contracts/" + id).status()).isEqualTo(404);
        for (String action : List.of("/send", "/terminate")) {
            assertThat(nextVillage.post("/contracts/" + id + action, Map.of("reason", "x")).status()).isEqualTo(404);
        }
        assertThat(users.office(Role.COUNTY, village.county()).get("/contracts/" + id).status()).isEqualTo(200);
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.get("/contracts/" + id).problems()).containsExactly("access.role");
    }

    private List<String> waiting(SampleVillage village) {
        return report.look(2026, village.code()).waiting().stream()
                .map((WaitingItem item) -> item.code() + " " + item.count()).toList();
    }
}
