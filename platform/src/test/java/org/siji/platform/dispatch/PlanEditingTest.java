package org.siji.platform.dispatch;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.dispatch.PlanCheck;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

/** A draft in a dispatcher's hands: moved, locked, planned anew, compared, explained. */
@SijiIntegrationTest
class PlanEditingTest {

    private static final String FROM = "2026-07-08";
    private static final String TO = "2026-07-24";

    @Autowired
    HarvestSeason harvest;
    @Autowired
    DispatchPlanStore plans;

    private Season season;
    private ApiClient provider;
    private String second;
    private String tractor;
    private JsonNode draft;
    private String path;

    /** Two harvesters, the second a long way off, and a tractor that can't harvest. */
    @BeforeEach
    void plan() {
        season = harvest.begin();
        provider = season.provider();
        second = machine("二号机", "HARVEST", 110.1);
        tractor = machine("拖拉机", "TILLAGE", 110.0);
        draft = DispatchPlans.draft(provider, FROM, TO);
        path = "/dispatch-plans/" + draft.path("id").asString();
    }

    private String machine(String name, String operation, double lon) {
        return provider.create("/machines", Map.of("name", name, "kind", "农机", "widthMeters", 2.5, "rates",
                List.of(Map.of("operation", operation, "muPerHour", 8)), "depotLon", lon, "depotLat", 27.8, "roadKmh",
                15)).path("id").asString();
    }

    private Map<String, Object> move(String order, @Nullable String machine, @Nullable String day,
            boolean isTrial) {
        Map<String, Object> move = new HashMap<>(
                Map.of("version", draft.path("version").asLong(), "orderId", order, "isTrial", isTrial));
        move.put("machineId", machine);
        move.put("day", day);
        return move;
    }

    private static List<JsonNode> stopsOf(JsonNode plan, String order) {
        return plan.path("stops").valueStream().filter(stop -> stop.path("orderId").asString().equals(order)).toList();
    }

    private static String machineOf(JsonNode plan, String order) {
        return stopsOf(plan, order).getFirst().path("machineId").asString();
    }

    private static String dayOf(JsonNode plan, String order) {
        return stopsOf(plan, order).getFirst().path("day").asString();
    }

    private void requireSound(JsonNode plan) {
        PlanContent content = plans.getContent(UUID.fromString(plan.path("id").asString()));
        assertThat(PlanCheck.check(content.problemWithLocks(), content.found()).violations()).isEmpty();
    }

    @Test
    void aTrialSaysWhatAMoveWouldCostAndTheMoveCostsIt() {
        String order = season.orders().get(0);
        JsonNode trial = provider.create(path + "/moves", move(order, second, "2026-07-15", true));
        assertThat(trial.path("allowed").asBoolean()).isTrue();
        assertThat(trial.path("violations")).isEmpty();
        assertThat(trial.path("differenceFen").asLong()).as("farther and later").isPositive().isEqualTo(
                trial.path("after").path("totalFen").asLong() - trial.path("before").path("totalFen").asLong());
        assertThat(trial.path("before")).isEqualTo(draft.path("cost"));
        assertThat(provider.fetch(path)).as("a trial changes nothing").isEqualTo(draft);

        JsonNode made = provider.create(path + "/moves", move(order, second, "2026-07-15", false)).path("plan");
        assertThat(machineOf(made, order)).isEqualTo(second);
        assertThat(dayOf(made, order)).isEqualTo("2026-07-15");
        assertThat(made.path("cost")).isEqualTo(trial.path("after"));
        assertThat(made.path("version").asLong()).isGreaterThan(draft.path("version").asLong());
        requireSound(made);
        ApiClient.Answer stale = provider.post(path + "/moves", move(order, season.machineId(), null, false));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problems()).containsExactly("dispatch.version");

