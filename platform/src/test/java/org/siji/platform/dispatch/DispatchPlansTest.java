package org.siji.platform.dispatch;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.PlanCheck;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of a plan: searched for in the background, published, replaced, taken over from a dead server. */
@SijiIntegrationTest
class DispatchPlansTest {

    private static final String FROM = "2026-07-08";
    private static final String TO = "2026-07-24";

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    SearchStore searches;
    @Autowired
    DispatchPlanStore plans;
    @Autowired
    ProblemBuilder problems;

    private Season season;
    private ApiClient provider;

    @BeforeEach
    void begin() {
        season = harvest.begin();
        provider = season.provider();
    }

    static String path(JsonNode plan) {
        return "/dispatch-plans/" + plan.path("id").asString();
    }

    private static Map<String, Object> version(JsonNode plan) {
        return Map.of("version", plan.path("version").asLong());
    }

    static Stream<String> texts(JsonNode array, String name) {
        return array.valueStream().map(one -> one.path(name).asString());
    }

    @Test
    void aPlanIsSearchedForBesideTheRequestsAndCountsOncePublished() {
        ApiClient.Answer asked = provider.post("/dispatch-plans", Map.of("from", FROM, "to", TO));
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().path("status").asString()).isEqualTo("WAITING");
        assertThat(asked.json().path("seconds").asInt()).isEqualTo(10);
        JsonNode draft = DispatchPlans.await(provider, asked.json().path("id").asString());
        assertThat(draft.path("status").asString()).isEqualTo("DRAFT");
        assertThat(texts(draft.path("stops"), "orderId").distinct())
                .containsExactlyInAnyOrderElementsOf(season.orders());
        assertThat(draft.path("placed").asInt()).isEqualTo(3);
        assertThat(draft.path("cost").path("undoneMust").asInt()).isZero();
        assertThat(draft.path("cost").path("totalFen").asLong()).isPositive().isEqualTo(
                Stream.of("lateFen", "travelFen", "machineFen", "undoneFen")
                        .mapToLong(part -> draft.path("cost").path(part).asLong()).sum());
        assertThat(texts(draft.path("machines"), "name")).containsExactly("一号机");
        JsonNode order = draft.path("orders").get(0);
        assertThat(order.path("villageName").asString()).isEqualTo("青山村");
        assertThat(order.path("cultivatorNameMasked").asString()).isEqualTo("王**");
        assertThat(order.path("lon").asDouble()).isBetween(109.9, 110.1);
        assertThat(season.status(0)).as("nothing is promised yet").isEqualTo("ISSUED");
        JsonNode progress = provider.fetch(path(draft) + "/progress");
        assertThat(progress.path("share").asDouble()).isEqualTo(1);
        assertThat(progress.path("iterations").asLong()).isPositive();

        JsonNode published = DispatchPlans.publish(provider, draft);
        assertThat(published.path("status").asString()).isEqualTo("PUBLISHED");
        assertThat(published.path("publishedAt").asString()).isNotEmpty();
        assertThat(season.status(0)).isEqualTo("PLANNED");
        JsonNode stop = published.path("stops").get(0);
        JsonNode carried = provider.fetch("/work-orders/" + stop.path("orderId").asString());
        assertThat(carried.path("plannedMachineId").asString()).isEqualTo(season.machineId());
        assertThat(carried.path("plannedDay").asString()).isEqualTo(stop.path("day").asString())
                .isEqualTo("2026-07-10");
        assertThat(provider.post(path(draft) + "/publish", version(published)).problems())
                .containsExactly("dispatch.status");

