package org.siji.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.DispatchPlanner.Solved;
import org.siji.dispatch.WorkOrder.LossSlope;

import static org.assertj.core.api.Assertions.assertThat;

class DispatchSolverTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private static Solved solve(DispatchProblem problem, int iterations, int threads) {
        return new DispatchSolver().solve(problem, SolveLimits.ofIterations(iterations, threads, 1), Listener.NONE);
    }

    private static void assertSound(DispatchProblem problem, Solved solved, long seed) {
        PlanCheck.Verdict verdict = PlanCheck.check(problem, solved.plan());
        assertThat(verdict.violations()).as("seed %d", seed).isEmpty();
        assertThat(solved.cost()).as("seed %d", seed).isEqualTo(verdict.cost());
    }

    /** The check counts minute by minute and knows nothing of the forward pass; both must come to the same fen. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPlanIsSoundAndCostsWhatItSays(long seed) {
        DispatchProblem problem = Examples.random(seed);
        Solved solved = solve(problem, 150, 1);
        assertSound(problem, solved, seed);
        PlanCost plain = new NearestNextPlanner()
                .solve(problem, SolveLimits.ofIterations(1, 1, 1), Listener.NONE).cost();
        assertThat(solved.cost()).as("seed %d", seed).isLessThanOrEqualTo(plain);
    }

    /** Parts of a few machines each: nearly everything is tied over a border. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWalksMakeOfTheirPartsFitsTogether(long seed) {
        DispatchProblem problem = Examples.random(seed);
        SolveLimits limits = SolveLimits.ofIterations(600, 2, seed);
        Solved solved = new DispatchSolver(1).solve(problem, limits, Listener.NONE);
        assertSound(problem, solved, seed);
        assertThat(new DispatchSolver(1).solve(problem, limits, Listener.NONE)).as("seed %d", seed).isEqualTo(solved);
    }

    /** An order may be taken out while the one after it stays on the same route: rarely does a wrong move get past all others. */
    @Test
    void whatIsTakenOutComesBackBeforeWhatFollowsIt() {
        for (long seed = 1; seed <= 200; seed++) {
            DispatchProblem problem = Examples.tightChains(seed);
            Solved solved = new DispatchSolver().solve(problem, SolveLimits.ofIterations(2000, 1, seed), Listener.NONE);
            assertSound(problem, solved, seed);
        }
    }

    /** Every order may be split and no day is late for little. */
    @Test
    void plansWithSharedOrdersAreSoundToo() {
        int shared = 0;
        for (long seed = 1; seed <= 40; seed++) {
            DispatchProblem random = Examples.random(seed);
            DispatchProblem problem = random.withOrders(random.orders().stream().map(order -> order
                    .withSplittable(true).withLoss(order.firstDay(), new LossSlope(0, 300_000))).toList());
            Solved solved = solve(problem, 150, 1);
            assertSound(problem, solved, seed);
            shared += solved.plan().routes().stream()
                    .flatMap(route -> route.stops().stream().map(DispatchPlan.Stop::orderId).distinct())
                    .collect(Collectors.groupingBy(id -> id, Collectors.counting())).values().stream()
                    .anyMatch(machines -> machines > 1) ? 1 : 0;
        }
        assertThat(shared).isGreaterThan(2);
    }

    @Test
    void threadsExchangeByStepsAndNotByTheClock() {
        DispatchProblem problem = Examples.random(7);
        assertThat(solve(problem, 250, 3)).isEqualTo(solve(problem, 250, 3));
    }

    @Test
    void anOldPlanIsKeptWhereNothingHasHappened() {
        DispatchProblem problem = Examples.random(4);
        DispatchPlan old = solve(problem, 400, 1).plan();
        Solved again = new DispatchSolver().solve(problem, SolveLimits.ofIterations(0, 1, 1), Listener.NONE, old);
        assertThat(again.plan()).isEqualTo(old);
        DispatchProblem other = problem.withOrders(problem.orders().subList(1, problem.orders().size()));
        assertThat(new DispatchSolver().solve(other, SolveLimits.ofIterations(0, 1, 1), Listener.NONE, old).problems())
                .contains(new InputProblem(InputProblem.Kind.PLAN_OF_ANOTHER_PROBLEM, problem.orders().get(0).id(),
                        ""));
    }

    /** Turning the sequence round saves some metres, which nobody's plan is thrown over for, or a long way. */
    @Test
    void anOldSequenceIsKeptUnlessItCostsMuch() {
        assertThat(sequenceAgain(110.11, 110.12)).containsExactly("b", "a");
        assertThat(sequenceAgain(110.40, 110.60)).containsExactly("a", "b");
    }

    private static List<String> sequenceAgain(double lonOfA, double lonOfB) {
        DispatchProblem problem = Examples.problem(List.of(Examples.combine("m", 10).withCosts(6000, 300, 0)),
                List.of(Examples.harvest("a", lonOfA, 20, 0, 9), Examples.harvest("b", lonOfB, 20, 0, 9)));
        DispatchPlan old = new DispatchPlan(List.of(new DispatchPlan.Route("m",
                List.of(new DispatchPlan.Stop("b", 0, 600, 800, 20, false),
                        new DispatchPlan.Stop("a", 0, 900, 1100, 20, false)))),
                List.of());
        return new DispatchSolver().solve(problem, SolveLimits.ofIterations(200, 1, 1), Listener.NONE, old).plan()
                .routes().get(0).stops().stream().map(DispatchPlan.Stop::orderId).distinct().toList();
    }

    /** Who does how much of an order is not thought out anew. */
    @Test
    void whatAnOldPlanSharesStaysShared() {
        List<Machine> machines = List.of(Examples.combine("a", 3), Examples.combine("b", 3), Examples.combine("c", 3));
        DispatchProblem problem = Examples.problem(machines,
                List.of(Examples.harvest("large", 110.11, 100, 1, 1).withSplittable(true),
                        Examples.harvest("small", 110.11, 5, 1, 2)));
        DispatchPlan old = solve(problem, 200, 1).plan();
        assertThat(old.undone()).isEmpty();
        assertThat(new DispatchSolver().solve(problem, SolveLimits.ofIterations(0, 1, 1), Listener.NONE, old).plan())
                .isEqualTo(old);
    }

    /** Two shared it; one of them stands still for all but an hour, and the other one has days enough. */
    @Test
    void whatWasSharedWithABrokenMachineIsDoneByTheOther() {
        Machine broken = Examples.combine("b", 5).withDown(List.of(new Span(8 * 60, 5 * Span.MINUTES_PER_DAY)));
        DispatchProblem problem = Examples.problem(List.of(Examples.combine("a", 5), broken),
                List.of(Examples.harvest("large", 110.11, 100, 0, 4).withSplittable(true)));
        DispatchPlan old = new DispatchPlan(List.of(shared("a"), shared("b")), List.of());
        Solved again = new DispatchSolver().solve(problem, SolveLimits.ofIterations(200, 1, 1), Listener.NONE, old);
        assertThat(PlanCheck.check(problem, again.plan()).violations()).isEmpty();
        assertThat(again.plan().undone()).isEmpty();
    }

    private static DispatchPlan.Route shared(String machine) {
        return new DispatchPlan.Route(machine, List.of(new DispatchPlan.Stop("large", 5, 425, 925, 50, false)));
    }

    @Test
    void whoCancelsGetsTheBestPlanSoFar() {
        DispatchProblem problem = Examples.random(9);
        Solved solved = new DispatchSolver().solve(problem, SolveLimits.ofIterations(1_000_000_000, 1, 1),
                new Listener() {
                    @Override
                    public boolean isCancelled() {
                        return true;
                    }
                });
        assertThat(PlanCheck.check(problem, solved.plan()).violations()).isEmpty();
        assertThat(solved.iterations()).isZero();
    }

    /** 100 mu in one day are too much for one combine of 6 mu/h and enough for two. */
    @Test
    void whatIsTooLargeForOneMachineIsShared() {
        List<Machine> machines = List.of(Examples.combine("a", 3), Examples.combine("b", 3), Examples.combine("c", 3));
        WorkOrder large = Examples.harvest("large", 110.11, 100, 1, 1);
        WorkOrder after = Examples.harvest("after", 110.11, 5, 1, 2);
        DispatchProblem problem = Examples.problem(machines, List.of(large.withSplittable(true), after))
                .withPrecedences(List.of(new Precedence("large", "after", 60, Precedence.NO_LIMIT)));
        Solved solved = solve(problem, 200, 1);
        assertThat(PlanCheck.check(problem, solved.plan()).violations()).isEmpty();
        assertThat(solved.plan().undone()).isEmpty();
        assertThat(solved.plan().routes()).filteredOn(
                route -> route.stops().stream().anyMatch(stop -> stop.orderId().equals("large"))).hasSize(2);
        DispatchProblem notToBeSplit = problem.withOrders(List.of(large, after));
        assertThat(solve(notToBeSplit, 200, 1).plan().undone()).hasSize(2);
    }

    /** Alone it would take five days, of which three are late; with help it is done in time, where that costs less. */
    @Test
    void whatWouldBeLateIsSharedOnlyIfThatIsWorthIt() {
        List<Machine> machines = List.of(Examples.combine("a", 8).withCosts(6000, 300, 15_000),
                Examples.combine("b", 8).withCosts(6000, 300, 15_000));
        WorkOrder order = Examples.harvest("large", 110.11, 290, 0, 7).withSplittable(true);
        DispatchProblem dear = Examples.problem(machines, List.of(order.withLoss(2, new LossSlope(0, 200_000))));
        DispatchProblem cheap = Examples.problem(machines, List.of(order.withLoss(2, new LossSlope(0, 100))));
        assertThat(solve(dear, 200, 1).plan().routes()).hasSize(2);
        assertThat(solve(dear, 200, 1).cost().latenessFen()).isZero();
        assertThat(solve(cheap, 200, 1).plan().routes()).hasSize(1);
    }

    /** Up to six orders on two machines: every sequence is tried, and the search finds the best of them. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void smallProblemsAreSolvedToTheOptimum(long seed) {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        for (int m = 0; m < 2; m++) {
            Machine machine = Machine.of("m" + m, Examples.place("depot" + m, 110.1 + 0.1 * m),
                    Map.of("HARVEST", 4.0 + random.nextInt(4)), 15, Examples.SHIFT, 0, 2)
                    .withCosts(6000, 300, 15_000);
            machines.add(random.nextBoolean() ? machine.withHomeEveryNight() : machine);
        }
        List<WorkOrder> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orders.add(Examples.harvest("j" + i, 110.05 + random.nextDouble() * 0.2, 3 + random.nextInt(25), 0, 2)
                    .withLoss(0, new LossSlope(0, 20_000)).withPrizeFen(10_000 + random.nextInt(60_000)));
        }
        DispatchProblem problem = Examples.problem(machines, orders);
        FarmModel model = new FarmModel(InputCheck.check(problem).usable());
        long best = cheapest(model, new FarmRoutes(model), List.of(0, 1, 2, 3, 4, 5), 0);
        assertThat(solve(problem, 3000, 1).cost().totalFen()).as("seed %d", seed).isEqualTo(best);
    }

    /** Machine by machine, each order that is left as its next one, or none any more. */
    private static long cheapest(FarmModel model, FarmRoutes routes, List<Integer> left, int machine) {
        if (machine == 2) {
            return routes.routesFen + left.stream().mapToLong(order -> model.prizeFen[order]).sum();
        }
        long best = cheapest(model, routes, left, machine + 1);
        for (int order : left) {
            if (routes.tryInsert(machine, routes.length[machine], order) != FarmRoutes.IMPOSSIBLE) {
                List<FarmRoutes.Saved> saved = List.of(routes.save(machine));
                long before = routes.routesFen;
                routes.insert(machine, routes.length[machine], order, 0);
                List<Integer> rest = left.stream().filter(other -> other != order).toList();
                best = Math.min(best, cheapest(model, routes, rest, machine));
                routes.restore(saved, before);
            }
        }
        return best;
    }
}