        JsonNode published = DispatchPlans.publish(provider, made);
        assertThat(published.path("status").asString()).isEqualTo("PUBLISHED");
        assertThat(provider.fetch("/work-orders/" + order).path("plannedMachineId").asString()).isEqualTo(second);
        assertThat(provider.post(path + "/moves", move(order, second, null, true)).problems())
                .containsExactly("dispatch.status");
    }

    @Test
    void aMoveOutOfThePlanAndBackBeforeAnother() {
        String order = season.orders().get(0);
        JsonNode out = provider.create(path + "/moves", move(order, null, null, false)).path("plan");
        assertThat(stopsOf(out, order)).isEmpty();
        assertThat(out.path("undone").asInt()).isEqualTo(1);
        assertThat(out.path("cost").path("undoneMust").asInt()).isEqualTo(1);
        Map<String, Object> back = new HashMap<>(move(order, machineOf(out, season.orders().get(1)), null, false));
        back.put("version", out.path("version").asLong());
        back.put("beforeOrderId", season.orders().get(1));
        JsonNode again = provider.create(path + "/moves", back).path("plan");
        List<String> sequence = again.path("stops").valueStream()
                .filter(stop -> stop.path("machineId").asString().equals(machineOf(again, order)))
                .map(stop -> stop.path("orderId").asString()).distinct().toList();
        assertThat(sequence.indexOf(order)).isEqualTo(sequence.indexOf(season.orders().get(1)) - 1);
        requireSound(again);
    }

    @Test
    void aMoveThatBreaksSomethingIsRefusedInWords() {
        String order = season.orders().get(1);
        JsonNode wrongMachine = provider.create(path + "/moves", move(order, tractor, null, false));
        assertThat(wrongMachine.path("allowed").asBoolean()).isFalse();
        assertThat(wrongMachine.path("plan").isMissingNode() || wrongMachine.path("plan").isNull()).isTrue();
        JsonNode violation = wrongMachine.path("violations").get(0);
        assertThat(violation.path("kind").asString()).isEqualTo("CANNOT_DO_OPERATION");
        assertThat(violation.path("sentence").asString()).contains("拖拉机", "-00002");
        assertThat(violation.path("orderId").asString()).isEqualTo(order);
        JsonNode tooLate = provider.create(path + "/moves", move(order, second, "2026-07-22", false));
        assertThat(tooLate.path("allowed").asBoolean()).isFalse();
        assertThat(tooLate.path("violations").get(0).path("kind").asString()).isEqualTo("OUTSIDE_WINDOW");
        assertThat(provider.fetch(path)).isEqualTo(draft);
        Map<String, Object> wrong = move(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "2026-08-30",
                true);
        wrong.put("beforeOrderId", UUID.randomUUID().toString());
        assertThat(provider.post(path + "/moves", wrong).problemsWithPaths()).containsExactly(
                "dispatch.unknown-order @ orderId", "dispatch.unknown-order @ beforeOrderId",
                "dispatch.unknown-machine @ machineId", "dispatch.outside-plan @ day");
        assertThat(provider.post(path + "/moves", Map.of()).problemsWithPaths())
                .containsExactly("required @ version");
    }

    private JsonNode lock(JsonNode plan, String order, boolean isLocked) {
        ApiClient.Answer answer = provider.send("PUT", path + "/locks", Map.of("version",
                plan.path("version").asLong(), "orderIds", List.of(order), "locked", isLocked), Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode replan(JsonNode plan, Map<String, Object> request) {
        return DispatchPlans.await(provider,
                provider.create("/dispatch-plans/" + plan.path("id").asString() + "/replan", request).path("id")
                        .asString());
    }

    @Test
    void whatIsLockedStaysInMovesAndLaterSearches() {
        String order = season.orders().get(0);
        draft = provider.create(path + "/moves", move(order, second, "2026-07-15", false)).path("plan");
        draft = lock(draft, order, true);
        assertThat(stopsOf(draft, order)).allSatisfy(stop -> assertThat(stop.path("locked").asBoolean()).isTrue());
        JsonNode refused = provider.create(path + "/moves", move(order, season.machineId(), null, false));
        assertThat(refused.path("allowed").asBoolean()).isFalse();
        assertThat(refused.path("violations").get(0).path("kind").asString()).isEqualTo("FROZEN_MOVED");
        JsonNode again = replan(draft, Map.of("fromDay", FROM));
        assertThat(again.path("basedOn").asString()).isEqualTo(draft.path("id").asString());
        assertThat(machineOf(again, order)).isEqualTo(second);
        assertThat(dayOf(again, order)).isEqualTo("2026-07-15");
        assertThat(stopsOf(again, order).getFirst().path("locked").asBoolean()).isTrue();

        draft = lock(draft, order, false);
        JsonNode free = replan(draft, Map.of("fromDay", FROM));
        assertThat(dayOf(free, order)).as("free again, it is done in time").isLessThan("2026-07-15");
        assertThat(provider.send("PUT", path + "/locks", Map.of("version", draft.path("version").asLong(), "orderIds",
                List.of(UUID.randomUUID())), Map.of()).problemsWithPaths())
                .containsExactly("required @ locked", "dispatch.unknown-order @ orderIds[0]");
    }

    @Test
    void aBrokenMachineAndARainedOffVillageArePlannedAround() {
        DispatchPlans.publish(provider, draft);
        String used = machineOf(draft, season.orders().get(0));
        JsonNode again = replan(draft,
                Map.of("fromDay", FROM, "seconds", 2, "breakdowns",
                        List.of(Map.of("machineId", used, "from", "2026-07-10", "to", "2026-07-13")), "rain",
                        List.of(Map.of("villageCode", season.village().code(), "day", "2026-07-11", "fromHour", 0,
                                "toHour", 24, "operations", List.of("HARVEST")))));
        assertThat(again.path("undone").asInt()).isZero();
        assertThat(again.path("stops").valueStream().filter(stop -> stop.path("day").asString().equals("2026-07-11")))
                .as("it rains").isEmpty();
        assertThat(again.path("stops").valueStream()
                .filter(stop -> stop.path("machineId").asString().equals(used))
                .map(stop -> stop.path("day").asString())).allMatch(day -> day.compareTo("2026-07-13") > 0);
        assertThat(again.path("weather").get(0).path("day").asString()).isEqualTo("2026-07-11");
        assertThat(again.path("machines").valueStream()
                .filter(machine -> machine.path("id").asString().equals(used))
                .map(machine -> machine.path("down").toString()))
                .containsExactly("[{\"from\":\"2026-07-10\",\"to\":\"2026-07-13\"}]");
        requireSound(again);

        JsonNode comparison = provider.fetch("/dispatch-plans/" + again.path("id").asString() + "/comparison");
        assertThat(comparison.path("first").path("plan").path("id").asString()).isEqualTo(again.path("id").asString());
        assertThat(comparison.path("second").path("plan").path("id").asString())
                .as("what it was made from").isEqualTo(draft.path("id").asString());
        assertThat(comparison.path("first").path("cost").path("totalFen").asLong()).as("bad days are dear")
                .isGreaterThan(comparison.path("second").path("cost").path("totalFen").asLong());
        assertThat(comparison.path("changes").valueStream().map(one -> one.path("orderId").asString())
                .collect(Collectors.toSet())).isEqualTo(Set.copyOf(season.orders()));
        assertThat(comparison.path("changes").get(0).path("secondMachineId").asString()).isEqualTo(used);
        JsonNode same = provider.fetch(path + "/comparison?with=" + draft.path("id").asString());
        assertThat(same.path("changes")).isEmpty();
        assertThat(same.path("keptOrder").get(0).path("share").asDouble()).isEqualTo(1);
    }

    /** What the published plan has before the day stays; the rest is free, but not before that day. */
    @Test
    void aDayThatIsOverIsLeftAlone() {
        String late = season.orders().get(0);
        draft = provider.create(path + "/moves", move(late, season.machineId(), "2026-07-14", false)).path("plan");
        DispatchPlans.publish(provider, draft);
        Set<String> early = draft.path("stops").valueStream()
                .filter(stop -> LocalDate.parse(stop.path("day").asString()).isBefore(LocalDate.parse("2026-07-11")))
                .map(stop -> stop.path("orderId").asString()).collect(Collectors.toSet());
        assertThat(early).isNotEmpty().doesNotContain(late);
        JsonNode again = replan(draft, Map.of("fromDay", "2026-07-11"));
        for (String order : season.orders()) {
            if (early.contains(order)) {
                assertThat(stopsOf(again, order).getFirst().path("begun").asBoolean()).isTrue();
                assertThat(machineOf(again, order)).isEqualTo(machineOf(draft, order));
                assertThat(dayOf(again, order)).isEqualTo(dayOf(draft, order));
            } else {
                assertThat(dayOf(again, order)).as("free, and better early").isEqualTo("2026-07-11");
            }
        }
        requireSound(again);
        DispatchPlans.publish(provider, again);
        assertThat(provider.fetch(path).path("status").asString()).isEqualTo("REPLACED");
    }

    @Test
    void everythingWrongAboutAReplanIsSaidAtOnce() {
        assertThat(provider.post(path + "/replan", Map.of("fromDay", "2026-08-30", "seconds", 0, "breakdowns",
                List.of(Map.of("machineId", UUID.randomUUID(), "from", "2026-07-12", "to", "2026-07-11")), "rain",
                List.of(Map.of("villageCode", "999999999999", "day", "2026-09-01", "fromHour", 20, "toHour", 25))))
                .problemsWithPaths()).containsExactly("dispatch.outside-plan @ fromDay", "dispatch.seconds @ seconds",
                        "dispatch.unknown-machine @ breakdowns[0].machineId",
                        "dispatch.days-reversed @ breakdowns[0].to", "dispatch.unknown-village @ rain[0].villageCode",
                        "dispatch.outside-plan @ rain[0].day", "dispatch.hours @ rain[0].toHour");
        provider.create(path + "/discard", Map.of("version", draft.path("version").asLong()));
        assertThat(provider.post(path + "/replan", Map.of("fromDay", FROM)).problems())
                .containsExactly("dispatch.status");
    }

    @Test
    void aPlanIsReadInExcelWithWhatFoundNoPlace() {
        String out = season.orders().get(2);
        JsonNode plan = provider.create(path + "/moves", move(out, null, null, false)).path("plan");
        JsonNode machine = provider.fetch("/machines/" + machineOf(plan, season.orders().get(0)));
        provider.put("/machines/" + machine.path("id").asString(), Map.of("name", "=1+1", "kind", "收割机", "widthMeters",
                2.5, "rates", List.of(Map.of("operation", "HARVEST", "muPerHour", 8)), "depotLon", 110.0, "depotLat",
                27.8, "roadKmh", 15), machine.path("version").asLong());
        ApiClient.Answer file = provider.get(path + "/xlsx");
        assertThat(file.status()).isEqualTo(200);
        SheetTable sheet = SheetReader.read(file.body(), List.of("日期", "农机", "顺序", "开始", "结束", "路程", "作业单号", "村",
                "田块", "作业环节", "面积", "状态").stream().map(name -> SheetColumn.required(name, name)).toList());
        List<JsonNode> stops = plan.path("stops").valueStream().toList();
        assertThat(sheet.rows()).hasSize(stops.size() + 1);
        for (int i = 0; i < stops.size(); i++) {
            JsonNode stop = stops.get(i);
            SheetTable.Row row = sheet.rows().get(i);
            assertThat(sheet.cell(row, "日期").kind()).isEqualTo(SheetTable.Kind.DATE);
            assertThat(sheet.cell(row, "日期").text()).isEqualTo(stop.path("day").asString());
            assertThat(sheet.cell(row, "农机").text()).as("a text, no formula").isEqualTo("=1+1");
            assertThat(sheet.cell(row, "农机").kind()).isEqualTo(SheetTable.Kind.TEXT);
            assertThat(sheet.cell(row, "顺序").text()).isEqualTo(stop.path("sequence").asString());
            assertThat(sheet.cell(row, "路程").text()).isEqualTo(stop.path("driveMinutes").asString());
            assertThat(minutes(sheet.cell(row, "结束").text()) - minutes(sheet.cell(row, "开始").text()))
                    .isEqualTo(stop.path("workMinutes").asInt());
            assertThat(Double.parseDouble(sheet.cell(row, "面积").text())).isCloseTo(stop.path("mu").asDouble(),
                    offset(0.0051));
            assertThat(sheet.cell(row, "村").text()).isEqualTo("青山村");
            assertThat(sheet.cell(row, "田块").text()).startsWith("田");
            assertThat(sheet.cell(row, "作业环节").text()).isEqualTo("收割");
            assertThat(sheet.cell(row, "状态").text()).startsWith("已安排");
        }
        SheetTable.Row last = sheet.rows().getLast();
        assertThat(sheet.cell(last, "日期").isBlank()).isTrue();
        assertThat(sheet.cell(last, "作业单号").text()).endsWith("-00003");
        assertThat(sheet.cell(last, "状态").text()).isEqualTo("未安排：农机都排满了");
    }

    private static int minutes(String clock) {
        return LocalTime.parse(clock).toSecondOfDay() / 60;
    }

    @Test
    void everyOrderSaysWhyThisMachineAndThisDay() {
        String order = season.orders().get(0);
        JsonNode why = provider.fetch(path + "/orders/" + order + "/why");
        assertThat(why.path("machineId").asString()).isEqualTo(machineOf(draft, order));
        assertThat(why.path("day").asString()).isEqualTo(dayOf(draft, order));
        Map<String, JsonNode> alternatives = new HashMap<>();
        why.path("alternatives").forEach(one -> alternatives.put(one.path("machineId").asString(), one));
        assertThat(Objects.requireNonNull(alternatives.get(tractor)).path("obstacle").asString()).isEqualTo("NO_RATE");
        String other = machineOf(draft, order).equals(second) ? season.machineId() : second;
        assertThat(Objects.requireNonNull(alternatives.get(other)).path("obstacle").asString()).isEqualTo("DEARER");
        assertThat(Objects.requireNonNull(alternatives.get(other)).path("differenceFen").asLong()).isPositive();
        JsonNode out = provider.create(path + "/moves", move(order, null, null, false)).path("plan");
        JsonNode undone = provider.fetch("/dispatch-plans/" + out.path("id").asString() + "/orders/" + order + "/why");
        assertThat(undone.path("undoneReason").asString()).isEqualTo("NO_TIME_LEFT");
        assertThat(undone.path("alternatives").valueStream().map(one -> one.path("obstacle").asString()))
                .as("a machine that would do it is named").contains("POSSIBLE");
        assertThat(provider.get(path + "/orders/" + UUID.randomUUID() + "/why").status()).isEqualTo(404);
    }
}
