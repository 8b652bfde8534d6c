package org.siji.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.InputProblem.Kind;
import org.siji.dispatch.WorkOrder.LossSlope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.siji.dispatch.Examples.combine;
import static org.siji.dispatch.Examples.harvest;
import static org.siji.dispatch.Examples.problem;

/** Each kind of bad input is named with its order or machine, and the rest is planned. */
class InputCheckTest {

    private final Machine m = combine("m", 10);
    private final WorkOrder good = harvest("good", 110.11, 6, 0, 9);
    private final WorkOrder bad = harvest("bad", 110.12, 6, 0, 9);

    private static List<InputProblem> problems(DispatchProblem problem) {
        var solved = new NearestNextPlanner().solve(problem, SolveLimits.ofIterations(1, 1, 1),
                DispatchPlanner.Listener.NONE);
        assertThat(PlanCheck.check(problem, solved.plan()).violations()).isEmpty();
        boolean hasGood = problem.orders().stream().anyMatch(order -> order.id().equals("good"));
        if (hasGood && problem.machines().stream().anyMatch(machine -> machine.id().equals("m"))) {
            assertThat(solved.plan().undone()).extracting(Undone::orderId).doesNotContain("good");
        }
        return solved.problems();
    }

    private DispatchProblem with(WorkOrder order) {
        return problem(List.of(m), List.of(good, order));
    }

    private DispatchProblem with(Machine machine) {
        return problem(List.of(m, machine), List.of(good));
    }

    private static InputProblem of(Kind kind, String subject, String detail) {
        return new InputProblem(kind, subject, detail);
    }

    @Test
    void nothingToPlanOrToPlanWith() {
        assertThat(problems(problem(List.of(), List.of(good)))).containsExactly(of(Kind.NO_MACHINES, "", ""),
                of(Kind.NO_MACHINE_FOR_ORDER, "good", "HARVEST"));
        assertThat(problems(problem(List.of(m), List.of()))).containsExactly(of(Kind.NO_ORDERS, "", ""));
        assertThat(problems(DispatchProblem.of(Examples.DAY, 0, List.of(combine("x", 1)), List.of(bad),
                Travel.straight(1)))).containsExactly(of(Kind.BAD_DAYS, "", "0"));
    }

    @Test
    void machines() {
        assertThat(problems(with(m))).containsExactly(of(Kind.MACHINE_TWICE, "m", ""));
        Machine x = combine("x", 10);
        assertThat(problems(with(x.withRates(Map.of("HARVEST", 0.0, "TILLAGE", 2.0)))))
                .containsExactly(of(Kind.BAD_RATE, "x", "HARVEST"));
        assertThat(problems(with(Machine.of("x", x.depot(), x.rateMuPerHour(), 0, x.shift(), 0, 9))))
                .containsExactly(of(Kind.BAD_SPEED, "x", "0.0"));
        assertThat(problems(with(Machine.of("x", x.depot(), x.rateMuPerHour(), 9, Shift.of(20 * 60, 30 * 60), 0, 9))))
                .containsExactly(of(Kind.BAD_SHIFT, "x", ""));
        assertThat(problems(with(x.withCosts(-1, 0, 0)))).containsExactly(of(Kind.BAD_COST, "x", ""));
        assertThat(problems(with(x.withStart(new Place("lost", Double.NaN, 27)))))
                .containsExactly(of(Kind.MACHINE_PLACE_MISSING, "x", ""));
    }

    @Test
    void ordersByThemselves() {
        assertThat(problems(with(good))).containsExactly(of(Kind.ORDER_TWICE, "good", ""));
        assertThat(problems(with(bad.withMu(0)))).containsExactly(of(Kind.BAD_AREA, "bad", "0.0"));
        assertThat(problems(with(WorkOrder.of("bad", new Place("", Double.NaN, 0), 5, "HARVEST", 0, 9))))
                .containsExactly(of(Kind.ORDER_PLACE_MISSING, "bad", ""));
        assertThat(problems(with(bad.withWindow(5, 4)))).containsExactly(of(Kind.BAD_WINDOW, "bad", ""));
        assertThat(problems(with(bad.withWindow(-5, -1)))).containsExactly(of(Kind.BAD_WINDOW, "bad", ""));
        // So long ago that its minutes are no int any more.
        assertThat(problems(with(bad.withWindow(-2_000_000, 4).withStartWithin(new Span(0, 2000))))).isEmpty();
        int noon = 2 * Span.MINUTES_PER_DAY + 720;
        assertThat(problems(with(bad.withWindow(2, 4).withStartWithin(new Span(noon, noon + 1))))).isEmpty();
        assertThat(problems(with(bad.withWindow(2, 4).withStartWithin(new Span(noon, noon)))))
                .containsExactly(of(Kind.BAD_WINDOW, "bad", ""));
        assertThat(problems(with(bad.withWindow(3, 4).withStartWithin(new Span(noon, noon + 60)))))
                .containsExactly(of(Kind.BAD_WINDOW, "bad", ""));
        assertThat(problems(with(bad.withWindow(0, 1).withStartWithin(new Span(noon, noon + 60)))))
                .containsExactly(of(Kind.BAD_WINDOW, "bad", ""));
        assertThat(problems(with(bad.withPrizeFen(-7)))).containsExactly(of(Kind.BAD_PRIZE, "bad", "-7"));
        assertThat(problems(with(bad.withLoss(0, new LossSlope(0, 9), new LossSlope(1, 8)))))
                .containsExactly(of(Kind.BAD_LOSS, "bad", ""));
    }

