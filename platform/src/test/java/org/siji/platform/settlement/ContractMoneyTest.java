package org.siji.platform.settlement;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class ContractMoneyTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    private record Signed(SampleVillage village, String path, ApiClient clerk, ApiClient provider, String providerId) {}

    private Signed sign(Map<String, Object> terms) {
        SampleVillage village = villages.make(2, 2);
        String providerId = villages.provider(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient provider = users.provider(UUID.fromString(providerId));
        String path = "/contracts/" + clerk.create("/contracts", Map.of("bundleId", villages.closedBundle(village),
                "providerId", providerId, "serviceFeeFenPerMu", 500)).path("id").asString();
        ApiClient.Answer changed = clerk.put(path + "/terms", terms, 1);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        clerk.create(path + "/send", null);
        clerk.create(path + "/sign", TestUsers.signature("COLLECTIVE"));
        provider.create(path + "/sign", TestUsers.signature("PROVIDER"));
        return new Signed(village, path, clerk, provider, providerId);
    }

    private static void work(Signed signed) {
        String machine = signed.provider.create("/machines", Map.of("name", "一号机", "kind", "收割机", "widthMeters",
                HarvestSeason.WIDTH_METERS, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)),
                "depotLon", 110.0, "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
        List<JsonNode> orders = signed.provider
                .fetch("/work-orders?contract=" + signed.path.substring("/contracts/".length())).path("items")
                .valueStream().toList();
        for (int farm = 0; farm < signed.village.farms().size(); farm++) {
            String field = signed.village.farms().get(farm).fieldId().toString();
            String order = orders.stream().filter(one -> one.path("fieldId").asString().equals(field)).findFirst()
                    .orElseThrow().path("id").asString();
            assertThat(HarvestSeason.upload(signed.provider, machine, "day" + farm + ".csv",
                    HarvestSeason.drive(farm, 1), Map.of("workOrderId", order)).status()).isEqualTo(201);
        }
    }

    private long balance(Signed signed, String kind, String owner) {
        return users.office(Role.COUNTY, signed.village.county())
                .fetch("/accounts?limit=1000&kind=" + kind).path("items").valueStream()
                .filter(one -> one.path("ownerId").asString().equals(owner))
                .mapToLong(one -> one.path("balanceFen").asLong()).sum();
    }

    private static Map<String, Object> guaranteed(int share) {
        return Map.of("mode", share > 0 ? "GUARANTEED_YIELD_PLUS_SHARE" : "GUARANTEED_YIELD", "yield",
                Map.of("gramsPerMu", 500_000, "fenPerKg", 260, "priceOn", "2026-06-30", "providerBearsBasisPoints",
                        8000, "householdShareBasisPoints", share));
    }

    private static String weigh(Signed signed, String note, long grams) {
        String id = signed.provider.create(signed.path + "/weighings",
                Map.of("noteNumber", note, "weighedOn", "2026-07-21", "grams", grams)).path("id").asString();
        assertThat(signed.provider.upload("/evidence",
                List.of(ApiClient.Part.file("file", "a.png", PNG), ApiClient.Part.field("subjectType", "weighings"),
                        ApiClient.Part.field("subjectId", id), ApiClient.Part.field("kind", "PHOTO")))
                .status())
                .isEqualTo(201);
        return id;
    }

    @Test
    void theProviderMakesGoodAShortfallToTheFen() {
        Signed signed = sign(guaranteed(0));
        work(signed);
        assertThat(signed.clerk.post(signed.path + "/outcome", null).problems())
                .containsExactly("outcome.no-weighing");
        long before = balance(signed, "PROVIDER", signed.providerId);
        String wrong = weigh(signed, "GB-1", 1_000);
        signed.clerk.create(signed.path + "/weighings/" + wrong + "/strike", Map.of("reason", "看错了"));
        weigh(signed, "GB-1", 40_000_001);
        JsonNode board = signed.clerk.create(signed.path + "/outcome", null);
        long centimu = board.path("settled").path("centimu").asLong();
        assertThat(centimu).isBetween(8_900L, 9_100L);
        long expected = Math.round((500_000.0 * centimu / 100 - 40_000_001) / 1000 * 260 * 0.8);
        assertThat(board.path("settled").path("amountFen").asLong()).isEqualTo(expected);
        assertThat(balance(signed, "PROVIDER", signed.providerId)).isEqualTo(before - expected);
        assertThat(signed.clerk.post(signed.path + "/outcome", null).problems())
                .containsExactly("outcome.settled-already");
        JsonNode statement = signed.clerk
                .fetch("/households/" + signed.village.farms().getFirst().householdId() + "/statement?season=2026");
        assertThat(statement.toString()).contains("\"YIELD\"");
        weigh(signed, "GB-2", 10_000_000);
        JsonNode again = signed.clerk.create(signed.path + "/outcome", null).path("settled");
        assertThat(again.path("run").asInt()).isEqualTo(2);
        assertThat(balance(signed, "PROVIDER", signed.providerId)).isEqualTo(before - again.path("amountFen").asLong());
    }

    @Test
    void aSurplusIsSharedAndAWeighingNeedsItsPhoto() {
        Signed signed = sign(guaranteed(3000));
        work(signed);
        signed.clerk.create(signed.path + "/weighings",
                Map.of("noteNumber", "GB-9", "weighedOn", "2026-07-21", "grams", 60_000_000));
        assertThat(signed.clerk.post(signed.path + "/outcome", null).problems()).containsExactly("outcome.no-proof");
        weigh(signed, "GB-10", 1_000);
        JsonNode expected = signed.clerk.fetch(signed.path + "/money").path("expected");
        assertThat(expected.path("amountFen").asLong()).isEqualTo(Math
                .round((60_001_000 - 500_000.0 * expected.path("centimu").asLong() / 100) / 1000 * 260 * 0.3));
    }

    @Test
    void aSupervisionFeeGoesFromTheProviderToTheVillage() {
        Signed signed = sign(Map.of("mode", "SUPERVISED_FEE", "supervisionFenPerMu", 300));
        work(signed);
        long before = balance(signed, "VILLAGE", signed.village.code());
        long fee = signed.clerk.create(signed.path + "/outcome", null).path("settled").path("amountFen").asLong();
        assertThat(fee).isBetween(26_000L, 28_000L);
        assertThat(balance(signed, "VILLAGE", signed.village.code())).isEqualTo(before + fee);
    }

    @Test
    void aDepositIsHeldKeptForAPenaltyAndTheRestReturned() {
        Signed signed = sign(Map.of("depositFen", 100_000, "penalty",
                Map.of("milestoneFenPerDay", 5000, "capBasisPoints", 2000), "milestones",
                List.of(Map.of("name", "机具到位", "dueOn", "2026-07-09", "kind", "MACHINES_READY"))));
        Map<String, Object> in = Map.of("kind", "PAID_IN", "amountFen", 100_000, "evidence", "回单 7", "onDate",
                "2026-07-01");
        assertThat(signed.clerk.create(signed.path + "/deposit", in).path("depositHeldFen").asLong())
                .isEqualTo(100_000);
        assertThat(signed.clerk.post(signed.path + "/deposit", in).problems())
                .containsExactly("deposit.more-than-asked");
        JsonNode proposal = signed.clerk.fetch(signed.path + "/money").path("proposals").path(0);
        String subject = proposal.path("subjectId").asString();
        Map<String, Object> decision = Map.of("subjectId", subject, "decision", "BOOKED", "expectedFen", 15_000,
                "reason", "机具晚到三天");
        assertThat(signed.clerk.post(signed.path + "/penalties", decision).problems())
                .containsExactly("penalty.still-open");
        String milestone = signed.path + "/milestones/" + subject;
        signed.provider.create(milestone + "/done", Map.of("doneOn", "2026-07-12"));
        signed.clerk.create(milestone + "/confirm", null);
        work(signed);
        Map<String, Object> out = Map.of("kind", "RETURNED", "amountFen", 85_000, "evidence", "回单 8", "onDate",
                "2026-08-01");
        assertThat(signed.clerk.post(signed.path + "/deposit", out).problems()).containsExactly("deposit.not-yet");
        JsonNode board = signed.clerk.create(signed.path + "/penalties", decision);
        assertThat(board.path("proposals")).isEmpty();
        assertThat(board.path("depositHeldFen").asLong()).isEqualTo(85_000);
        assertThat(board.path("quality")).hasSize(3);
        assertThat(signed.clerk.create(signed.path + "/deposit", out).path("depositHeldFen").asLong()).isZero();
        JsonNode told = signed.provider.fetch(signed.path + "/money").path("penalties").path(0);
        assertThat(told.path("reason").asString()).isEqualTo("机具晚到三天");
        assertThat(signed.provider.create(signed.path + "/penalties/" + told.path("id").asString() + "/seen", null)
                .path("penalties").path(0).path("seenBy").isNull()).isFalse();
        assertThat(users.office(Role.VILLAGE, signed.village.otherCode()).get(signed.path + "/money").status())
                .isEqualTo(404);
    }
}
