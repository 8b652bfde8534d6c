package org.siji.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.PlanCheck.Kind;
import org.siji.dispatch.WorkOrder.LossSlope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.siji.dispatch.Examples.combine;
import static org.siji.dispatch.Examples.harvest;
import static org.siji.dispatch.Examples.problem;

/** The check itself must notice: each plan here breaks one rule. */
class PlanCheckTest {

    private static final int H7 = 7 * 60;
    private static final int H8 = 8 * 60;
    /** From 110.10 to 110.15: 6.394 km by road, at 15 km/h 25.6 minutes. */
    private static final int DRIVE = 26;

    private final Machine m = combine("m", 3);
    private final Machine n = combine("n", 3);
    private final WorkOrder orderA = harvest("a", 110.10, 6, 0, 1);
    private final WorkOrder orderB = harvest("b", 110.15, 6, 0, 1);
    private final DispatchProblem sound = problem(List.of(m, n), List.of(orderA, orderB));
    private final Stop a = new Stop("a", 0, H7, H8, 6, false);
    private final Stop b = stop("b", DRIVE, H8 + DRIVE, 60);
    private final Route route = new Route("m", List.of(a, b));

    private static Stop stop(String id, int drive, int start, int minutes) {
        return new Stop(id, drive, start, start + minutes, 6, false);
    }

    private static Route route(String machine, Stop... stops) {
        return new Route(machine, List.of(stops));
    }

    private static List<Kind> kinds(DispatchProblem problem, Route... routes) {
        return kinds(problem, new DispatchPlan(List.of(routes), List.of()));
    }

    private static List<Kind> kinds(DispatchProblem problem, DispatchPlan plan) {
        return PlanCheck.check(problem, plan).violations().stream().map(PlanCheck.Violation::kind).toList();
    }

    private DispatchProblem startingWithin(int from, int to) {
        return problem(List.of(m, n), List.of(orderA, orderB.withStartWithin(new Span(from, to))));
    }

    @Test
    void aSoundPlanHasNothingWrong() {
        assertThat(kinds(sound, route)).isEmpty();
    }

    @Test
    void machinesAndOrdersMustBeOfTheProblemAndOnce() {
        assertThat(kinds(sound, route("x", a, b))).contains(Kind.UNKNOWN_MACHINE);
        assertThat(kinds(sound, route("m", a, b, stop("c", 0, 12 * 60, 60)))).containsExactly(Kind.UNKNOWN_ORDER);
        assertThat(kinds(sound, route("m", a), route("m", stop("b", DRIVE, H7 + DRIVE, 60))))
                .containsExactly(Kind.MACHINE_TWICE);
        assertThat(kinds(sound, route("m", a))).containsExactly(Kind.ORDER_MISSING);
        assertThat(kinds(sound, new DispatchPlan(List.of(route), undone("a")))).containsExactly(Kind.ORDER_TWICE);
        assertThat(kinds(sound, route, route("n", a))).contains(Kind.SPLIT, Kind.AREA_WRONG);
    }

    private static List<Undone> undone(String id) {
        return List.of(new Undone(id, DispatchPlan.Reason.NO_TIME_LEFT));
    }

