package org.siji.platform.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class WorkOrdersTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    WorkOrders workOrders;
    @Autowired
    TransactionTemplate transactions;
    @Autowired
    WorkOrderReport report;
    @Autowired
    DispatchReport dispatchReport;

    private SampleVillage village;
    private String providerId;
    private String contract;
    private String bundle;
    private ApiClient clerk;
    private ApiClient provider;
    private List<String> orders;

    /** Three fields of 30 mu under one signed contract. */
    @BeforeEach
    void sign() {
        village = villages.make(2, 2);
        providerId = villages.provider(village);
        bundle = villages.closedBundle(village);
        contract = villages.signedContract(village, bundle, providerId);
        clerk = users.office(Role.VILLAGE, village.code());
        provider = users.provider(UUID.fromString(providerId));
        orders = provider.fetch("/work-orders?contract=" + contract).path("items").valueStream()
                .map(order -> order.path("id").asString()).toList();
    }

    private void decide(String order, Decision decision) {
        transactions.executeWithoutResult(status -> {
            workOrders.markMeasured(UUID.fromString(order));
            workOrders.recordDecision(UUID.fromString(order), decision, "test");
        });
    }

    private String status(String path) {
        return clerk.fetch(path).path("status").asString();
    }

    @Test
    void aFieldsOrdersOfOneSeasonAreFound() {
        String field = clerk.fetch("/work-orders/" + orders.getFirst()).path("fieldId").asString();
        assertThat(clerk.fetch("/work-orders?season=2026&field=" + field).path("items").valueStream()
                .map(order -> order.path("id").asString())).containsExactly(orders.getFirst());
        assertThat(clerk.fetch("/work-orders?season=2025&field=" + field).path("items")).isEmpty();
    }

    @Test
    void signingMakesOneOrderForEachNeedWithTheWayToItsField() {
        assertThat(orders).hasSize(3);
        assertThat(provider.fetch("/work-orders").path("items").valueStream()
                .map(order -> order.path("number").asString())).containsExactly("2026-101201-00001",
                        "2026-101201-00002", "2026-101201-00003");
        ApiClient.Answer read = provider.get("/work-orders/" + orders.getFirst());
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        JsonNode order = read.json();
        assertThat(order.path("status").asString()).isEqualTo("ISSUED");
        assertThat(order.path("geometry").path("type").asString()).isEqualTo("Polygon");
        assertThat(order.path("cultivatorNameMasked").asString()).isEqualTo("王**");
        assertThat(order.path("windowTo").asString()).isEqualTo("2026-07-20");
        assertThat(report.look(2026, village.code()).passed().count()).isEqualTo(3);
    }

    @Test
    void whatTheProviderCannotDoGoesBackToTheCollective() {
        String path = "/work-orders/" + orders.getFirst();
        assertThat(provider.post(path + "/refuse", Map.of()).problemsWithPaths()).containsExactly("required @ reason");
        JsonNode refused = provider.create(path + "/refuse", Map.of("reason", "田埂太高，进不去"));
        assertThat(refused.path("status").asString()).isEqualTo("REFUSED_BY_PROVIDER");
        assertThat(refused.path("refusalReason").asString()).isEqualTo("田埂太高，进不去");
        assertThat(report.look(2026, village.code()).waiting()).singleElement()
                .satisfies(item -> assertThat(item.code()).isEqualTo("work-order.refused-by-provider"));
        assertThat(provider.post(path + "/refuse", Map.of("reason", "x")).problems())
                .containsExactly("work-order.status");
        assertThat(clerk.create(path + "/reissue", null).path("status").asString()).isEqualTo("ISSUED");
        assertThat(clerk.post(path + "/reissue", null).status()).isEqualTo(409);
        clerk.create(path + "/cancel", Map.of("reason", "改用人工"));
        assertThat(clerk.post(path + "/cancel", Map.of("reason", "x")).status()).isEqualTo(409);
        assertThat(clerk.fetch(path).path("events").valueStream().map(event -> event.path("status").asString()))
                .containsExactly("ISSUED", "REFUSED_BY_PROVIDER", "ISSUED", "CANCELLED");
    }

    @Test
    void aPlanGivesEachOrderMachineDayAndPlaceInTheDay() {
        JsonNode none = DispatchPlans.published(provider, plan("2026-07-01", "2026-07-31"));
        assertThat(none.path("stops")).isEmpty();
        assertThat(none.path("undoneOrders").valueStream().map(one -> one.path("reasonCode").asString()))
                .containsExactly("NO_MACHINE_FOR_OPERATION", "NO_MACHINE_FOR_OPERATION", "NO_MACHINE_FOR_OPERATION");
        // 8 mu an hour and 10 hours a day: two fields of 30 mu on the first day, the rest of the third on the second.
        String machine = provider.create("/machines",
                Map.of("name", "一号机", "kind", "收割机", "widthMeters", 2.4, "rates",
                        List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8,
                        "roadKmh", 15))
                .path("id").asString();
        JsonNode tooLate = DispatchPlans.published(provider, plan("2026-07-21", "2026-07-31"));
        assertThat(tooLate.path("undoneOrders").get(0).path("reasonCode").asString()).isEqualTo("NO_MACHINE_IN_WINDOW");
        assertThat(status("/work-orders/" + orders.getFirst())).isEqualTo("ISSUED");
        JsonNode made = DispatchPlans.published(provider, plan("2026-07-01", "2026-07-31"));
        assertThat(made.path("undoneOrders")).isEmpty();
        assertThat(made.path("stops").get(0).path("day").asString()).isEqualTo("2026-07-10");
        assertThat(made.path("stops").get(0).path("workMinutes").asInt()).as("30 mu at 8 mu an hour").isEqualTo(225);
        JsonNode day = provider.fetch("/work-orders?day=2026-07-10").path("items");
        assertThat(day.valueStream().map(order -> order.path("fieldName").asString())).containsExactly("田1", "田2",
                "田3");
        assertThat(day.get(0).path("status").asString()).isEqualTo("PLANNED");
        assertThat(day.get(0).path("plannedMachineId").asString()).isEqualTo(machine);
        assertThat(provider.fetch("/work-orders?day=2026-07-11").path("items").valueStream()
                .map(order -> order.path("fieldName").asString())).containsExactly("田3");
        assertThat(dispatchReport.look(2026, village.code()).passed().count()).isEqualTo(3);

        provider.create("/work-orders/" + orders.get(1) + "/refuse", Map.of("reason", "机器故障"));
        JsonNode again = DispatchPlans.published(clerk,
                Map.of("providerId", providerId, "from", "2026-07-12", "to", "2026-07-20"));
        assertThat(again.path("stops").valueStream().map(stop -> stop.path("orderId").asString()).distinct())
                .containsExactlyInAnyOrder(orders.get(0), orders.get(2));
        assertThat(provider.fetch("/work-orders?day=2026-07-10").path("items")).as("the newest plan counts").isEmpty();
        assertThat(clerk.fetch("/dispatch-plans?provider=" + providerId).path("items")).hasSize(4);
        assertThat(DispatchPlans.published(provider, plan("2026-07-21", "2026-07-31")).path("orders"))
                .as("planned for days before, perhaps done and not yet measured: left alone").isEmpty();
        assertThat(status("/work-orders/" + orders.getFirst())).isEqualTo("PLANNED");
    }

    private static Map<String, Object> plan(String from, String to) {
        return Map.of("from", from, "to", to);
    }

    @Test
    void badPlansAreRefused() {
        assertThat(provider.post("/dispatch-plans", plan("2026-07-31", "2026-07-01")).problems())
                .containsExactly("dispatch.days-reversed");
        assertThat(provider.post("/dispatch-plans", plan("2026-01-01", "2026-12-31")).problems())
                .containsExactly("dispatch.too-long");
        assertThat(clerk.post("/dispatch-plans", Map.of()).problemsWithPaths()).containsExactly("required @ providerId",
                "required @ from", "required @ to");
        assertThat(clerk.post("/dispatch-plans",
                Map.of("providerId", UUID.randomUUID(), "from", "2026-07-01", "to", "2026-07-02")).status())
                .isEqualTo(404);
    }

    @Test
    void theContractIsFulfilledWhenTheLastOrderIsDecided() {
        decide(orders.get(0), Decision.ACCEPTED);
        assertThat(status("/contracts/" + contract)).isEqualTo("IN_WORK");
        decide(orders.get(1), Decision.TO_REVIEW);
        clerk.create("/work-orders/" + orders.get(2) + "/cancel", Map.of("reason", "倒伏"));
        assertThat(status("/contracts/" + contract)).isEqualTo("IN_WORK");
        decide(orders.get(1), Decision.REFUSED);
        assertThat(status("/contracts/" + contract)).isEqualTo("FULFILLED");
        assertThat(clerk.post("/contracts/" + contract + "/terminate", Map.of("reason", "x")).problems())
                .containsExactly("contract.status");
        assertThat(clerk.post("/contracts/" + contract + "/replacement",
                Map.of("providerId", villages.provider(village), "reason", "x")).problems())
                .containsExactly("contract.status");
    }

    @Test
    void aFailingProviderIsReplacedForWhatIsLeft() {
        String other = villages.provider(village);
        String path = "/contracts/" + contract + "/replacement";
        decide(orders.get(0), Decision.ACCEPTED);
        transactions.executeWithoutResult(status -> workOrders.markMeasured(UUID.fromString(orders.get(1))));
        assertThat(clerk.post(path, Map.of("providerId", other, "reason", "机器坏了")).problems())
                .containsExactly("replacement.undecided");
        decide(orders.get(1), Decision.REFUSED);
        assertThat(clerk.post(path, Map.of("providerId", providerId)).problemsWithPaths())
                .containsExactly("required @ reason", "replacement.same-provider @ providerId");
        JsonNode replacement = clerk.create(path, Map.of("providerId", other, "reason", "机器坏了"));
        assertThat(replacement.path("needIds")).hasSize(2);
        assertThat(status("/contracts/" + contract)).isEqualTo("TERMINATED");
        assertThat(status("/work-orders/" + orders.get(0))).isEqualTo("ACCEPTED");
        assertThat(status("/work-orders/" + orders.get(2))).isEqualTo("CANCELLED");
        String fresh = replacement.path("id").asString();
        JsonNode drafted = clerk.fetch("/contracts/" + fresh);
        assertThat(drafted.path("replaces").asString()).isEqualTo(contract);
        assertThat(drafted.path("text").asString()).contains("本合同接替已终止的合同 FW-2026-101201-0001");
        assertThat(drafted.path("bundlePriceFenPerMu").asLong()).as("60 mu are left").isEqualTo(10000);
        clerk.create("/contracts/" + fresh + "/send", null);
        clerk.create("/contracts/" + fresh + "/sign", TestUsers.signature("COLLECTIVE"));
        users.provider(UUID.fromString(other)).create("/contracts/" + fresh + "/sign", TestUsers.signature("PROVIDER"));
        assertThat(clerk.fetch("/work-orders?contract=" + fresh).path("items").valueStream()
                .map(order -> order.path("number").asString())).containsExactly("2026-101201-00004",
                        "2026-101201-00005");
        decide(orders.get(1), Decision.ACCEPTED_IN_PART);
        assertThat(status("/work-orders/" + orders.get(1))).as("on appeal, though the need has another order now")
                .isEqualTo("ACCEPTED_IN_PART");
        assertThat(status("/contracts/" + contract)).isEqualTo("TERMINATED");
        assertThat(clerk.post("/bundles/" + bundle + "/dissolve", null).problems())
                .containsExactly("bundle.under-contract");
    }

    @Test
    void terminatingPlanningAndDecidingAtOnceNeverWaitForEachOther() throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 12; round++) {
                sign();
                JsonNode draft = DispatchPlans.draft(provider, "2026-07-10", "2026-07-20");
                CyclicBarrier together = new CyclicBarrier(3);
                List<Future<?>> done = new ArrayList<>();
                done.add(people.submit(() -> {
                    together.await();
                    assertThat(clerk.post("/contracts/" + contract + "/terminate", Map.of("reason", "停业")).status())
                            .isIn(200, 409);
                    return null;
                }));
                done.add(people.submit(() -> {
                    together.await();
                    ApiClient.Answer answer = provider.post(
                            "/dispatch-plans/" + draft.path("id").asString() + "/publish",
                            Map.of("version", draft.path("version").asLong()));
                    assertThat(answer.status() == 200 || answer.problems().equals(List.of("dispatch.orders-changed")))
                            .as(answer.toString()).isTrue();
                    return null;
                }));
                done.add(people.submit(() -> {
                    together.await();
                    for (int i = orders.size() - 1; i >= 0; i--) {
                        ApiClient.Answer answer = provider.post("/work-orders/" + orders.get(i) + "/refuse",
                                Map.of("reason", "忙"));
                        assertThat(answer.status() == 200 || answer.problems().equals(List.of("work-order.status")))
                                .as(answer.toString()).isTrue();
                    }
                    return null;
                }));
                for (Future<?> one : done) {
                    one.get();
                }
                assertThat(orders).allSatisfy(order -> assertThat(status("/work-orders/" + order))
                        .isIn("CANCELLED", "REFUSED_BY_PROVIDER"));
            }
        }
    }

    /** Orders of one contract that are worked while it is terminated: the deadlock that one order of locks rules out. */
    @Test
    void whoChangesAnOrderHoldsItsContractFirst() throws Exception {
        CountDownLatch measured = new CountDownLatch(1);
        try (ExecutorService people = Executors.newFixedThreadPool(2)) {
            Future<?> upload = people.submit(() -> transactions.executeWithoutResult(status -> {
                workOrders.markMeasured(UUID.fromString(orders.get(0)));
                measured.countDown();
                workOrders.recordDecision(UUID.fromString(orders.get(2)), Decision.ACCEPTED, "test");
                workOrders.recordDecision(UUID.fromString(orders.get(0)), Decision.ACCEPTED, "test");
            }));
            measured.await();
            Future<ApiClient.Answer> terminated = people.submit(
                    () -> clerk.post("/contracts/" + contract + "/terminate", Map.of("reason", "停业")));
            upload.get();
            assertThat(terminated.get().status()).isEqualTo(200);
        }
        assertThat(status("/work-orders/" + orders.get(0))).isEqualTo("ACCEPTED");
        assertThat(status("/work-orders/" + orders.get(1))).isEqualTo("CANCELLED");
        assertThat(status("/work-orders/" + orders.get(2))).isEqualTo("ACCEPTED");
    }

    @Test
    void aBundleWithWorkDoneStaysEvenAfterItsContract() {
        decide(orders.get(0), Decision.ACCEPTED);
        clerk.create("/contracts/" + contract + "/terminate", Map.of("reason", "服务主体停业"));
        assertThat(status("/work-orders/" + orders.get(1))).isEqualTo("CANCELLED");
        ApiClient.Answer answer = clerk.post("/bundles/" + bundle + "/dissolve", null);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problems()).containsExactly("bundle.work-done");
        assertThat(status("/bundles/" + bundle)).isEqualTo("CLOSED");
    }

    @Test
    void tracksFindTheirOrdersByPlace() {
        UUID id = UUID.fromString(providerId);
        Envelope everywhere = new Envelope(109.9, 110.1, 27.7, 27.9);
        assertThat(workOrders.findCandidates(id, everywhere)).hasSize(3);
        assertThat(workOrders.findCandidates(id, new Envelope(110.0, 110.0005, 27.8, 27.801))).singleElement()
                .satisfies(order -> assertThat(order.number()).isEqualTo("2026-101201-00001"));
        assertThat(workOrders.findCandidates(UUID.randomUUID(), everywhere)).isEmpty();
        provider.create("/work-orders/" + orders.getFirst() + "/refuse", Map.of("reason", "x"));
        assertThat(workOrders.findCandidates(id, everywhere)).hasSize(2);
    }

    @Test
    void eachRoleSeesItsScopeOnly() {
        String first = "/work-orders/" + orders.getFirst();
        ApiClient household = users.household(village.farms().getFirst().householdId(), village.code());
        assertThat(household.fetch("/work-orders").path("items")).hasSize(1);
        assertThat(household.get(first).status()).isEqualTo(200);
        assertThat(household.get("/work-orders/" + orders.get(1)).status()).isEqualTo(404);
        assertThat(household.post(first + "/cancel", Map.of("reason", "x")).problems()).containsExactly("access.role");
        assertThat(household.get("/dispatch-plans").problems()).containsExactly("access.role");
        String plan = provider.create("/dispatch-plans", plan("2026-07-01", "2026-07-31")).path("id").asString();
        ApiClient rival = users.provider(UUID.fromString(villages.provider(village)));
        assertThat(rival.fetch("/work-orders?provider=" + providerId).path("items")).isEmpty();
        assertThat(rival.get(first).status()).isEqualTo(404);
        assertThat(rival.post(first + "/refuse", Map.of("reason", "x")).status()).isEqualTo(404);
        assertThat(rival.get("/dispatch-plans/" + plan).status()).isEqualTo(404);
        assertThat(rival.post("/dispatch-plans",
                Map.of("providerId", providerId, "from", "2026-07-01", "to", "2026-07-02")).status()).isEqualTo(404);
        ApiClient nextVillage = users.office(Role.VILLAGE, village.otherCode());
        assertThat(nextVillage.fetch("/work-orders").path("items")).isEmpty();
        assertThat(nextVillage.get(first).status()).isEqualTo(404);
        assertThat(nextVillage.post(first + "/cancel", Map.of("reason", "x")).status()).isEqualTo(404);
        assertThat(nextVillage.get("/dispatch-plans/" + plan).status()).isEqualTo(404);
        assertThat(nextVillage.post("/contracts/" + contract + "/replacement",
                Map.of("providerId", providerId, "reason", "x")).status()).isEqualTo(404);
        assertThat(clerk.get("/dispatch-plans/" + plan).status()).isEqualTo(200);
        assertThat(clerk.post(first + "/refuse", Map.of("reason", "x")).problems()).containsExactly("access.role");
        assertThat(users.office(Role.COUNTY, village.county()).get(first).status()).isEqualTo(200);
    }
}