    @Test
    void ordersThatNoMachineCanDo() {
        assertThat(problems(with(bad.withRequirement(Set.of("crawler"), 0))))
                .containsExactly(of(Kind.NO_MACHINE_FOR_ORDER, "bad", "HARVEST"));
        DispatchProblem early = problem(List.of(combine("x", 3)), List.of(bad.withWindow(5, 9)));
        assertThat(problems(early)).containsExactly(of(Kind.NO_MACHINE_IN_WINDOW, "bad", ""));
        // 10,000 days of ten hours at 6 mu an hour, and more than any number holds.
        assertThat(problems(with(bad.withMu(600_000)))).containsExactly(of(Kind.TOO_MUCH_WORK, "bad", "100000"));
        assertThat(problems(with(bad.withMu(1e300)))).extracting(InputProblem::kind)
                .containsExactly(Kind.TOO_MUCH_WORK);
    }

    @Test
    void circlesAndWhatComesAfterThem() {
        DispatchProblem circle = problem(List.of(m), List.of(good, bad, harvest("c", 110.1, 1, 0, 9),
                harvest("d", 110.1, 1, 0, 9))).withPrecedences(
                        List.of(new Precedence("bad", "c", 0, 9), new Precedence("c", "bad", 0, 9),
                                new Precedence("c", "d", 0, 9), new Precedence("good", "bad", 0, 9)));
        assertThat(problems(circle)).containsExactly(of(Kind.PRECEDENCE_CIRCLE, "bad", ""),
                of(Kind.PRECEDENCE_CIRCLE, "c", ""));
        assertThat(InputCheck.check(circle).undone()).containsExactly(
                new Undone("bad", DispatchPlan.Reason.BAD_INPUT), new Undone("c", DispatchPlan.Reason.BAD_INPUT),
                new Undone("d", DispatchPlan.Reason.PREDECESSOR_UNDONE));
    }

    @Test
    void tiesThatCannotHold() {
        DispatchProblem both = problem(List.of(m, combine("n", 10).withProvider("other").withQualification(Set.of("s"),
                0)), List.of(good.withRequirement(Set.of(), 0), bad.withWindow(0, 2)));
        assertThat(problems(both.withPrecedences(List.of(new Precedence("good", "nobody", 0, 9)))))
                .containsExactly(of(Kind.UNKNOWN_ORDER, "good", "nobody"));
        assertThat(problems(both.withPrecedences(List.of(new Precedence("good", "bad", 9, 8)))))
                .containsExactly(of(Kind.BAD_LAG, "bad", "good"));
        assertThat(problems(both.withPrecedences(List.of(new Precedence("good", "bad", 3 * 1440, 9000)))))
                .containsExactly(of(Kind.WINDOWS_EXCLUDE, "bad", "good"));
        DispatchProblem late = problem(List.of(m), List.of(good.withWindow(0, 1), bad.withWindow(5, 9)));
        assertThat(problems(late.withPrecedences(List.of(new Precedence("good", "bad", 0, 60)))))
                .containsExactly(of(Kind.WINDOWS_EXCLUDE, "bad", "good"));
        assertThat(problems(both.withFrozen(List.of(Frozen.onDay("bad", "nobody", 0)))))
                .containsExactly(of(Kind.BAD_FROZEN, "bad", "nobody"));
        assertThat(problems(both.withFrozen(List.of(Frozen.onDay("nobody", "m", 0)))))
                .containsExactly(of(Kind.BAD_FROZEN, "nobody", "m"));
        assertThat(problems(both.withWeather(List.of(new WeatherBlock("z", Set.of(), new Span(9, 9))))))
                .containsExactly(of(Kind.BAD_WEATHER, "z", "9"));
        Machine tiller = Machine.of("t", m.depot(), Map.of("TILLAGE", 3.0), 15, m.shift(), 0, 9);
        WorkOrder tillage = WorkOrder.of("bad", good.entry(), 3, "TILLAGE", 0, 9).withSameProviderAs("good");
        assertThat(problems(problem(List.of(m, tiller), List.of(good, tillage))))
                .containsExactly(of(Kind.NO_COMMON_PROVIDER, "bad", "good"));
    }
}
