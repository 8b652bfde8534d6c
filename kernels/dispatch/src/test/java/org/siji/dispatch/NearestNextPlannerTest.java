package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.siji.dispatch.Examples.combine;
import static org.siji.dispatch.Examples.harvest;
import static org.siji.dispatch.Examples.problem;

class NearestNextPlannerTest {

    private static final int H7 = 7 * 60;

    private static DispatchPlan plan(DispatchProblem problem) {
        var solved = new NearestNextPlanner().solve(problem, SolveLimits.ofIterations(1, 1, 1),
                DispatchPlanner.Listener.NONE);
        PlanCheck.Verdict verdict = PlanCheck.check(problem, solved.plan());
        assertThat(verdict.violations()).isEmpty();
        assertThat(solved.cost()).isEqualTo(verdict.cost());
        return solved.plan();
    }

    private static List<Stop> stops(DispatchProblem problem) {
        DispatchPlan plan = plan(problem);
        assertThat(plan.routes()).hasSize(1);
        return plan.routes().get(0).stops();
    }

    @Test
    void goesToTheNearestThenTheNextNearest() {
        List<Stop> stops = stops(problem(List.of(combine("m", 10)), List.of(harvest("far", 110.20, 6, 0, 9),
                harvest("near", 110.11, 6, 0, 9), harvest("middle", 110.15, 6, 0, 9))));
        assertThat(stops).extracting(Stop::orderId).containsExactly("near", "middle", "far");
        // 0.01 degrees of longitude at 27.8 N are 0.984 km; with detour 1.279 km at 15 km/h: 5.1 minutes.
        assertThat(stops.get(0)).isEqualTo(new Stop("near", 6, H7 + 6, H7 + 66, 6, false));
    }

    @Test
    void aLongOrderGoesOnTheNextMorning() {
        assertThat(stops(problem(List.of(combine("m", 10)), List.of(harvest("long", 110.10, 90, 0, 9)))))
                .containsExactly(new Stop("long", 0, H7, H7 + 600, 60, true),
                        new Stop("long", 0, 1440 + H7, 1440 + H7 + 300, 30, false));
    }

    @Test
    void whoGoesHomeDrivesTwice() {
        assertThat(stops(problem(List.of(combine("m", 10).withHomeEveryNight()),
                List.of(harvest("long", 110.11, 90, 0, 9)))))
                .containsExactly(new Stop("long", 6, H7 + 6, H7 + 594, 58.8, true),
                        new Stop("long", 6, 1440 + H7 + 6, 1440 + H7 + 318, 31.2, false));
    }

    @Test
    void rainAndLunchTakeTheirTime() {
        Machine machine = Machine.of("m", Examples.place("depot", 110.10), Map.of("HARVEST", 6.0), 15,
                Shift.of(H7, 17 * 60, new Span(12 * 60, 13 * 60)), 0, 9);
        var rain = new WeatherBlock("z", Set.of("HARVEST"), new Span(8 * 60, 10 * 60));
        WorkOrder order = harvest("a", 110.10, 30, 0, 0).withZone("z");
        DispatchProblem problem = problem(List.of(machine), List.of(order)).withWeather(List.of(rain));
        // Five hours of work: one before the rain, two until lunch, two after it.
        assertThat(stops(problem)).containsExactly(new Stop("a", 0, H7, 15 * 60, 30, false));
        assertThat(plan(problem.withOrders(List.of(order.withInterruptible(false)))).routes().get(0).stops())
                .containsExactly(new Stop("a", 0, 10 * 60, 16 * 60, 30, false));
    }

    @Test
    void waitsForAWindowAndKeepsADeadline() {
        DispatchPlan plan = plan(problem(List.of(combine("m", 10)),
                List.of(harvest("late", 110.10, 6, 4, 5), harvest("today", 110.12, 6, 0, 0))));
        assertThat(plan.routes().get(0).stops()).extracting(Stop::day).containsExactly(0, 4);
        assertThat(plan.undone()).isEmpty();
    }

    @Test
    void oneComesAfterTheOtherWithItsLag() {
        Machine tiller = Machine.of("t", Examples.place("depot", 110.10), Map.of("TILLAGE", 6.0), 15, Examples.SHIFT,
                0, 9);
        WorkOrder tillage = WorkOrder.of("tillage", Examples.place("a", 110.10), 6, "TILLAGE", 0, 9);
        DispatchPlan plan = plan(problem(List.of(combine("m", 10), tiller),
                List.of(harvest("harvest", 110.10, 6, 0, 9), tillage))
                .withPrecedences(List.of(new Precedence("harvest", "tillage", 120, 240))));
        assertThat(plan.routes()).containsExactly(
                new Route("m", List.of(new Stop("harvest", 0, H7, H7 + 60, 6, false))),
                new Route("t", List.of(new Stop("tillage", 0, H7 + 180, H7 + 240, 6, false))));
    }

    @Test
    void aPromiseIsKeptThoughSomethingElseIsNearer() {
        DispatchProblem problem = problem(List.of(combine("m", 10)),
                List.of(harvest("near", 110.10, 60, 0, 9), harvest("promised", 110.20, 6, 0, 9)))
                .withFrozen(List.of(new Frozen("promised", "m", 9 * 60, 9 * 60)));
        assertThat(stops(problem)).extracting(Stop::orderId).startsWith("promised");
    }

    @Test
    void whatFindsNoPlaceIsListedWithItsReason() {
        WorkOrder tillage = WorkOrder.of("tillage", Examples.place("t", 110.1), 5, "TILLAGE", 0, 9);
        DispatchPlan plan = plan(problem(List.of(combine("m", 3)), List.of(tillage, harvest("later", 110.1, 5, 5, 9),
                harvest("huge", 110.1, 500, 0, 9), harvest("a", 110.1, 60, 0, 0), harvest("b", 110.1, 60, 0, 0),
                harvest("after b", 110.1, 1, 0, 1), harvest("wet", 110.1, 5, 0, 1).withZone("z")))
                .withPrecedences(List.of(new Precedence("b", "after b", 0, 900)))
                .withWeather(List.of(new WeatherBlock("z", Set.of(), Span.ofDays(0, 9)))));
        assertThat(plan.undone()).containsExactly(new Undone("after b", Reason.PREDECESSOR_UNDONE),
                new Undone("b", Reason.NO_TIME_LEFT), new Undone("huge", Reason.TOO_LARGE_FOR_WINDOW),
                new Undone("later", Reason.NO_MACHINE_IN_WINDOW),
                new Undone("tillage", Reason.NO_MACHINE_FOR_OPERATION),
                new Undone("wet", Reason.TOO_LARGE_FOR_WINDOW));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPlanIsSoundAndIndependentOfTheOrderOfInput(long seed) {
        DispatchProblem problem = Examples.random(seed);
        DispatchPlan plan = plan(problem);
        List<WorkOrder> orders = new ArrayList<>(problem.orders());
        List<Machine> machines = new ArrayList<>(problem.machines());
        Collections.shuffle(orders, new Random(seed));
        Collections.shuffle(machines, new Random(seed));
        assertThat(plan(problem.withMachines(machines).withOrders(orders))).as("seed %d", seed).isEqualTo(plan);
    }
}
