package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.PlanCheck.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.siji.dispatch.Examples.combine;
import static org.siji.dispatch.Examples.harvest;
import static org.siji.dispatch.Examples.problem;

class ReplanningTest {

    @Test
    void whatIsHalfDoneGoesOnWithItsMachineFromWhereItStands() {
        DispatchProblem problem = problem(List.of(combine("m", 10)),
                List.of(harvest("a", 110.12, 90, 0, 9), harvest("b", 110.10, 6, 3, 9)));
        DispatchPlan plan = new NearestNextPlanner().plan(problem);
        DispatchProblem rest = Replanning.restOf(problem, plan, 1);
        assertThat(rest.orders()).extracting(WorkOrder::id).containsExactly("a", "b");
        // It drove for eleven minutes, then worked until evening.
        assertThat(rest.orders().get(0).mu()).isCloseTo(90 - (600 - 11) / 10.0, within(1e-9));
        assertThat(rest.frozen()).containsExactly(Frozen.onDay("a", "m", 1));
        assertThat(rest.machines().get(0).start()).isEqualTo(problem.orders().get(0).entry());
        assertThat(Replanning.restOf(problem, plan, 3).orders()).extracting(WorkOrder::id).containsExactly("b");
    }

    @Test
    void whatSeveralAreAtIsPromisedToNone() {
        DispatchProblem problem = problem(List.of(combine("m", 10), combine("n", 10)),
                List.of(harvest("a", 110.12, 170, 0, 1).withSplittable(true)));
        DispatchPlan plan = new DispatchSolver()
                .solve(problem, SolveLimits.ofIterations(200, 1, 1), DispatchPlanner.Listener.NONE).plan();
        assertThat(plan.routes()).hasSize(2);
        DispatchProblem rest = Replanning.restOf(problem, plan, 1);
        assertThat(rest.frozen()).isEmpty();
        assertThat(rest.orders().get(0).mu()).isCloseTo(170 - 2 * (600 - 11) / 10.0, within(0.2));
        DispatchPlan future = new DispatchSolver().solve(rest, SolveLimits.ofIterations(200, 1, 1),
                DispatchPlanner.Listener.NONE, Replanning.restOf(plan, 1)).plan();
        assertThat(PlanCheck.check(rest, future).violations()).isEmpty();
        assertThat(future.undone()).isEmpty();
    }

    @Test
    void lagsToWhatIsDoneAreKeptToTheMinute() {
        DispatchProblem problem = problem(List.of(combine("m", 10), combine("n", 10)),
                List.of(harvest("a", 110.12, 20, 0, 9), harvest("b", 110.12, 20, 0, 9), harvest("c", 110.12, 20, 0, 9)))
                .withPrecedences(List.of(new Precedence("a", "b", 1500, 3000),
                        new Precedence("a", "c", 0, Precedence.NO_LIMIT)));
        DispatchPlan plan = new NearestNextPlanner().plan(problem);
        int end = plan.routes().get(0).stops().get(0).endMinute();
        DispatchProblem rest = Replanning.restOf(problem, plan, 1);
        assertThat(rest.orders()).extracting(WorkOrder::id).containsExactly("b");
        assertThat(rest.orders().get(0).startWithin()).isEqualTo(new Span(end + 1500, end + 3001));
        DispatchPlan future = new NearestNextPlanner().plan(rest);
        assertThat(future.routes().get(0).stops().get(0).startMinute()).isEqualTo(end + 1500);
        assertThat(PlanCheck.check(rest, future).violations()).isEmpty();
        // Too late: it is named, and nothing else suffers.
        DispatchPlan onlyA = new DispatchPlan(
                List.of(new Route("m", plan.routes().get(0).stops().subList(0, 1))), List.of());
        assertThat(InputCheck.check(Replanning.restOf(problem, onlyA, 4)).problems())
                .contains(new InputProblem(InputProblem.Kind.BAD_WINDOW, "b", ""));
    }

    @Test
    void whatComesAfterHalfDoneWorkStillWaitsForItsEnd() {
        DispatchProblem problem = problem(List.of(combine("m", 10)),
                List.of(harvest("a", 110.12, 90, 0, 9), harvest("b", 110.12, 6, 0, 9)))
                .withPrecedences(List.of(new Precedence("a", "b", 0, 60)));
        DispatchProblem rest = Replanning.restOf(problem, new NearestNextPlanner().plan(problem), 1);
        assertThat(rest.orders().get(1).startWithin()).isEqualTo(WorkOrder.ANY_TIME);
        assertThat(rest.precedences()).isEqualTo(problem.precedences());
    }

    /** What was done until some day and what is planned anew for the rest are together a sound plan of the whole. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    void pastAndFutureFitTogether(long seed) {
        DispatchProblem problem = Examples.random(seed);
        NearestNextPlanner planner = new NearestNextPlanner();
        DispatchPlan plan = planner.plan(problem);
        int day = 3;
        DispatchProblem rest = Replanning.restOf(problem, plan, day);
        DispatchPlan future = planner.plan(rest);
        assertThat(PlanCheck.check(rest, future).violations()).isEmpty();
        Map<String, List<Stop>> stops = new HashMap<>();
        plan.routes().forEach(route -> route.stops().stream().filter(stop -> stop.day() < day)
                .forEach(stop -> stops.computeIfAbsent(route.machineId(), id -> new ArrayList<>()).add(stop)));
        future.routes().forEach(
                route -> stops.computeIfAbsent(route.machineId(), id -> new ArrayList<>()).addAll(route.stops()));
        List<Undone> undone = new ArrayList<>(future.undone());
        DispatchPlan whole = new DispatchPlan(stops.entrySet().stream()
                .map(entry -> new Route(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Route::machineId)).toList(), undone);
        // The remainder of an order that found no place again is left half done, which is no sound plan but a fact.
        List<String> halfDone = undone.stream().map(Undone::orderId).filter(id -> stops.values().stream()
                .flatMap(List::stream).anyMatch(stop -> stop.orderId().equals(id))).toList();
        assertThat(PlanCheck.check(problem, whole).violations()).as("seed %d", seed)
                .filteredOn(violation -> !halfDone.contains(violation.subject())
                        && !halfDone.contains(violation.other()))
                // The remaining minutes of an order in two parts are rounded up once more.
                .filteredOn(violation -> violation.kind() != Kind.WORK_MINUTES_WRONG)
                // Known only to the past: who did the other order, and which promise could not be kept.
                .filteredOn(violation -> violation.kind() != Kind.PROVIDER_DIFFERS
                        && violation.kind() != Kind.FROZEN_MOVED)
                .isEmpty();
    }
}