    @Test
    void timesMustBeWithinPlanWindowAndShift() {
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, 14400, 60)))).contains(Kind.OUTSIDE_PLAN);
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, 1440 - 30, 60)))).contains(Kind.OUTSIDE_PLAN);
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, 2 * 1440 + H7, 60))))
                .containsExactly(Kind.OUTSIDE_WINDOW);
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, 17 * 60, 60)))).contains(Kind.NO_WORKING_TIME);
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, 16 * 60 + 30, 60))))
                .containsExactly(Kind.WORK_MINUTES_WRONG);
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, H8 - 1, 60)))).contains(Kind.OVERLAP);
        int start = H8 + DRIVE;
        assertThat(kinds(startingWithin(start, start + 1), route)).isEmpty();
        assertThat(kinds(startingWithin(start + 1, start + 2), route)).containsExactly(Kind.OUTSIDE_WINDOW);
        assertThat(kinds(startingWithin(0, start), route)).containsExactly(Kind.OUTSIDE_WINDOW);
    }

    @Test
    void driving() {
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, H8 + DRIVE - 1, 60))))
                .containsExactly(Kind.DRIVE_TOO_SHORT);
        assertThat(kinds(sound, route("m", a, stop("b", 5, H8 + DRIVE, 60)))).containsExactly(Kind.DRIVE_WRONG);
        DispatchProblem home = sound.withMachines(List.of(m.withHomeEveryNight()));
        assertThat(kinds(home, route)).isEmpty();
        assertThat(kinds(home, route("m", a, stop("b", DRIVE, 16 * 60, 60)))).containsExactly(Kind.LATE_HOME);
        assertThat(kinds(home, route("m", stop("b", DRIVE, 16 * 60, 60), stop("a", 0, 1440 + H7, 60))))
                .containsExactly(Kind.LATE_HOME);
    }

    @Test
    void workAndArea() {
        assertThat(kinds(sound, route("m", a, stop("b", DRIVE, H8 + DRIVE, 59))))
                .containsExactly(Kind.WORK_MINUTES_WRONG);
        assertThat(kinds(sound, route("m", a, new Stop("b", DRIVE, 9 * 60, 9 * 60 + 50, 5, false))))
                .containsExactly(Kind.AREA_WRONG);
        Stop part = new Stop("b", DRIVE, 9 * 60, 9 * 60 + 30, 3, true);
        Stop rest = new Stop("b", 0, 1440 + H7, 1440 + H7 + 30, 3, false);
        assertThat(kinds(sound, route("m", a, part, rest))).isEmpty();
        assertThat(kinds(sound, route("m", part, stop("a", DRIVE, 12 * 60, 60), rest))).contains(Kind.BROKEN_OFF);
        assertThat(kinds(sound, route("m", a, part))).contains(Kind.BROKEN_OFF);
        WorkOrder whole = orderB.withInterruptible(false);
        assertThat(kinds(sound.withOrders(List.of(orderA, whole)), route("m", a, part, rest)))
                .containsExactly(Kind.INTERRUPTED);
    }

    @Test
    void weather() {
        DispatchProblem rain = sound.withWeather(List.of(new WeatherBlock("", Set.of(), new Span(H7, H7 + 30))));
        assertThat(kinds(rain, route)).containsExactly(Kind.WORK_MINUTES_WRONG);
        Route later = route("m", stop("a", 0, H7, 90), stop("b", DRIVE, 10 * 60, 60));
        assertThat(kinds(rain, later)).isEmpty();
        assertThat(kinds(rain.withOrders(List.of(orderA.withInterruptible(false), orderB)), later))
                .containsExactly(Kind.INTERRUPTED);
    }

    @Test
    void whoMayDoIt() {
        assertThat(kinds(sound.withMachines(List.of(m.withRates(Map.of("TILLAGE", 6.0)), n)), route))
                .contains(Kind.CANNOT_DO_OPERATION);
        List<Machine> qualified = List.of(m, n.withQualification(Set.of("crawler"), 80));
        assertThat(kinds(sound.withMachines(qualified)
                .withOrders(List.of(orderA, orderB.withRequirement(Set.of("crawler"), 0))), route))
                .containsExactly(Kind.SKILL_MISSING);
        assertThat(kinds(sound.withMachines(qualified)
                .withOrders(List.of(orderA, orderB.withRequirement(Set.of(), 70))), route))
                .containsExactly(Kind.QUALITY_TOO_LOW);
        assertThat(kinds(sound.withOrders(List.of(orderA, orderB.withSameProviderAs("a"))), route("m", a),
                route("n", stop("b", DRIVE, H8, 60)))).containsExactly(Kind.PROVIDER_DIFFERS);
    }

    @Test
    void ties() {
        assertThat(kinds(sound.withPrecedences(List.of(new Precedence("a", "b", 60, 600))), route))
                .containsExactly(Kind.LAG_TOO_SHORT);
        assertThat(kinds(sound.withPrecedences(List.of(new Precedence("a", "b", 0, 20))), route))
                .containsExactly(Kind.LAG_TOO_LONG);
        DispatchPlan withoutA = new DispatchPlan(List.of(route("m", stop("b", DRIVE, H7 + DRIVE, 60))), undone("a"));
        assertThat(kinds(sound.withPrecedences(List.of(new Precedence("a", "b", 0, 600))), withoutA))
                .containsExactly(Kind.PREDECESSOR_UNDONE);
        assertThat(kinds(sound.withFrozen(List.of(Frozen.onDay("b", "m", 0))), route)).isEmpty();
        assertThat(kinds(sound.withFrozen(List.of(Frozen.onDay("b", "n", 0))), route))
                .containsExactly(Kind.FROZEN_MOVED);
        assertThat(kinds(sound.withFrozen(List.of(Frozen.onDay("b", "m", 1))), route))
                .containsExactly(Kind.FROZEN_MOVED);
    }

    @Test
    void aSplitOrderIsDoneByAllTogether() {
        DispatchProblem split = problem(List.of(m, n), List.of(harvest("a", 110.10, 6, 0, 1).withSplittable(true)));
        assertThat(kinds(split, route("m", new Stop("a", 0, H7, H7 + 40, 4, false)),
                route("n", new Stop("a", 0, H7, H7 + 20, 2, false)))).isEmpty();
    }

    @Test
    void costIsAddedUpByItsParts() {
        List<Machine> paid = new ArrayList<>(List.of(m.withCosts(6000, 150, 10_000).withHomeEveryNight()));
        WorkOrder late = orderB.withLoss(-2, new LossSlope(0, 100), new LossSlope(1, 1000));
        WorkOrder left = harvest("c", 110.2, 6, 0, 1).withPrizeFen(7000);
        PlanCost cost = PlanCheck.check(sound.withMachines(paid).withOrders(List.of(orderA, late, left)),
                new DispatchPlan(List.of(route), undone("c"))).cost();
        // To b and home again: 2 x (6.395 km x 1.50 yuan + 26 min x 1 yuan/min) = 2 x 3559.25 fen, each rounded.
        assertThat(cost).isEqualTo(new PlanCost(0, 1100, 2 * 3559, 2 * 6000 + 10_000, 7000));
    }
}
