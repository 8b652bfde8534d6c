package org.siji.platform.cab;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.SijiIntegrationTest;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

/** What becomes of begun work when it is planned anew, and when its machine breaks down. */
@SijiIntegrationTest
class BegunWorkTest extends CabScene {

    @Test
    void aPlanLeavesBegunWorkWithItsMachineAndDoneWorkAlone() {
        String working = season.orders().get(0);
        String done = season.orders().get(1);
        JsonNode before = season.provider().fetch("/work-orders/" + done);
        send(step(working, "START", Instant.now()));
        send(step(done, "DONE", Instant.now()));
        plan("2026-07-14");
        JsonNode goesOn = season.clerk().fetch("/work-orders/" + working);
        assertThat(goesOn.path("plannedDay").asString()).as("first thing").isEqualTo("2026-07-14");
        assertThat(goesOn.path("stops").path(0).path("sequence").asInt()).isEqualTo(1);
        assertThat(goesOn.path("plannedMachineId").asString()).isEqualTo(season.machineId());
        assertThat(goesOn.path("report").path("state").asString()).isEqualTo("WORKING");
        JsonNode after = season.clerk().fetch("/work-orders/" + done);
        assertThat(after.path("status").asString()).isEqualTo("PLANNED");
        assertThat(after.path("stops")).isEqualTo(before.path("stops"));
        assertThat(season.provider().fetch("/work-orders/" + season.orders().get(2)).path("plannedDay").asString())
                .isGreaterThanOrEqualTo("2026-07-14");
        // The same for a plan of the very days: what is done keeps its place in it.
        plan("2026-07-10");
        assertThat(season.clerk().fetch("/work-orders/" + done).path("stops")).isEqualTo(before.path("stops"));
        // The household hears it too.
        assertThat(users.household(season.village().farms().getFirst().householdId(), season.village().code())
                .fetch("/work-orders/" + working).path("report").path("state").asString()).isEqualTo("WORKING");
    }

    @Test
    void aPlanThatDidNotKnowThatWorkHasBegunElsewhereIsNotPublished() {
        String order = season.orders().getFirst();
        JsonNode draft = DispatchPlans.draft(season.provider(), request("2026-07-10"));
        // The machine goes out of service, another plan is published, and the other machine's operator begins.
        String other = secondMachine();
        setInService(season.machineId(), false);
        plan("2026-07-10");
        operatorGets(List.of(season.machineId(), other));
        assertThat(answerTo(step(order, "START", Instant.now()))).isEqualTo("DONE");
        assertThat(season.provider().post("/dispatch-plans/" + draft.path("id").asString() + "/publish",
                Map.of("version", draft.path("version").asLong())).problems())
                .containsExactly("dispatch.orders-changed");
        // One that knows it leaves it there.
        setInService(season.machineId(), true);
        plan("2026-07-10");
        assertThat(season.provider().fetch("/work-orders/" + order).path("plannedMachineId").asString())
                .isEqualTo(other);
    }

    private static double mu(List<JsonNode> stops) {
        return stops.stream().mapToDouble(stop -> stop.path("mu").asDouble()).sum();
    }

    private static List<JsonNode> stopsOf(JsonNode plan, String order) {
        return plan.path("stops").valueStream().filter(stop -> stop.path("orderId").asString().equals(order)).toList();
    }

    /** On the second day the machine stands still, with a field half done. */
    private JsonNode replanWithoutTheMachine(String fromDay) {
        return DispatchPlans.await(season.provider(), season.provider()
                .create("/dispatch-plans/" + published() + "/replan", Map.of("fromDay", fromDay, "seconds", 1,
                        "breakdowns",
                        List.of(Map.of("machineId", season.machineId(), "from", "2026-07-11", "to", "2026-07-20"))))
                .path("id").asString());
    }

