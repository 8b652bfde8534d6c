package org.siji.platform.market;

import java.util.List;
import java.util.Locale;
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

@SijiIntegrationTest
class ContractTermsTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    private record Drafted(SampleVillage village, String path, ApiClient clerk, ApiClient provider) {

        void sign() {
            clerk.create(path + "/send", null);
            clerk.create(path + "/sign", TestUsers.signature("COLLECTIVE"));
            provider.create(path + "/sign", TestUsers.signature("PROVIDER"));
        }
    }

    private Drafted draft(String mode) {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/contracts", Map.of("bundleId", villages.closedBundle(village), "providerId",
                provider, "mode", mode, "serviceFeeFenPerMu", 500)).path("id").asString();
        return new Drafted(village, "/contracts/" + id, clerk, users.provider(UUID.fromString(provider)));
    }

    private static List<String> kinds(JsonNode milestones) {
        return milestones.path("items").valueStream()
                .map(one -> one.path("kind").asString() + " " + one.path("dueOn").asString()).toList();
    }

    @Test
    void aDraftsTermsAreWrittenIntoItsTextAndItsMilestonesFollow() {
        Drafted drafted = draft("GUARANTEED_YIELD_PLUS_SHARE");
        assertThat(kinds(drafted.clerk.fetch(drafted.path + "/milestones"))).containsExactly(
                "MACHINES_READY 2026-07-09", "WORK_DONE 2026-07-20", "ACCEPTED 2026-07-27",
                "YIELD_WEIGHED 2026-08-04", "SETTLED 2026-08-19");
        assertThat(drafted.clerk.post(drafted.path + "/send", null).problems()).containsExactly("terms.incomplete");
        Map<String, Object> terms = Map.of("yield",
                Map.of("gramsPerMu", 500_500, "fenPerKg", 260, "priceOn", "2026-06-30", "providerBearsBasisPoints",
                        8000, "householdShareBasisPoints", 3050),
                "depositFen", 500_000, "penalty",
                Map.of("lateFenPerMuDay", 200, "milestoneFenPerDay", 5000, "capBasisPoints", 2000), "clause",
                "雨天\n顺延");
        ApiClient.Answer changed = drafted.clerk.put(drafted.path + "/terms", terms, 1);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(drafted.clerk.put(drafted.path + "/terms", terms, 1).status()).isEqualTo(412);
        JsonNode detail = drafted.clerk.fetch(drafted.path);
        String text = detail.path("text").asString();
        assertThat(text).contains("合同（保底产量加分红）", "保底产量：500.5 公斤/亩", "折价单价：2.60 元/公斤（2026年6月30日的价格）",
                "由乙方承担 80%", "其中 30.5% 由乙方", "1. 保证金到账：2026年7月3日前（含当日）。凭证：转账凭证", "乙方交保证金 5000.00 元",
                "2.00 元/亩，以该田块打包价款的 20% 为限", "每日 50.00 元", "十、补充约定\n雨天 顺延\n");
        assertThat(detail.path("textSha256").asString()).isEqualTo(TextHashes.sha256(text));
        assertThat(detail.path("textSm3").asString()).isEqualTo(TextHashes.sm3(text));
        drafted.sign();
        assertThat(drafted.clerk.put(drafted.path + "/terms", terms, 2).problems())
                .containsExactly("contract.amend-instead");
    }

    @Test
    void allThatIsWrongWithTermsIsSaidAtOnce() {
        Drafted drafted = draft("FIXED_FEE");
        assertThat(drafted.clerk.put(drafted.path + "/terms", Map.of("mode", "GUARANTEED_YIELD",
                "supervisionFenPerMu", 5, "yield",
                Map.of("gramsPerMu", 0, "fenPerKg", 260, "priceOn", "2099-01-01", "providerBearsBasisPoints", 10_001,
                        "householdShareBasisPoints", 5),
                "depositFen", -1, "penalty", Map.of("capBasisPoints", 0), "milestones", List.of(Map.of("name", "x")),
                "benefits", List.of(Map.of("valueFen", 5))), 1).problemsWithPaths()).containsExactlyInAnyOrder(
                        "terms.not-in-mode @ supervisionFenPerMu", "terms.yield @ yield.gramsPerMu",
                        "terms.price-day @ yield.priceOn", "terms.percent @ yield.providerBearsBasisPoints",
                        "terms.no-share @ yield.householdShareBasisPoints", "terms.amount @ depositFen",
                        "terms.penalty-empty @ penalty", "terms.cap @ penalty.capBasisPoints",
                        "required @ milestones[0].dueOn", "required @ benefits[0].name");
        assertThat(drafted.clerk.put(drafted.path + "/terms", Map.of("mode", "SUPERVISED_FEE"), 1)
                .problemsWithPaths()).containsExactly("terms.supervision @ supervisionFenPerMu");
        assertThat(drafted.clerk.put(drafted.path + "/terms", Map.of("mode", "ADDED_BENEFITS"), 1)
                .problemsWithPaths()).containsExactly("terms.benefits @ benefits");
    }

    @Test
    void oneSideShowsTheProofAndTheOtherConfirms() {
        Drafted drafted = draft("FIXED_FEE");
        drafted.sign();
        JsonNode first = drafted.provider.fetch(drafted.path + "/milestones").path("items").path(0);
        String id = first.path("id").asString();
        String path = drafted.path + "/milestones/" + id;
        Map<String, Object> done = Map.of("doneOn", "2026-07-12", "note", "两台收割机");
        assertThat(drafted.provider.post(path + "/done", done).problems()).containsExactly("milestone.no-proof");
        ApiClient.Answer photo = drafted.provider.upload("/evidence",
                List.of(ApiClient.Part.file("file", "a.png", PNG), ApiClient.Part.field("subjectType", "milestones"),
                        ApiClient.Part.field("subjectId", id), ApiClient.Part.field("kind", "PHOTO")));
        assertThat(photo.status()).as(photo.text()).isEqualTo(201);
        assertThat(drafted.provider.post(path + "/done", Map.of("doneOn", "2099-01-01")).problems())
                .containsExactly("milestone.future");
        assertThat(drafted.provider.create(path + "/done", done).path("lateDays").asLong()).isEqualTo(3);
        assertThat(drafted.provider.post(path + "/confirm", null).problems()).containsExactly("milestone.own-side");
        drafted.clerk.create(path + "/reopen", Map.of("reason", "照片看不清"));
        drafted.provider.create(path + "/done", done);
        JsonNode confirmed = drafted.clerk.create(path + "/confirm", null);
        assertThat(confirmed.path("events").valueStream().map(event -> event.path("status").asString()))
                .containsExactly("DONE", "REOPENED", "DONE", "CONFIRMED");
        assertThat(drafted.clerk.post(path + "/reopen", Map.of("reason", "x")).problems())
                .containsExactly("milestone.confirmed");
        assertThat(users.office(Role.VILLAGE, drafted.village.otherCode()).get(drafted.path + "/milestones").status())
                .isEqualTo(404);
    }

    @Test
    void whoHoldsThePaperCanCheckIt() {
        Drafted drafted = draft("FIXED_FEE");
        JsonNode detail = drafted.clerk.fetch(drafted.path);
        String sha256 = detail.path("textSha256").asString();
        ApiClient anybody = users.anonymous();
        assertThat(anybody.fetch("/contract-texts?hash=" + sha256).path("genuine").asBoolean())
                .as("a draft is nobody's business").isFalse();
        drafted.sign();
        JsonNode check = anybody
                .fetch("/contract-texts?hash=" + detail.path("textSm3").asString().toUpperCase(Locale.ROOT));
        assertThat(check.path("genuine").asBoolean()).isTrue();
        assertThat(check.path("state").asString()).isEqualTo("IN_FORCE");
        assertThat(check.path("sha256").asString()).isEqualTo(sha256);
        assertThat(check.toString()).doesNotContain("合作社", "王", drafted.path.substring("/contracts/".length()));
        assertThat(anybody.fetch("/contract-texts?hash=2026").path("genuine").asBoolean()).isFalse();
    }
}
