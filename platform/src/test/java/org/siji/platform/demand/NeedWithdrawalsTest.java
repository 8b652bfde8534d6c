package org.siji.platform.demand;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A household no longer wants what was entered for it: at once, by the village's decision, or not at all. */
@SijiIntegrationTest
class NeedWithdrawalsTest {

    private static final double MU = 10_000.0 / 15;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1};

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    private static Map<String, Object> why() {
        return Map.of("reason", "已经请亲戚割了");
    }

    private String needOf(SampleVillage village, int farm) {
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        return clerk.fetch("/needs?cultivator=" + village.farms().get(farm).cultivatorId()).path("items").path(0)
                .path("id").asString();
    }

    @Test
    void whatNoClosedBundleHoldsIsGoneAtOnce() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Farm farm = village.farms().getFirst();
        String need = clerk.create("/needs", SampleVillages.harvest(farm)).path("id").asString();
        ApiClient household = users.household(farm.householdId(), village.code());
        assertThat(household.post("/needs/" + need + "/withdraw", Map.of()).problemsWithPaths())
                .containsExactly("required @ reason");
        JsonNode gone = household.create("/needs/" + need + "/withdraw", why());
        assertThat(gone.path("outcome").asString()).isEqualTo("DONE");
        assertThat(gone.path("confirmationKind").asString()).isEqualTo("SELF");
        assertThat(household.fetch("/needs/" + need).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(household.post("/needs/" + need + "/withdraw", why()).problems())
                .containsExactly("need.cancelled-already");
    }

    @Test
    void whoWithdrawsForAHouseholdSaysHowItConfirmed() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient leader = users.office(Role.LEADER, village.code());
        Farm farm = village.farms().getFirst();
        String area = clerk.create("/duty-areas", Map.of("villageCode", village.code(), "name", "一组",
                "leaderUserIds", List.of(leader.fetch("/session").path("id").asString()))).path("id").asString();
        clerk.create("/duty-areas/" + area + "/households", Map.of("householdIds", List.of(farm.householdId())));
        String need = clerk.create("/needs", SampleVillages.harvest(farm)).path("id").asString();
        String other = clerk.create("/needs", SampleVillages.harvest(village.farms().get(1))).path("id").asString();
        String path = "/needs/" + need + "/withdraw";
        assertThat(leader.post("/needs/" + other + "/withdraw", why()).status()).isEqualTo(404);
        assertThat(leader.post(path, why()).problemsWithPaths())
                .containsExactly("need.confirmation-needed @ confirmation.kind");
        assertThat(leader.post(path, Map.of("reason", "x", "confirmation", Map.of("kind", "SELF"))).problems())
                .containsExactly("need.confirmation-needed");
        JsonNode gone = leader.create(path, Map.of("reason", "改种玉米", "confirmation", Map.of("kind", "WITNESS",
                "witnessName", "李四", "witnessRole", "邻居", "lon", 110.001, "lat", 27.801)));
        JsonNode kept = clerk.fetch("/need-withdrawals/" + gone.path("id").asString());
        assertThat(kept.path("consent").path("witnessNameMasked").asString()).isEqualTo("李*");
        assertThat(kept.path("consent").path("lon").asDouble()).isEqualTo(110.001);
        ApiClient.Answer added = leader.upload("/evidence",
                List.of(Part.field("subjectType", "need-withdrawals"),
                        Part.field("subjectId", gone.path("id").asString()), Part.field("kind", "SIGNATURE"),
                        Part.file("file", "a.png", PNG)));
        assertThat(added.status()).isEqualTo(201);
        assertThat(leader.fetch("/need-withdrawals").path("items")).hasSize(1);
        assertThat(users.office(Role.VILLAGE, village.otherCode())
                .get("/need-withdrawals/" + gone.path("id").asString()).status()).isEqualTo(404);
    }

    @Test
    void outOfAClosedBundleItGoesWhenTheVillageSaysSo() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String bundle = villages.closedBundle(village);
        String need = needOf(village, 2);
        ApiClient household = users.household(village.farms().get(2).householdId(), village.code());
        JsonNode asked = household.create("/needs/" + need + "/withdraw", why());
        assertThat(asked.path("outcome").isNull()).isTrue();
        assertThat(asked.path("bundleId").asString()).isEqualTo(bundle);
        assertThat(household.post("/needs/" + need + "/withdraw", why()).problems())
                .containsExactly("withdrawal.asked-already");
        assertThat(household.fetch("/needs/" + need).path("status").asString()).as("nothing is decided")
                .isEqualTo("BUNDLED");
        String decide = "/need-withdrawals/" + asked.path("id").asString() + "/decide";
        assertThat(clerk.post(decide, Map.of("outcome", "DONE")).problemsWithPaths())
                .containsExactly("withdrawal.outcome @ outcome", "required @ answer");
        assertThat(users.office(Role.VILLAGE, village.otherCode())
                .post(decide, Map.of("outcome", "GRANTED", "answer", "x")).status()).isEqualTo(404);
        assertThat(clerk.create(decide, Map.of("outcome", "GRANTED", "answer", "不影响连片")).path("outcome").asString())
                .isEqualTo("GRANTED");
        assertThat(clerk.post(decide, Map.of("outcome", "REFUSED", "answer", "x")).problems())
                .containsExactly("withdrawal.decided");
        JsonNode rest = clerk.fetch("/bundles/" + bundle);
        assertThat(rest.path("status").asString()).isEqualTo("CLOSED");
        assertThat(rest.path("needCount").asInt()).isEqualTo(2);
        assertThat(rest.path("contiguousSquareMeters").asDouble()).isEqualTo(60 * MU, within(0.5));
        assertThat(household.fetch("/needs/" + need).path("status").asString()).isEqualTo("CANCELLED");
        clerk.create("/needs", SampleVillages.harvest(village.farms().get(2)));

        String second = needOf(village, 1);
        JsonNode refused = users.household(village.farms().get(1).householdId(), village.code())
                .create("/needs/" + second + "/withdraw", why());
        clerk.create("/need-withdrawals/" + refused.path("id").asString() + "/decide",
                Map.of("outcome", "REFUSED", "answer", "机子已经来了"));
        assertThat(clerk.fetch("/needs/" + second).path("status").asString()).isEqualTo("BUNDLED");
    }

    @Test
    void theLastNeedTakesTheBundleWithIt() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String need = clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
        String bundle = clerk.create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
        clerk.create("/bundles/" + bundle + "/close", null);
        String asked = clerk.create("/needs/" + need + "/withdraw", Map.of("reason", "不种了", "confirmation",
                Map.of("kind", "PHOTO"))).path("id").asString();
        clerk.create("/need-withdrawals/" + asked + "/decide", Map.of("outcome", "GRANTED", "answer", "好"));
        assertThat(clerk.fetch("/bundles/" + bundle).path("status").asString()).isEqualTo("DISSOLVED");
        assertThat(clerk.fetch("/need-withdrawals/" + asked).path("outcome").asString()).isEqualTo("GRANTED");
    }

    @Test
    void whatIsDraftedWaitsAndWhatIsSignedStays() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String bundle = villages.closedBundle(village);
        String providerId = villages.provider(village);
        ApiClient provider = users.provider(UUID.fromString(providerId));
        String need = needOf(village, 0);
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        String asked = household.create("/needs/" + need + "/withdraw", why()).path("id").asString();
        JsonNode contract = clerk.create("/contracts", Map.of("bundleId", bundle, "providerId", providerId));
        String id = contract.path("id").asString();
        clerk.create("/contracts/" + id + "/send", null);
        assertThat(clerk.post("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE")).problems())
                .as("nobody signs over a request without an answer").containsExactly("bundle.withdrawals-open");
        String decide = "/need-withdrawals/" + asked + "/decide";
        ApiClient.Answer drafted = clerk.post(decide, Map.of("outcome", "GRANTED", "answer", "好"));
        assertThat(drafted.problems()).containsExactly("need.in-unsigned-contract");
        assertThat(drafted.text()).contains(contract.path("number").asString());
        clerk.create(decide, Map.of("outcome", "REFUSED", "answer", "机子已定"));
        clerk.create("/contracts/" + id + "/sign", TestUsers.signature("COLLECTIVE"));
        provider.create("/contracts/" + id + "/sign", TestUsers.signature("PROVIDER"));
        ApiClient.Answer late = household.post("/needs/" + need + "/withdraw", why());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problems()).containsExactly("need.in-contract");
        assertThat(late.text()).as("which contract").contains(contract.path("number").asString());
        assertThat(clerk.fetch("/needs/" + need).path("status").asString()).as("nothing has changed")
                .isEqualTo("BUNDLED");
    }

    private static long waiting(ApiClient office) {
        for (JsonNode station : office.fetch("/board?season=2026").path("stations")) {
            for (JsonNode item : station.path("waiting")) {
                if ("bundle.waiting.bound".equals(item.path("code").asString())) {
                    assertThat(item.path("link").asString()).isEqualTo("/bundles?waiting=withdrawals");
                    return item.path("count").asLong();
                }
            }
        }
        return 0;
    }

    @Test
    void ofWhatAContractForbidsTheOfficeIsToldWhoWhenAndWhyUntilItAnswers() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String bundle = villages.closedBundle(village);
        String contract = villages.signedContract(village, bundle, villages.provider(village));
        String number = clerk.fetch("/contracts/" + contract).path("number").asString();
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        String path = "/needs/" + needOf(village, 0) + "/withdraw";
        assertThat(waiting(clerk)).isZero();
        assertThat(household.post(path, why()).problems()).containsExactly("need.in-contract");
        assertThat(household.post(path, why()).problems()).as("asked again").containsExactly("need.in-contract");
        assertThat(waiting(clerk)).as("told once").isEqualTo(1);

        JsonNode open = clerk.fetch("/need-withdrawals?open=true").path("items");
        assertThat(open).hasSize(1);
        JsonNode told = open.path(0);
        assertThat(told.path("outcome").asString()).isEqualTo("BOUND");
        assertThat(told.path("reason").asString()).isEqualTo("已经请亲戚割了");
        assertThat(told.path("askedBy").asString()).isEqualTo(household.fetch("/session").path("username").asString());
        assertThat(told.path("askedAt").asString()).isNotEmpty();
        assertThat(told.path("bundleId").asString()).isEqualTo(bundle);
        assertThat(told.path("refusal").asString()).contains(number, "不能单方撤回");
        assertThat(household.fetch("/need-withdrawals").path("items").path(0).path("id").asString())
                .as("the household sees that it was heard").isEqualTo(told.path("id").asString());

        String answer = "/need-withdrawals/" + told.path("id").asString() + "/answer";
        assertThat(clerk.post(answer, Map.of("answer", " ")).problemsWithPaths()).containsExactly("required @ answer");
        assertThat(users.office(Role.VILLAGE, village.otherCode()).post(answer, Map.of("answer", "x")).status())
                .isEqualTo(404);
        assertThat(household.post(answer, Map.of("answer", "x")).status()).isEqualTo(403);
        assertThat(clerk.create(answer, Map.of("answer", "和服务方商量补充协议")).path("answeredBy").asString())
                .isEqualTo(clerk.fetch("/session").path("username").asString());
        assertThat(clerk.post(answer, Map.of("answer", "再答一次")).problems()).containsExactly("withdrawal.decided");
        assertThat(clerk.post("/need-withdrawals/" + told.path("id").asString() + "/decide",
                Map.of("outcome", "GRANTED", "answer", "x")).problems()).as("no way around the contract")
                .containsExactly("withdrawal.decided");
        assertThat(waiting(clerk)).isZero();
        assertThat(clerk.fetch("/need-withdrawals?open=true").path("items")).isEmpty();
        assertThat(household.fetch("/need-withdrawals").path("items").path(0).path("answer").asString())
                .isEqualTo("和服务方商量补充协议");
        household.post(path, why());
        assertThat(waiting(clerk)).as("asked once more after the answer").isEqualTo(1);
    }
}
