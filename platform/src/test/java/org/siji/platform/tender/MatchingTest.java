package org.siji.platform.tender;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.qualification.PaperWorld;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Who stands where for a bundle, and why; and a direct award below the limit. */
@SijiIntegrationTest
class MatchingTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    TenderWorld world;
    @Autowired
    TestUsers users;

    private static List<JsonNode> only(JsonNode matches, String... providers) {
        List<String> wanted = List.of(providers);
        return matches.path("matches").valueStream()
                .filter(match -> wanted.contains(match.path("providerId").asString())).toList();
    }

    private static List<String> reasons(JsonNode match) {
        return match.path("reasons").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void whoCanComesBeforeWhoIsShortBeforeWhoCannotAndTheCheaperFirst() {
        SampleVillage village = villages.make(2, 2);
        String dear = world.provider(village, 10_000);
        String cheap = world.provider(village, 9_500);
        String slow = world.provider(village, 5_000);
        String none = world.provider(village, 4_000);
        world.machine(dear, 8);
        world.machine(dear, 8);
        world.machine(cheap, 9);
        world.machine(slow, 0.5);
        String bundle = world.bundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        JsonNode matches = clerk.fetch("/bundles/" + bundle + "/matches");
        List<JsonNode> ranked = only(matches, dear, cheap, slow, none);
        assertThat(ranked.stream().map(match -> match.path("providerId").asString())).containsExactly(cheap, dear,
                slow, none);
        assertThat(ranked.stream().map(match -> match.path("fit").asString())).containsExactly("CAN", "CAN", "SHORT",
                "CANNOT");
        assertThat(reasons(ranked.get(0))).containsExactly("1 台农机在作业时间内还空 110.0 机时，这个打包约需 10.0 机时",
                "最近的停机点离田块直线距离 11.2 公里", "价目（2026-02-01 起）：这一面积档 95.00 元/亩，全部约 8550.00 元", "近两季没有同类作业的记录");
        assertThat(ranked.get(1).path("freeHours").asDouble()).isEqualTo(220);
        assertThat(reasons(ranked.get(2)).getFirst()).contains("只空 110.0 机时", "约需 180.0 机时");
        assertThat(reasons(ranked.get(3))).contains("没有在用的、能做收割的农机", "停机点或田块位置不详，距离未知");
        assertThat(ranked.get(0).path("directly").asBoolean()).isTrue();
        assertThat(matches.path("free").asBoolean()).isTrue();
        assertThat(ranked.get(3).path("directly").asBoolean()).isFalse();
        assertThat(matches.path("limit").path("limitFen").asLong()).isEqualTo(30_000_000);
        assertThat(clerk.fetch("/bundles/" + bundle + "/matches")).as("the same question has the same answer")
                .isEqualTo(matches);
        assertThat(users.office(Role.VILLAGE, village.otherCode()).get("/bundles/" + bundle + "/matches").status())
                .isEqualTo(404);
    }

    @Test
    void hoursThatAreTakenOnOrPlannedAreNotFree() {
        SampleVillage busy = villages.make(2);
        String provider = world.provider(busy, 10_000);
        world.machine(provider, 8);
        SampleVillage village = villages.make(2);
        String bundle = world.bundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String path = "/bundles/" + bundle + "/matches";
        assertThat(only(clerk.fetch(path), provider).getFirst().path("freeHours").asDouble()).isEqualTo(110);
        villages.signedContract(busy, world.bundle(busy), provider);
        assertThat(only(clerk.fetch(path), provider).getFirst().path("freeHours").asDouble())
                .as("60 mu at 8 mu an hour are taken on").isEqualTo(110 - 7.5, within(0.01));
        DispatchPlans.published(world.client(provider),
                Map.of("from", TenderWorld.from().toString(), "to", TenderWorld.to().toString()));
        assertThat(only(clerk.fetch(path), provider).getFirst().path("freeHours").asDouble())
                .as("planned, with the way there").isLessThan(110 - 7.5).isGreaterThan(110 - 12);
    }

    @Test
    void whoStandsStillWorksElsewhereOrLacksAPaperIsShownWithTheReason() {
        SampleVillage village = villages.make(2);
        String provider = world.provider(village, 10_000);
        String machine = world.machine(provider, 8);
        String bundle = world.bundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        String path = "/bundles/" + bundle + "/matches";
        String upkeep = "/machines/" + machine + "/upkeep";
        assertThat(world.client(provider).post(upkeep, Map.of("onDay", "2099-01-01", "engineHours", -1, "downTo",
                TenderWorld.from().toString())).problemsWithPaths()).containsExactly("required @ kind",
                        "required @ what", "upkeep.future @ onDay", "upkeep.hours @ engineHours",
                        "upkeep.down-from @ downFrom");
        String down = world.client(provider).create(upkeep, Map.of("kind", "REPAIR", "onDay", "2026-01-02", "what",
                "换割台", "engineHours", 1250.5, "downFrom", TenderWorld.from().plusDays(2).toString())).path("id")
                .asString();
        assertThat(only(clerk.fetch(path), provider).getFirst().path("freeHours").asDouble())
                .as("two of eleven days, ten hours each").isEqualTo(20);
        JsonNode days = DispatchPlans.published(world.client(provider),
                Map.of("from", TenderWorld.from().toString(), "to", TenderWorld.to().toString()));
        assertThat(days.path("stops")).isEmpty();
        world.client(provider).create("/machine-upkeep/" + down + "/back",
                Map.of("lastDown", TenderWorld.from().plusDays(4).toString()));
        assertThat(world.client(provider).post("/machine-upkeep/" + down + "/back", Map.of()).problems())
                .containsExactly("upkeep.not-down");
        assertThat(only(clerk.fetch(path), provider).getFirst().path("freeHours").asDouble()).isEqualTo(80);

        world.client(provider).put("/providers/" + provider + "/service-area",
                Map.of("regions", List.of(village.otherCode())), 3);
        PaperWorld.require(county);
        PaperWorld.pass(county, PaperWorld.bring(world.client(provider), provider,
                PaperWorld.licence("8001", TenderWorld.from().minusYears(1), TenderWorld.to().minusDays(1))));
        JsonNode match = only(clerk.fetch(path), provider).getFirst();
        assertThat(match.path("fit").asString()).isEqualTo("CANNOT");
        assertThat(reasons(match)).startsWith("拖拉机和联合收割机驾驶证有效期到 " + TenderWorld.to().minusDays(1)
                + " 为止，早于作业最后一天 " + TenderWorld.to() + "：请先换证并查验", "服务区域不含本村");
        assertThat(clerk.post("/bundles/" + bundle + "/award", Map.of("providerId", provider, "reason", "快"))
                .problems()).containsExactly("award.cannot");
    }

    @Test
    void theRecordIsWhatTheDecisionsAddUpTo() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 1);
        SampleVillage village = villages.make(2);
        String bundle = world.bundle(village);
        JsonNode match = only(users.office(Role.VILLAGE, village.code()).fetch("/bundles/" + bundle + "/matches"),
                season.providerId()).getFirst();
        assertThat(match.path("orders").asLong()).isEqualTo(2);
        assertThat(match.path("coverage").asDouble()).isGreaterThan(0.95);
        assertThat(match.path("onTime").asDouble()).isEqualTo(1);
        assertThat(reasons(match).getLast()).startsWith("近两季同类作业 2 单有结论，覆盖率").endsWith("按时率 100.0%");
    }

    @Test
    void belowTheLimitOneIsChosenWithAReasonAndPublished() {
        SampleVillage village = villages.make(2, 2);
        String provider = world.provider(village, 10_000);
        world.machine(provider, 8);
        String none = world.provider(village, 9_000);
        String bundle = world.bundle(village);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        String path = "/bundles/" + bundle + "/award";
        assertThat(county.post("/award-limits", Map.of("limitFen", 0)).problemsWithPaths())
                .containsExactly("required @ source", "required @ validFrom", "award.limit @ limitFen");
        county.create("/award-limits",
                Map.of("limitFen", 500_000, "source", "县农村集体采购办法第 8 条", "validFrom", "2026-01-01"));
        ApiClient.Answer over = clerk.post(path, Map.of("providerId", provider, "reason", "去年做得好"));
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text()).contains("预计 9000.00 元，超过直接发包限额 5000.00 元（县农村集体采购办法第 8 条），请公开征集报价");
        ApiClient.Answer byHand = clerk.post("/contracts",
                Map.of("bundleId", bundle, "providerId", provider, "mode", "FIXED_FEE"));
        assertThat(byHand.problems()).as("nor by drafting a contract by hand").containsExactly("award.over-limit");
        assertThat(clerk.fetch("/contracts").path("items")).isEmpty();
        county.create("/award-limits",
                Map.of("limitFen", 1_000_000, "source", "县里更正", "validFrom", "2026-01-01"));
        assertThat(county.fetch("/award-limits").path("items").valueStream().map(one -> one.path("limitFen").asLong()))
                .as("nothing that was decided is lost").containsExactly(1_000_000L, 500_000L, 30_000_000L);
        assertThat(clerk.post(path, Map.of("providerId", provider)).problemsWithPaths())
                .containsExactly("required @ reason");
        assertThat(clerk.post(path, Map.of("providerId", none, "reason", "便宜")).problems())
                .containsExactly("award.cannot");
        JsonNode award = clerk.create(path,
                Map.of("providerId", provider, "reason", "去年做得好", "serviceFeeFenPerMu", 300));
        JsonNode contract = clerk.fetch("/contracts/" + award.path("contractId").asString());
        assertThat(contract.path("status").asString()).isEqualTo("DRAFT");
        assertThat(contract.path("bundlePriceFenPerMu").asLong()).isEqualTo(10_000);
        assertThat(contract.path("serviceFeeFenPerMu").asLong()).isEqualTo(300);
        assertThat(clerk.post(path, Map.of("providerId", provider, "reason", "再来")).status()).isEqualTo(409);
        assertThat(clerk.fetch("/bundles/" + bundle + "/matches").path("free").asBoolean()).isFalse();

        String awardPath = "/awards/" + award.path("id").asString();
        ApiClient household = users.household(village.farms().get(1).householdId(), village.code());
        JsonNode seen = household.fetch(awardPath);
        assertThat(seen.path("published").path("reason").asString()).isEqualTo("去年做得好");
        assertThat(seen.path("published").path("limitSource").asString()).isEqualTo("县里更正");
        assertThat(seen.path("published").path("candidates")).hasSize(1);
        assertThat(seen.path("ranking").isNull()).isTrue();
        JsonNode open = users.anonymous().fetch("/public" + awardPath);
        assertThat(open.path("published")).isEqualTo(seen.path("published"));
        assertThat(open.toString()).as("nothing of the households").doesNotContain("王", "田1");
        assertThat(clerk.fetch(awardPath).path("ranking").size()).isPositive();
        assertThat(household.post(awardPath + "/objections", Map.of("text", " ")).problems())
                .containsExactly("required");
        String objection = household.create(awardPath + "/objections", Map.of("text", "为什么不找便宜的")).path("id")
                .asString();
        assertThat(users.household(village.other().householdId(), village.otherCode()).get(awardPath).status())
                .isEqualTo(404);
        assertThat(users.household(village.farms().get(0).householdId(), village.code()).fetch(awardPath)
                .path("objections")).as("what a neighbour objects to is his own").isEmpty();
        clerk.create("/award-objections/" + objection + "/answer",
                Map.of("answer", "便宜的那家没有收割机", "outcome", "REJECTED"));
        assertThat(clerk.post("/award-objections/" + objection + "/answer",
                Map.of("answer", "再答", "outcome", "UPHELD")).problems()).containsExactly("award.objection-answered");
        assertThat(household.fetch(awardPath).path("objections").path(0).path("answer").asString())
                .isEqualTo("便宜的那家没有收割机");
        assertThat(household.fetch("/awards").path("items")).hasSize(1);
    }

    @Test
    void ofTwoAwardsAtTheSameMomentExactlyOneStands() throws Exception {
        SampleVillage village = villages.make(2, 2);
        String one = world.provider(village, 10_000);
        String other = world.provider(village, 9_900);
        world.machine(one, 8);
        world.machine(other, 8);
        String bundle = world.bundle(village);
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> answers = List.of(one, other).stream().map(provider -> {
                ApiClient clerk = users.office(Role.VILLAGE, village.code());
                return pool.submit(() -> {
                    start.await();
                    return clerk.post("/bundles/" + bundle + "/award", Map.of("providerId", provider, "reason", "快"))
                            .status();
                });
            }).toList();
            start.countDown();
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
        }
        assertThat(users.office(Role.VILLAGE, village.code()).fetch("/awards").path("items")).hasSize(1);
    }
}