    @Test
    void whatAMachineThatBreaksDownLeavesGoesToAnotherOnceAndNoMore() {
        String order = overNight();
        List<JsonNode> before = stops(order);
        double left = mu(before) - before.getFirst().path("mu").asDouble();
        assertThat(left).isBetween(0.1, 29.9);
        Instant now = Instant.now();
        send(step(order, "START", now.minusSeconds(60)));
        Map<String, Object> broken = step(order, "PROBLEM", now);
        broken.putAll(Map.of("problem", "MACHINE_BROKEN", "seq", 2));
        send(broken);
        String second = secondMachine();
        JsonNode draft = replanWithoutTheMachine("2026-07-11");
        assertThat(draft.path("problems")).isEmpty();
        assertThat(draft.path("undoneOrders")).isEmpty();
        assertThat(stopsOf(draft, order)).isNotEmpty().allSatisfy(stop -> {
            assertThat(stop.path("machineId").asString()).isEqualTo(second);
            assertThat(stop.path("day").asString()).isGreaterThanOrEqualTo("2026-07-11");
        });
        assertThat(mu(stopsOf(draft, order))).as("what is left").isCloseTo(left, offset(0.01));
        season.orders().stream().filter(other -> !other.equals(order)).forEach(other -> assertThat(
                stopsOf(draft, other)).as("done on the first day").singleElement().satisfies(stop -> {
                    assertThat(stop.path("machineId").asString()).isEqualTo(season.machineId());
                    assertThat(stop.path("mu").asDouble()).isCloseTo(mu(stops(other)), offset(0.01));
                }));
        DispatchPlans.publish(season.provider(), draft);
        assertThat(mu(stops(order))).isCloseTo(left, offset(0.01));
        assertThat(steps(order)).as("what was said stays").hasSize(2);
        assertThat(report(order).path("state").asString()).isEqualTo("WORKING");
        ApiClient other = logIn(hire(season, "李师傅", List.of(second)));
        assertThat(other.fetch("/cab?day=2026-07-11").path("stops").valueStream()
                .filter(stop -> stop.path("orderId").asString().equals(order)).mapToDouble(stop -> stop.path("mu")
                        .asDouble())
                .sum()).isCloseTo(left, offset(0.01));
        assertThat(operator.fetch("/cab?day=2026-07-11").path("stops").valueStream()
                .map(stop -> stop.path("orderId").asString())).doesNotContain(order);

        JsonNode again = replanWithoutTheMachine("2026-07-12");
        assertThat(mu(stopsOf(again, order))).as("planned anew, it is not more").isCloseTo(left, offset(0.01));
        plan("2026-07-11");
        assertThat(mu(stops(order))).as("nor in a plan of its own").isCloseTo(left, offset(0.01));
    }

    @Test
    void whatAMachineThatBreaksDownLeavesIsNamedWhenNoOtherIsThere() {
        String order = overNight();
        List<JsonNode> before = stops(order);
        send(step(order, "START", Instant.now()));
        JsonNode draft = replanWithoutTheMachine("2026-07-11");
        assertThat(stopsOf(draft, order)).isEmpty();
        assertThat(draft.path("undoneOrders")).hasSize(1);
        assertThat(draft.path("undoneOrders").path(0).path("orderId").asString()).isEqualTo(order);
        assertThat(draft.path("undoneOrders").path(0).path("reasonCode").asString())
                .isEqualTo("NO_MACHINE_IN_WINDOW");
        DispatchPlans.publish(season.provider(), draft);
        assertThat(stops(order)).as("begun work stays where it is").isEqualTo(before);
        secondMachine();
        plan("2026-07-11");
        assertThat(season.provider().fetch("/work-orders/" + order).path("plannedMachineId").asString())
                .as("the first machine is not known to be broken: only the plan was told").isEqualTo(
                        season.machineId());
        assertThat(mu(stops(order))).isCloseTo(mu(before) - before.getFirst().path("mu").asDouble(), offset(0.01));
    }
}