        JsonNode later = DispatchPlans.published(season.clerk(),
                Map.of("providerId", season.providerId(), "from", "2026-07-12", "to", TO, "seconds", 2));
        assertThat(provider.fetch(path(draft)).path("status").asString()).isEqualTo("REPLACED");
        assertThat(texts(provider.fetch("/dispatch-plans").path("items"), "id"))
                .containsExactly(later.path("id").asString(), draft.path("id").asString());
        assertThat(texts(provider.fetch("/dispatch-plans?limit=1").path("items"), "id"))
                .containsExactly(later.path("id").asString());
        assertThat(texts(provider.fetch("/dispatch-plans?limit=1&cursor=" + later.path("id").asString())
                .path("items"), "id")).containsExactly(draft.path("id").asString());
        assertThat(texts(provider.fetch("/dispatch-plans?status=PUBLISHED").path("items"), "id"))
                .containsExactly(later.path("id").asString());
    }

    @Test
    void aPlanLeavesAloneWhatIsPlannedForDaysBeforeIt() {
        JsonNode july = DispatchPlans.published(provider, Map.of("from", FROM, "to", TO));
        JsonNode august = DispatchPlans.published(provider,
                Map.of("from", "2026-07-28", "to", "2026-08-05", "seconds", 1));
        assertThat(august.path("orders")).as("their windows are over").isEmpty();
        assertThat(List.of(season.status(0), season.status(1), season.status(2))).containsOnly("PLANNED");
        assertThat(provider.fetch(path(july)).path("status").asString()).isEqualTo("PUBLISHED");
    }

    /** Next year, so that the days are still to come. */
    @Test
    void aPlanForLaterDaysTakesOverOnlyWhatIsPlannedForThem() {
        jdbc.sql("""
                update work_order set window_from = window_from + interval '1 year',
                    window_to = window_to + interval '1 year' where provider_id = :provider""")
                .param("provider", UUID.fromString(season.providerId())).update();
        JsonNode first = DispatchPlans.published(provider, Map.of("from", "2027-07-08", "to", "2027-07-24"));
        Map<String, List<String>> days = first.path("stops").valueStream()
                .collect(Collectors.groupingBy(stop -> stop.path("orderId").asString(),
                        Collectors.mapping(stop -> stop.path("day").asString(), Collectors.toList())));
        assertThat(days.values().stream().flatMap(List::stream).distinct()).containsExactlyInAnyOrder("2027-07-10",
                "2027-07-11");
        JsonNode later = DispatchPlans.published(provider,
                Map.of("from", "2027-07-11", "to", "2027-07-24", "seconds", 1));
        Set<String> taken = days.entrySet().stream().filter(one -> one.getValue().contains("2027-07-11"))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        assertThat(texts(later.path("stops"), "orderId").collect(Collectors.toSet())).isEqualTo(taken)
                .hasSizeBetween(1, 2);
        assertThat(List.of(season.status(0), season.status(1), season.status(2))).containsOnly("PLANNED");
    }

    /** The platform's own check of a plan shares no code with the search. */
    @Test
    void whatIsFoundStandsUpToAnIndependentCheckAndIsCheapEarly() {
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        PlanContent content = plans.getContent(UUID.fromString(draft.path("id").asString()));
        PlanCheck.Verdict verdict = PlanCheck.check(content.problem(), content.found());
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.cost().totalFen()).isEqualTo(draft.path("cost").path("totalFen").asLong());
        // 20 permille a day of 30.00 mu at 100 yuan, for the one order that is done on the second day of the window.
        assertThat(draft.path("cost").path("lateFen").asLong()).isBetween(5_990L, 6_010L);
    }

    @Test
    void whatHasChangedSinceIsNamedInsteadOfPublished() {
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        season.clerk().create("/work-orders/" + season.orders().get(1) + "/cancel", Map.of("reason", "倒伏"));
        season.work(2, 1);
        ApiClient.Answer refused = provider.post(path(draft) + "/publish", version(draft));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problems()).containsExactly("dispatch.orders-changed");
        assertThat(refused.text()).contains("-00002", "-00003").doesNotContain("-00001");
        assertThat(season.status(0)).as("nothing is half published").isEqualTo("ISSUED");
        JsonNode again = DispatchPlans.published(provider, Map.of("from", FROM, "to", TO));
        assertThat(texts(again.path("stops"), "orderId")).containsExactly(season.orders().get(0));
        assertThat(season.status(2)).as("worked already").isNotIn("ISSUED", "PLANNED");
    }

    @Test
    void aDraftIsDiscardedOnceAndASearchStopped() {
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        assertThat(provider.post(path(draft) + "/discard", Map.of("version", 0)).problems())
                .containsExactly("dispatch.version");
        assertThat(provider.post(path(draft) + "/discard", Map.of()).problemsWithPaths())
                .containsExactly("required @ version");
        assertThat(provider.post(path(draft) + "/stop", null).problems()).containsExactly("dispatch.status");
        assertThat(provider.create(path(draft) + "/discard", version(draft)).path("status").asString())
                .isEqualTo("DISCARDED");
        ApiClient.Answer gone = provider.post(path(draft) + "/publish", version(draft));
        assertThat(gone.problems()).containsExactly("dispatch.status");
        assertThat(gone.text()).contains("已放弃");
    }

    /** As if a server had died at it: first it is silent, then somebody else goes on from what was kept. */
    @Test
    void aSearchWhoseServerDiedIsTakenOverAndALateWriterChangesNothing() {
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        UUID id = UUID.fromString(draft.path("id").asString());
        UUID dead = UUID.randomUUID();
        runningElsewhere(id, dead, 12);
        assertThat(searches.beat(id, dead, 0.5, 7)).as("while it lives").contains(false);
        assertThat(provider.create(path(draft) + "/stop", null).path("status").asString()).isEqualTo("RUNNING");
        assertThat(searches.beat(id, dead, 0.5, 8)).contains(true);
        assertThat(provider.fetch(path(draft) + "/progress").path("iterations").asLong()).isEqualTo(8);
        runningElsewhere(id, dead, 60);
        JsonNode found = DispatchPlans.await(provider, id.toString());
        assertThat(found.path("status").asString()).isEqualTo("DRAFT");
        assertThat(found.path("version").asLong()).isGreaterThan(draft.path("version").asLong());
        assertThat(found.path("stops")).isEqualTo(draft.path("stops"));
        assertThat(searches.beat(id, dead, 0.9, 9)).as("it is no longer his").isEmpty();
        PlanContent content = plans.getContent(id);
        searches.keep(id, dead, PlanStatus.DRAFT, content.problem(), new org.siji.dispatch.DispatchPlan(List.of(),
                List.of()), new org.siji.dispatch.PlanCost(0, 0, 0, 0, 0));
        assertThat(provider.fetch(path(draft))).isEqualTo(found);
    }

    private void runningElsewhere(UUID plan, UUID worker, int silentSeconds) {
        jdbc.sql("""
                update dispatch_plan set status = 'RUNNING', worker = :worker, attempts = 1,
                    heartbeat_at = now() - make_interval(secs => :silent) where id = :id""").param("worker", worker)
                .param("silent", silentSeconds).param("id", plan).update();
    }

    @Test
    void aPlanThatTakesEveryServerDownIsGivenUp() {
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        runningElsewhere(UUID.fromString(draft.path("id").asString()), UUID.randomUUID(), 60);
        jdbc.sql("update dispatch_plan set attempts = 99 where id = :id")
                .param("id", UUID.fromString(draft.path("id").asString())).update();
        assertThat(DispatchPlans.await(provider, draft.path("id").asString()).path("status").asString())
                .isEqualTo("FAILED");
        assertThat(provider.fetch(path(draft) + "/progress").path("failure").asString()).contains("求解没有成功");
    }

    @Test
    void anOfficeSeesItsOwnRegionsPartOfAPlan() {
        SampleVillage far = villages.make(2, 2);
        villages.signedContract(far, villages.closedBundle(far), season.providerId());
        JsonNode whole = DispatchPlans.draft(provider, FROM, TO);
        assertThat(texts(whole.path("stops"), "orderId").distinct()).hasSize(6);
        JsonNode part = season.clerk().fetch(path(whole));
        assertThat(texts(part.path("stops"), "orderId").collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(season.orders()));
        assertThat(texts(part.path("orders"), "villageCode").distinct()).containsExactly(season.village().code());
        String farOrder = texts(whole.path("orders"), "id").filter(id -> !season.orders().contains(id)).findFirst()
                .orElseThrow();
        assertThat(season.clerk().get(path(whole) + "/orders/" + farOrder + "/why").status()).isEqualTo(404);
        assertThat(season.clerk().post(path(whole) + "/moves",
                Map.of("version", whole.path("version").asLong(), "orderId", farOrder, "isTrial", true)).problems())
                .containsExactly("dispatch.unknown-order");
        ApiClient stranger = users.office(Role.VILLAGE, season.village().otherCode());
        for (String what : List.of("", "/progress", "/comparison")) {
            assertThat(stranger.get(path(whole) + what).status()).isEqualTo(404);
        }
        for (String what : List.of("/stop", "/discard", "/publish", "/moves", "/replan")) {
            assertThat(stranger.post(path(whole) + what, version(whole)).status()).as(what).isEqualTo(404);
        }
        assertThat(stranger.fetch("/dispatch-plans").path("items")).isEmpty();
    }

    @Test
    void theSameStepsMakeTheSamePlan() {
        Map<String, Object> request = Map.of("from", FROM, "to", TO, "seconds", 600, "iterations", 300);
        JsonNode one = DispatchPlans.draft(provider, request);
        JsonNode other = DispatchPlans.draft(provider, request);
        assertThat(other.path("stops")).isNotEmpty().isEqualTo(one.path("stops"));
        assertThat(provider.fetch(path(one) + "/progress").path("iterations").asLong()).isPositive()
                .isLessThanOrEqualTo(300);
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThat(provider.post("/dispatch-plans", Map.of("from", TO, "to", FROM, "seconds", 601, "iterations", 0))
                .problemsWithPaths()).containsExactly("dispatch.days-reversed @ to", "dispatch.seconds @ seconds",
                        "dispatch.iterations @ iterations");
        assertThat(provider.post("/dispatch-plans", Map.of("from", "2026-01-01", "to", "2026-12-31", "seconds", 0))
                .problemsWithPaths()).containsExactly("dispatch.too-long @ to", "dispatch.seconds @ seconds");
        assertThat(season.clerk().post("/dispatch-plans", Map.of()).problemsWithPaths())
                .containsExactly("required @ providerId", "required @ from", "required @ to");
    }

    @Test
    void withoutMachinesTheReasonIsGiven() {
        provider.put("/machines/" + season.machineId(), Map.of("name", "一号机", "kind", "收割机", "widthMeters", 2.5,
                "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8,
                "roadKmh", 15, "inService", false), 1);
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        assertThat(draft.path("stops")).isEmpty();
        assertThat(texts(draft.path("undoneOrders"), "reasonCode").distinct())
                .containsExactly("NO_MACHINE_FOR_OPERATION");
        assertThat(draft.path("undoneOrders").get(0).path("sentence").asString()).contains("没有能做这种作业的农机");
        assertThat(texts(draft.path("problems"), "code")).contains("dispatch.input.NO_MACHINES");
        assertThat(draft.path("undone").asInt()).isEqualTo(3);
    }

    /** Harvest and tillage of one field at the same provider: the machine waits for the other. */
    @Test
    void aFieldIsTilledAfterItsHarvest() {
        ApiClient.Answer prices = season.county().put("/providers/" + season.providerId() + "/prices",
                Map.of("validFrom", "2026-02-01", "prices",
                        List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 12000),
                                Map.of("operation", "TILLAGE", "minAreaMu", 0, "fenPerMu", 10000),
                                Map.of("operation", "TILLAGE", "minAreaMu", 50, "fenPerMu", 8000))),
                2);
        assertThat(prices.status()).as(prices.toString()).isEqualTo(200);
        season.clerk().create("/needs/bulk",
                Map.of("items", season.village().farms().stream().map(farm -> {
                    Map<String, Object> need = new HashMap<>(SampleVillages.harvest(farm));
                    need.put("operation", "TILLAGE");
                    return need;
                }).toList()));
        String bundle = season.clerk().create("/bundles/propose",
                Map.of("villageCode", season.village().code(), "operation", "TILLAGE", "season", 2026))
                .path("bundles").path(0).path("id").asString();
        season.clerk().create("/bundles/" + bundle + "/close", null);
        villages.signedContract(season.village(), bundle, season.providerId());
        provider.create("/machines", Map.of("name", "耕一号", "kind", "拖拉机", "widthMeters", 2.5, "rates",
                List.of(Map.of("operation", "TILLAGE", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8,
                "roadKmh", 15));
        DispatchProblem problem = problems.build(UUID.fromString(season.providerId()), LocalDate.parse(FROM),
                LocalDate.parse(TO));
        assertThat(problem.precedences()).hasSize(3).allSatisfy(
                tie -> assertThat(season.orders()).as("the harvest comes first").contains(tie.beforeId()));
        assertThat(problems.build(UUID.fromString(season.providerId()), LocalDate.parse("2026-07-21"),
                LocalDate.parse(TO)).precedences()).as("what is past its window is waited for no more").isEmpty();
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        assertThat(texts(draft.path("stops"), "orderId").distinct()).hasSize(6);
        PlanContent content = plans.getContent(UUID.fromString(draft.path("id").asString()));
        assertThat(PlanCheck.check(content.problem(), content.found()).violations()).isEmpty();
    }

    private void askForCoverage(Object leastPercent) {
        assertThat(season.county().send("PUT", "/dispatch-rules", Map.of("shiftFrom", "07:00", "shiftTo", "17:00",
                "roadDetour", 1.4, "costFenPerKm", 200, "costFenPerDay", 3000, "source", "县农机站 2026 年要求", "rows",
                List.of(Map.of("operation", "HARVEST", "latePermillePerDay", 20, "costFenPerHour", 12000,
                        "leastCoveragePercent", leastPercent))),
                Map.of()).status()).isEqualTo(200);
        assertThat(season.clerk().fetch("/dispatch-rules").path("rows").path(0).path("leastCoveragePercent").asInt())
                .isEqualTo(leastPercent);
    }

    @Test
    void aMachineThatLeavesTooMuchOutIsNotGivenWhatAsksForMore() {
        season.work(0, 0.8);
        assertThat(season.status(0)).isEqualTo("ACCEPTED_IN_PART");
        askForCoverage(75);
        JsonNode enough = DispatchPlans.draft(provider, FROM, TO);
        assertThat(enough.path("placed").asInt()).isEqualTo(2);
        askForCoverage(90);
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        assertThat(draft.path("stops")).isEmpty();
        assertThat(texts(draft.path("undoneOrders"), "reasonCode")).containsExactly("QUALITY_TOO_LOW",
                "QUALITY_TOO_LOW");
        assertThat(draft.path("undoneOrders").path(0).path("sentence").asString())
                .matches("能做这种作业的农机近两季实测覆盖率都低于要求的 90%，最高的是 (79|80)%");
        assertThat(texts(draft.path("problems"), "code")).containsExactly("dispatch.input.QUALITY_TOO_LOW",
                "dispatch.input.QUALITY_TOO_LOW");
        String order = season.orders().get(1);
        assertThat(provider.fetch(path(draft) + "/orders/" + order + "/why").path("undoneReason").asString())
                .isEqualTo("QUALITY_TOO_LOW");
        String fresh = provider.create("/machines", Map.of("name", "新机", "kind", "收割机", "widthMeters", 2.5, "rates",
                List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8,
                "roadKmh", 15)).path("id").asString();
        JsonNode again = DispatchPlans.draft(provider, FROM, TO);
        assertThat(texts(again.path("stops"), "machineId").distinct()).as("one without a record passes")
                .containsExactly(fresh);
        assertThat(again.path("placed").asInt()).isEqualTo(2);
        JsonNode moved = provider.create(path(again) + "/moves", Map.of("version", again.path("version").asLong(),
                "orderId", order, "machineId", season.machineId(), "isTrial", true));
        assertThat(moved.path("allowed").asBoolean()).isFalse();
        assertThat(moved.path("violations").path(0).path("sentence").asString()).contains("一号机", "覆盖率");
        assertThat(provider.fetch(path(again) + "/orders/" + order + "/why").path("alternatives").path(0)
                .path("obstacle").asString()).isEqualTo("SKILL_MISSING");
    }

    @Test
    void aCountysRulesArePlannedBy() {
        JsonNode general = season.county().fetch("/dispatch-rules");
        assertThat(general.path("example").asBoolean()).isTrue();
        assertThat(general.path("rows")).hasSize(11);
        Map<String, Object> own = Map.of("shiftFrom", "08:30", "shiftTo", "18:00", "roadDetour", 1.2, "costFenPerKm",
                100, "costFenPerDay", 0, "source", "农机站 2026 年 5 月座谈", "rows",
                List.of(Map.of("operation", "HARVEST", "latePermillePerDay", 0, "costFenPerHour", 6000)));
        assertThat(season.clerk().send("PUT", "/dispatch-rules", own, Map.of()).problems())
                .containsExactly("access.role");
        assertThat(provider.get("/dispatch-rules").status()).isEqualTo(403);
        assertThat(season.county().send("PUT", "/dispatch-rules", own, Map.of()).status()).isEqualTo(200);
        assertThat(season.clerk().fetch("/dispatch-rules").path("source").asString()).contains("农机站");
        JsonNode draft = DispatchPlans.draft(provider, FROM, TO);
        assertThat(draft.path("stops").get(0).path("startHour").asDouble()).isGreaterThanOrEqualTo(8.5);
        assertThat(draft.path("cost").path("lateFen").asLong()).isZero();
        // 90 mu at 8 mu an hour: 11.25 hours at 60 yuan.
        assertThat(draft.path("cost").path("machineFen").asLong()).isBetween(67_400L, 67_800L);
        assertThat(season.county().send("PUT", "/dispatch-rules", Map.of("shiftFrom", "18:00", "shiftTo", "08:00",
                "roadDetour", 0.5, "costFenPerKm", -1, "rows",
                List.of(Map.of("operation", "HARVEST", "latePermillePerDay", 2000, "costFenPerHour", 1,
                        "leastCoveragePercent", 101),
                        Map.of("operation", "HARVEST", "latePermillePerDay", 1, "costFenPerHour", 1))),
                Map.of()).problemsWithPaths()).containsExactly("required @ source",
                        "dispatch.out-of-range @ costFenPerKm", "required @ costFenPerDay", "dispatch.shift @ shiftTo",
                        "dispatch.detour @ roadDetour", "dispatch.out-of-range @ rows[0].latePermillePerDay",
                        "dispatch.out-of-range @ rows[0].leastCoveragePercent",
                        "dispatch.row-twice @ rows[1].operation");
    }
}
