package org.siji.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.PlanCheck.Kind;
import org.siji.dispatch.PlanCheck.Violation;
import org.siji.dispatch.PlanEdit.Edit;
import org.siji.dispatch.PlanEdit.Move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.siji.dispatch.Examples.combine;
import static org.siji.dispatch.Examples.harvest;
import static org.siji.dispatch.Examples.problem;

class PlanEditTest {

    private static final DispatchPlan NOTHING = new DispatchPlan(List.of(), List.of());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private static DispatchPlan solve(DispatchProblem problem) {
        return new DispatchSolver().solve(problem, SolveLimits.ofIterations(100, 1, 1), Listener.NONE).plan();
    }

    private static List<String> sequence(DispatchPlan plan, String machineId) {
        return plan.routes().stream().filter(route -> route.machineId().equals(machineId))
                .flatMap(route -> route.stops().stream()).map(Stop::orderId).distinct().toList();
    }

    private static DispatchPlan planOf(Edit edit) {
        assertThat(edit.violations()).isEmpty();
        return Objects.requireNonNull(edit.plan());
    }

    /** Whatever a change costs, the independent check comes to the same fen for the whole plan; and nothing is broken unsaid. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aChangeCostsWhatTheWholePlanCosts(long seed) {
        DispatchProblem problem = Examples.random(seed);
        DispatchPlan plan = solve(problem);
        Random random = new Random(seed);
        for (int i = 0; i < 30 && !problem.orders().isEmpty(); i++) {
            String order = problem.orders().get(random.nextInt(problem.orders().size())).id();
            String machine = random.nextInt(6) == 0
                    ? null
                    : problem.machines().get(random.nextInt(problem.machines().size())).id();
            List<String> there = machine == null ? List.of() : sequence(plan, machine);
            String before = there.isEmpty() || random.nextInt(3) == 0 ? null : there.get(random.nextInt(there.size()));
            Edit edit = PlanEdit.of(problem, plan, new Move(order, machine, before, random.nextInt(4)));
            assertThat(edit.before()).isEqualTo(PlanCheck.check(problem, plan).cost());
            DispatchPlan edited = edit.plan();
            if (edited == null) {
                assertThat(edit.violations()).as("seed %d, %s", seed, order).isNotEmpty();
                continue;
            }
            PlanCheck.Verdict verdict = PlanCheck.check(problem, edited);
            assertThat(edit.after()).as("seed %d, %s", seed, order).isEqualTo(verdict.cost());
            assertThat(edit.violations()).as("seed %d, %s", seed, order).containsAll(verdict.violations());
            plan = edit.violations().isEmpty() ? edited : plan;
        }
    }

    /** An alternative is what the change really costs, and no place of that machine costs less. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anAlternativeIsTheCheapestPlaceOfItsMachine(long seed) {
        DispatchProblem problem = Examples.random(seed).withFrozen(List.of());
        DispatchPlan plan = solve(problem);
        Random random = new Random(seed);
        for (int i = 0; i < 4 && !problem.orders().isEmpty(); i++) {
            String order = problem.orders().get(random.nextInt(problem.orders().size())).id();
            for (Why.Alternative one : Why.alternatives(problem, plan, order)) {
                List<@Nullable String> places = new ArrayList<>(sequence(plan, one.machineId()));
                places.add(null);
                long best = places.stream()
                        .map(before -> PlanEdit.of(problem, plan, new Move(order, one.machineId(), before, 0)))
                        .filter(edit -> edit.plan() != null && edit.violations().isEmpty())
                        .mapToLong(edit -> edit.after().totalFen() - edit.before().totalFen()).min()
                        .orElse(Long.MAX_VALUE);
                String what = "seed " + seed + ", " + order + " on " + one;
                if (one.differenceFen() != null) {
                    assertThat(one.differenceFen()).as(what).isEqualTo(best);
                } else if (best != Long.MAX_VALUE) {
                    assertThat(one.obstacle()).as(what).isEqualTo(Why.Obstacle.BUSY);
                }
            }
        }
    }

    @Test
    void anOrderGoesWhereItIsPutAndTheOthersFollow() {
        DispatchProblem problem = problem(List.of(combine("m", 10), combine("n", 10)),
                List.of(harvest("a", 110.12, 12, 0, 9), harvest("b", 110.13, 12, 0, 9),
                        harvest("c", 110.14, 12, 0, 9)));
        DispatchPlan plan = NOTHING;
        for (String order : List.of("a", "b", "c")) {
            Edit edit = PlanEdit.of(problem, plan, new Move(order, "m", null, 0));
            plan = planOf(edit);
            assertThat(edit.after().undoneMust()).isEqualTo(edit.before().undoneMust() - 1);
        }
        assertThat(sequence(plan, "m")).containsExactly("a", "b", "c");
        DispatchPlan moved = planOf(PlanEdit.of(problem, plan, new Move("c", "m", "a", 0)));
        assertThat(sequence(moved, "m")).containsExactly("c", "a", "b");
        DispatchPlan later = planOf(PlanEdit.of(problem, plan, new Move("a", "n", null, 2)));
        assertThat(sequence(later, "m")).containsExactly("b", "c");
        assertThat(later.routes().get(1).stops()).singleElement()
                .satisfies(stop -> assertThat(stop.day()).isEqualTo(2));
        DispatchPlan out = planOf(PlanEdit.of(problem, plan, new Move("b", null, null, 0)));
        assertThat(out.undone()).extracting(DispatchPlan.Undone::orderId).containsExactly("b");
    }

    @Test
    void whatAChangeBreaksIsNamed() {
        DispatchProblem problem = problem(
                List.of(combine("m", 10), combine("n", 10).withRates(Map.of("TILLAGE", 5.0))),
                List.of(harvest("a", 110.12, 30, 0, 0), harvest("b", 110.13, 50, 0, 0),
                        harvest("c", 110.14, 5, 1, 9)))
                .withPrecedences(List.of(new Precedence("a", "c", 0, Precedence.NO_LIMIT)));
        DispatchPlan plan = planOf(PlanEdit.of(problem, NOTHING, new Move("b", "m", null, 0)));
        assertThat(PlanEdit.of(problem, plan, new Move("c", "n", null, 0)).violations())
                .containsExactly(new Violation(Kind.CANNOT_DO_OPERATION, "c", "n"));
        assertThat(PlanEdit.of(problem, plan, new Move("a", "m", "b", 0)).violations()).extracting(Violation::kind)
                .containsOnly(Kind.OUTSIDE_WINDOW);
        assertThat(PlanEdit.of(problem, plan, new Move("c", "m", null, 0)).violations())
                .containsExactly(new Violation(Kind.PREDECESSOR_UNDONE, "c", "a"));
        assertThat(PlanEdit.of(problem, plan, new Move("x", "y", null, 0)).violations())
                .containsExactly(new Violation(Kind.UNKNOWN_ORDER, "x", ""),
                        new Violation(Kind.UNKNOWN_MACHINE, "y", ""));
        DispatchProblem promised = problem.withFrozen(List.of(Frozen.onDay("b", "m", 0)));
        assertThat(PlanEdit.of(promised, plan, new Move("b", null, null, 0)).violations())
                .containsExactly(new Violation(Kind.FROZEN_MOVED, "b", "m"));
    }

    @Test
    void everyObstacleIsNamed() {
        DispatchProblem problem = problem(
                List.of(combine("a", 10).withRates(Map.of("TILLAGE", 5.0)), combine("b", 10),
                        combine("d", 10).withDays(5, 9), combine("e", 10).withRates(Map.of("HARVEST", 1.0)),
                        combine("f", 10)),
                List.of(harvest("x", 110.12, 40, 0, 0).withRequirement(Set.of(), 50),
                        harvest("y", 110.12, 40, 0, 0), harvest("z", 110.12, 40, 0, 0)));
        DispatchPlan plan = planOf(PlanEdit.of(problem, NOTHING, new Move("z", "f", null, 0)));
        assertThat(Why.alternatives(problem, plan, "y")).extracting(Why.Alternative::obstacle).containsExactly(
                Why.Obstacle.NO_RATE, Why.Obstacle.POSSIBLE, Why.Obstacle.NOT_AVAILABLE_IN_WINDOW,
                Why.Obstacle.TOO_LARGE_FOR_WINDOW, Why.Obstacle.BUSY);
        assertThat(Why.alternatives(problem, plan, "x")).extracting(Why.Alternative::obstacle)
                .contains(Why.Obstacle.SKILL_MISSING);
        assertThat(Why.alternatives(problem, plan, "nobody")).isEmpty();
    }
}
