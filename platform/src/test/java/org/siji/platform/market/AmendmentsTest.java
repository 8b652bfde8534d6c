package org.siji.platform.market;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class AmendmentsTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;

    private static String path(Season season) {
        return "/contracts/" + season.contractId();
    }

    private static String need(Season season, int farm) {
        return season.clerk().fetch("/work-orders/" + season.orders().get(farm)).path("needId").asString();
    }

    private static void sign(Season season) {
        season.provider().create(path(season) + "/sign", TestUsers.signature("PROVIDER"));
        season.clerk().create(path(season) + "/sign", TestUsers.signature("COLLECTIVE"));
    }

    private static List<String> states(Season season) {
        return season.clerk().fetch(path(season) + "/editions").path("items").valueStream()
                .map(one -> one.path("edition").asInt() + " " + one.path("state").asString()).toList();
    }

    @Test
    void aHouseholdsWithdrawalLeadsToAnAmendmentAndTheFieldLeavesWithIt() {
        Season season = harvest.begin();
        String need = need(season, 1);
        ApiClient household = users.household(season.village().farms().get(1).householdId(), season.village().code());
        ApiClient.Answer refused = household.post("/needs/" + need + "/cancel", Map.of("reason", "自己收"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problems()).containsExactly("need.in-contract");
        assertThat(refused.json().path("detail").asString()).contains("FW-2026-101201-0001", "丰收合作社", "提出变更");
        assertThat(season.clerk().fetch("/contracts?need=" + need).path("items").path(0).path("id").asString())
                .isEqualTo(season.contractId());

        JsonNode proposed = season.clerk().create(path(season) + "/amendment",
                Map.of("reason", "农户要求撤回", "droppedNeeds", List.of(need), "windowTo", "2026-07-25"));
        assertThat(proposed.path("text").asString()).contains("补充协议 1（本合同第 2 版）。变更原因：农户要求撤回",
                "变更 1：作业时间由2026年7月10日至2026年7月20日改为2026年7月10日至2026年7月25日", "变更 2：田块“田2”（30.00 亩）退出本合同",
                "共 2 块田，预计 60.00 亩", "替代第 1 版（SHA-256：" + season.clerk().fetch(path(season)).path("textSha256")
                        .asString());
        assertThat(season.clerk().post(path(season) + "/amendment", Map.of("reason", "x")).problems())
                .containsExactly("constraint.contract_edition_one_open");
        season.provider().create(path(season) + "/sign", Map.of("side", "PROVIDER", "edition", 2, "password",
                "correct-horse-7"));
        JsonNode before = season.clerk().fetch(path(season));
        assertThat(before.path("needs")).as("one signature changes nothing").hasSize(3);
        assertThat(before.path("edition").asInt()).isEqualTo(1);
        assertThat(season.status(1)).isEqualTo("ISSUED");
        assertThat(season.clerk().fetch("/needs/" + need).path("status").asString()).isEqualTo("BUNDLED");
        assertThat(season.clerk().fetch("/contracts?amending=true").path("items")).hasSize(1);
        assertThat(waiting(season)).contains("amendment.unsigned-by-collective")
                .doesNotContain("amendment.unsigned-by-provider");

        season.clerk().create(path(season) + "/sign", TestUsers.signature("COLLECTIVE"));
        assertThat(season.clerk().fetch("/contracts?amending=true").path("items")).isEmpty();
        assertThat(waiting(season)).doesNotContain("amendment.unsigned-by-collective");
        JsonNode after = season.clerk().fetch(path(season));
        assertThat(after.path("needs")).hasSize(2);
        assertThat(after.path("edition").asInt()).isEqualTo(2);
        assertThat(after.path("windowTo").asString()).isEqualTo("2026-07-25");
        assertThat(after.path("text").asString()).isEqualTo(proposed.path("text").asString());
        assertThat(states(season)).containsExactly("1 SUPERSEDED", "2 IN_FORCE");
        assertThat(after.path("events").valueStream().map(event -> event.path("reason").asString())).contains(
                "提出补充协议 1：农户要求撤回", "补充协议 1：服务主体签订", "合同 FW-2026-101201-0001 的补充协议 1 生效");
        assertThat(season.status(1)).isEqualTo("CANCELLED");
        assertThat(season.status(0)).isEqualTo("ISSUED");
        assertThat(season.clerk().fetch("/work-orders/" + season.orders().getFirst()).path("windowTo").asString())
                .isEqualTo("2026-07-25");
        assertThat(season.clerk().fetch("/needs/" + need).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(season.clerk().fetch("/bundles/" + after.path("bundleId").asString()).path("needs")).hasSize(2);
        assertThat(users.anonymous().fetch("/contract-texts?hash=" + before.path("textSha256").asString())
                .path("state").asString()).as("the old paper is known, and that it is old").isEqualTo("SUPERSEDED");
        season.work(0, 1);
        season.work(2, 1);
        assertThat(season.clerk().fetch(path(season)).path("status").asString()).isEqualTo("FULFILLED");
        assertThat(season.clerk().post(path(season) + "/amendment", Map.of("reason", "x")).problems())
                .containsExactly("contract.status");
    }

    private static List<String> waiting(Season season) {
        return season.clerk().fetch("/board?season=2026").path("stations").valueStream()
                .flatMap(station -> station.path("waiting").valueStream()).map(item -> item.path("code").asString())
                .toList();
    }

    @Test
    void aFieldThatComesLaterJoinsAndIsOrdered() {
        Season season = harvest.begin();
        String need = need(season, 2);
        season.clerk().create(path(season) + "/amendment", Map.of("reason", "退出", "droppedNeeds", List.of(need)));
        sign(season);
        String again = season.clerk().create("/needs", SampleVillages.harvest(season.village().farms().get(2)))
                .path("id").asString();
        assertThat(season.clerk().fetch(path(season) + "/open-needs").path("items").path(0).path("needId").asString())
                .isEqualTo(again);
        assertThat(season.provider().post(path(season) + "/amendment",
                Map.of("reason", "加一块", "addedNeeds", List.of(again))).problems())
                .containsExactly("amendment.needs-by-village");
        JsonNode proposed = season.clerk().create(path(season) + "/amendment",
                Map.of("reason", "又要收", "addedNeeds", List.of(again)));
        assertThat(proposed.path("text").asString()).contains("补充协议 2（本合同第 3 版）", "增加田块“田3”（30.00 亩）",
                "预计 90.00 亩");
        sign(season);
        assertThat(season.clerk().fetch("/needs/" + again).path("status").asString()).isEqualTo("BUNDLED");
        assertThat(season.clerk().fetch("/work-orders?contract=" + season.contractId()).path("items").valueStream()
                .map(order -> order.path("status").asString())).containsExactlyInAnyOrder("ISSUED", "ISSUED",
                        "CANCELLED", "ISSUED");
        assertThat(season.clerk().post("/needs/" + again + "/cancel", Map.of("reason", "x")).problems())
                .containsExactly("need.in-contract");
    }

    @Test
    void anAmendedPriceHoldsFromItsDayAndNeverForMeasuredWork() {
        Season first = harvest.begin();
        first.clerk().create(path(first) + "/amendment",
                Map.of("reason", "油价下跌", "bundlePriceFenPerMu", 9500, "priceFrom", "2026-07-15"));
        sign(first);
        assertThat(first.clerk().fetch(path(first)).path("text").asString()).contains("本合同打包价：95.00 元/亩",
                "适用于2026年7月15日起（含当日）的作业；此前的作业和变更签订前已经测量的作业，按 100.00 元/亩");
        first.work(0, 1);
        assertThat(providerFen(first)).isEqualTo(fen(9500, centimu(first)));

        Season second = harvest.begin();
        second.work(0, 1);
        long measured = centimu(second);
        JsonNode before = second.measured(0);
        second.clerk().create(path(second) + "/amendment",
                Map.of("reason", "油价下跌", "bundlePriceFenPerMu", 9500, "priceFrom", "2026-07-01"));
        sign(second);
        assertThat(providerFen(second)).isEqualTo(fen(10000, measured));
        assertThat(second.measured(0)).as("measured work never changes").isEqualTo(before);
        second.work(1, 1);
        assertThat(providerFen(second)).as("worked on the same day: not later than what was measured before")
                .isBetween(fen(10000, centimu(second)) - 1, fen(10000, centimu(second)) + 1);
        assertThat(second.clerk().fetch(path(second) + "/editions").path("items").path(1).path("amendment")
                .path("priceHoldsFrom").asString()).isEqualTo("2026-07-16");
    }

    private static long centimu(Season season) {
        return sheet(season).path("totals").path("payableCentimu").asLong();
    }

    private static long providerFen(Season season) {
        return sheet(season).path("totals").path("providerFen").asLong();
    }

    private static JsonNode sheet(Season season) {
        return season.clerk().fetch(path(season) + "/settlement");
    }

    private static long fen(long perMu, long centimu) {
        return Math.round(perMu * centimu / 100.0);
    }

    @Test
    void whereWorkHasBegunTheFieldStays() {
        Season season = harvest.begin();
        String need = need(season, 1);
        season.clerk().create(path(season) + "/amendment", Map.of("reason", "退出", "droppedNeeds", List.of(need)));
        season.provider().create(path(season) + "/sign", TestUsers.signature("PROVIDER"));
        season.work(1, 1);
        ApiClient.Answer late = season.clerk().post(path(season) + "/sign", TestUsers.signature("COLLECTIVE"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problems()).containsExactly("amendment.work-begun");
        assertThat(season.clerk().fetch(path(season) + "/editions").path("items").path(1).path("signatures"))
                .as("the refused signature is not kept").hasSize(1);
        assertThat(season.clerk().fetch(path(season)).path("needs")).hasSize(3);
        season.clerk().create(path(season) + "/amendment/withdraw", Map.of("reason", "已经收了"));
        assertThat(season.clerk().post(path(season) + "/amendment",
                Map.of("reason", "退出", "droppedNeeds", List.of(need))).problemsWithPaths())
                .containsExactly("amendment.work-begun @ droppedNeeds[0]");
    }

    @Test
    void theOtherSideDeclinesAndTheOldWordingHolds() {
        Season season = harvest.begin();
        JsonNode terms = season.provider().create(path(season) + "/amendment", Map.of("reason", "油价上涨",
                "bundlePriceFenPerMu", 11000, "priceFrom", "2026-07-12", "terms",
                Map.of("depositFen", 50000, "clause", "雨天顺延")));
        assertThat(terms.path("amendment").path("proposedSide").asString()).isEqualTo("PROVIDER");
        assertThat(terms.path("amendment").path("changes").valueStream().map(JsonNode::asString)).containsExactly(
                "打包价由 100.00 元/亩改为 110.00 元/亩，自2026年7月12日起的作业适用", "保证金由 0.00 元改为 500.00 元",
                "履约节点改为第六条所列", "补充约定改为第十条所列");
        assertThat(season.clerk().post(path(season) + "/amendment/withdraw", Map.of()).problemsWithPaths())
                .containsExactly("required @ reason");
        season.clerk().create(path(season) + "/amendment/withdraw", Map.of("reason", "太贵"));
        assertThat(states(season)).containsExactly("1 IN_FORCE", "2 WITHDRAWN");
        season.county().create("/award-limits",
                Map.of("limitFen", 950_000, "source", "县农村集体采购办法", "validFrom", "2026-01-01"));
        assertThat(season.clerk().post(path(season) + "/amendment",
                Map.of("reason", "油价上涨", "bundlePriceFenPerMu", 11000, "priceFrom", "2026-07-12")).problems())
                .as("nobody else was asked for an offer").containsExactly("amendment.over-limit");
        assertThat(season.clerk().post(path(season) + "/sign", TestUsers.signature("COLLECTIVE")).problems())
                .containsExactly("contract.signed-already");
        assertThat(season.clerk().post(path(season) + "/amendment/withdraw", Map.of("reason", "x")).problems())
                .containsExactly("amendment.none");
        assertThat(season.clerk().fetch(path(season)).path("bundlePriceFenPerMu").asLong()).isEqualTo(10000);
    }

    @Test
    void termsAndMilestonesFollowOnceBothHaveSigned() {
        Season season = harvest.begin();
        season.clerk().create(path(season) + "/amendment", Map.of("reason", "加保底", "terms",
                Map.of("mode", "GUARANTEED_YIELD", "yield",
                        Map.of("gramsPerMu", 500_000, "fenPerKg", 260, "priceOn", "2026-06-30"), "depositFen", 50000)));
        sign(season);
        assertThat(season.clerk().fetch(path(season) + "/terms").path("terms").path("depositFen").asLong())
                .isEqualTo(50000);
        assertThat(season.clerk().fetch(path(season) + "/milestones").path("items").valueStream()
                .map(one -> one.path("kind").asString())).containsExactly("DEPOSIT_PAID", "MACHINES_READY",
                        "WORK_DONE", "ACCEPTED", "YIELD_WEIGHED", "SETTLED");
        assertThat(season.clerk().fetch(path(season) + "/money").path("depositAskedFen").asLong()).isEqualTo(50000);
        JsonNode fee = season.clerk().fetch(path(season) + "/money").path("serviceFee");
        assertThat(fee.path("fenPerMu").asLong()).isEqualTo(500);
        assertThat(fee.path("settled").asBoolean(true)).isFalse();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Season season = harvest.begin();
        assertThat(season.clerk().post(path(season) + "/amendment",
                Map.of("bundlePriceFenPerMu", 12001, "windowTo", "2026-07-01", "droppedNeeds",
                        List.of(UUID.randomUUID()), "addedNeeds", List.of(UUID.randomUUID()), "terms",
                        Map.of("mode", "SUPERVISED_FEE", "depositFen", -1)))
                .problemsWithPaths()).containsExactly("required @ reason", "amendment.price @ bundlePriceFenPerMu",
                        "required @ priceFrom", "need.window-reversed @ windowTo",
                        "terms.supervision @ terms.supervisionFenPerMu", "terms.amount @ terms.depositFen",
                        "amendment.unknown-need @ droppedNeeds[0]", "amendment.need-not-open @ addedNeeds[0]");
        assertThat(season.clerk().post(path(season) + "/amendment", Map.of("reason", "x")).problems())
                .containsExactly("amendment.nothing-changes");
        List<String> all = List.of(need(season, 0), need(season, 1), need(season, 2));
        assertThat(season.clerk().post(path(season) + "/amendment", Map.of("reason", "x", "droppedNeeds", all))
                .problems()).containsExactly("amendment.nothing-left");
        assertThat(users.office(Role.VILLAGE, season.village().otherCode())
                .post(path(season) + "/amendment", Map.of("reason", "x")).status()).isEqualTo(404);
    }

    @Test
    void aNeedInAnUnsignedContractNamesIt() {
        SampleVillage village = villages.make(2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String provider = villages.provider(village);
        JsonNode contract = clerk.create("/contracts",
                Map.of("bundleId", villages.closedBundle(village), "providerId", provider));
        String need = clerk.fetch("/contracts/" + contract.path("id").asString()).path("needs").path(0).path("needId")
                .asString();
        ApiClient.Answer refused = clerk.post("/needs/" + need + "/cancel", Map.of("reason", "x"));
        assertThat(refused.problems()).containsExactly("need.in-unsigned-contract");
        assertThat(refused.json().path("detail").asString()).contains(contract.path("number").asString());
    }

    @Test
    void whatAFundKeepsFollowsTheFields() {
        SampleVillage village = villages.make(2, 2);
        ApiClient county = users.office(Role.COUNTY, village.county());
        String fund = county.create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "HARVEST", "season",
                2026, "budgetFen", 100000, "justification", "按面积测算", "regionCode", village.code(), "rule",
                Map.of("fenPerMu", 1000))).path("id").asString();
        Season season = harvest.begin(village);
        assertThat(open(county, fund)).isEqualTo(90000);
        season.clerk().create(path(season) + "/amendment",
                Map.of("reason", "退出", "droppedNeeds", List.of(need(season, 2))));
        sign(season);
        assertThat(open(county, fund)).isEqualTo(60000);
        season.work(0, 1);
        assertThat(open(county, fund)).isBetween(29_990L, 30_010L);
    }

    private static long open(ApiClient county, String fund) {
        return county.fetch("/funds/" + fund).path("commitments").path(0).path("openFen").asLong();
    }
}
