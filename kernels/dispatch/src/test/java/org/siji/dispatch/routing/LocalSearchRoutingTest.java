package org.siji.dispatch.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;
import org.siji.dispatch.routing.RoutingSolver.Listener;
import org.siji.dispatch.routing.RoutingSolver.Solved;

import static org.assertj.core.api.Assertions.assertThat;

class LocalSearchRoutingTest {

    private static final LocalSearchRouting SOLVER = new LocalSearchRouting();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void smallProblemsAreSolvedToTheOptimum(long seed) {
        RoutingProblem problem = random(new Random(seed), 8, 2, 3);
        long optimum = new BruteForce(problem).optimum();
        Solved solved = SOLVER.solve(problem, SolveLimits.ofIterations(3000, 1, seed), Listener.NONE, null);
        if (optimum == Long.MAX_VALUE) {
            assertThat(solved.unvisited()).isPositive();
        } else {
            assertThat(solved.unvisited()).isZero();
            assertThat(solved.distance()).isEqualTo(optimum);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void plansOfDepotsSkillsAndLimitedShiftsAreSound(long seed) {
        RoutingProblem problem = random(new Random(seed), 120, 3, 40);
        Solved solved = SOLVER.solve(problem, SolveLimits.ofIterations(3000, 2, seed), Listener.NONE, null);
        RoutingCheck.Verdict verdict = RoutingCheck.check(problem, solved.plan());
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.distance()).isEqualTo(solved.distance());
    }

    @Test
    void seedThreadsAndIterationsMakeThePlan() {
        RoutingProblem problem = random(new Random(5), 150, 2, 40);
        SolveLimits limits = SolveLimits.ofIterations(6_000, 2, 9);
        Solved first = SOLVER.solve(problem, limits, Listener.NONE, null);
        Solved second = SOLVER.solve(problem, limits, Listener.NONE, null);
        assertThat(second).isEqualTo(first);
        Solved other = SOLVER.solve(problem, SolveLimits.ofIterations(6_000, 2, 10), Listener.NONE, null);
        assertThat(other.plan()).isNotEqualTo(first.plan());
    }

    @Test
    void soTheyDoWhereEachThreadWalksOverAllOfFewRoutes() {
        RoutingProblem problem = random(new Random(7), 40, 1, 14);
        SolveLimits limits = SolveLimits.ofIterations(25_000, 2, 3);
        Solved first = SOLVER.solve(problem, limits, Listener.NONE, null);
        assertThat(SOLVER.solve(problem, limits, Listener.NONE, null)).isEqualTo(first);
        assertThat(RoutingCheck.check(problem, first.plan()).distance()).isEqualTo(first.distance());
        assertThat(first.iterations()).isGreaterThanOrEqualTo(50_000);
    }

    @Test
    void anOldPlanIsNeverMadeWorseAndItsFaultsAreLeftBehind() {
        RoutingProblem problem = random(new Random(6), 100, 2, 30);
        Solved old = SOLVER.solve(problem, SolveLimits.ofIterations(20_000, 1, 1), Listener.NONE, null);
        Solved again = SOLVER.solve(problem, SolveLimits.ofIterations(10, 1, 2), Listener.NONE, old.plan());
        assertThat(again.distance()).isLessThanOrEqualTo(old.distance());

        List<List<Integer>> faulty = new ArrayList<>(old.plan().routes());
        faulty.set(0, List.of(0, 999, faulty.get(1).isEmpty() ? 5 : faulty.get(1).get(0), 7, 7));
        Solved mended = SOLVER.solve(problem, SolveLimits.ofIterations(2000, 1, 2), Listener.NONE,
                new RoutingPlan(faulty));
        assertThat(RoutingCheck.check(problem, mended.plan()).violations()).isEmpty();
    }

    @Test
    void listenerHearsOnlyBetterPlansAndCancels() {
        RoutingProblem problem = random(new Random(8), 100, 1, 30);
        List<Long> heard = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        Solved solved = SOLVER.solve(problem, SolveLimits.ofIterations(SolveLimits.NO_LIMIT, 2, 1), new Listener() {
            @Override
            public void better(long distance, int unvisited, long iterations,
                    java.util.function.Supplier<RoutingPlan> plan) {
                heard.add(distance + 1_000_000L * unvisited);
                assertThat(RoutingCheck.check(problem, plan.get()).distance()).isEqualTo(distance);
            }

            @Override
            public boolean isCancelled() {
                return asked.incrementAndGet() > 1000;
            }
        }, null);
        assertThat(heard).isNotEmpty().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(solved.distance()).isLessThanOrEqualTo(heard.get(0));
    }

    @Test
    void withoutCustomersOrVehiclesThereIsAPlanAllTheSame() {
        RoutingProblem nobody = new RoutingProblem("nobody", 1, 1, List.of(new Location(0, 0, 0, 0, 0, 9)),
                List.of(new Vehicle(0, 1, 9, null)), new int[1]);
        assertThat(SOLVER.solve(nobody, SolveLimits.ofIterations(10, 2, 1), Listener.NONE, null).distance()).isZero();
        RoutingProblem full = random(new Random(1), 3, 1, 2);
        RoutingProblem noVehicle = new RoutingProblem("none", 1, 1,
                List.of(full.location(0), full.location(1)), List.of(), new int[4]);
        assertThat(SOLVER.solve(noVehicle, SolveLimits.ofIterations(10, 2, 1), Listener.NONE, null).unvisited())
                .isEqualTo(1);
    }

    private static RoutingProblem random(Random random, int customers, int depots, int vehicles) {
        List<Location> locations = new ArrayList<>();
        for (int i = 0; i < depots + customers; i++) {
            int from = i < depots ? 0 : random.nextInt(500);
            locations.add(new Location(random.nextInt(100), random.nextInt(100), i < depots ? 0 : 1 + random.nextInt(9),
                    i < depots ? 0 : 5 + random.nextInt(20), from,
                    i < depots ? 1000 : from + 100 + random.nextInt(300)));
        }
        int n = locations.size();
        int[] distance = new int[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distance[i * n + j] = (int) Math.ceil(Math.hypot(locations.get(i).x() - locations.get(j).x(),
                        locations.get(i).y() - locations.get(j).y()));
            }
        }
        List<Vehicle> fleet = new ArrayList<>();
        for (int v = 0; v < vehicles; v++) {
            BitSet allowed = new BitSet();
            for (int i = depots; i < n; i++) {
                allowed.set(i, random.nextInt(5) > 0);
            }
            fleet.add(new Vehicle(v % depots, 25, v % 3 == 0 ? 450 : RoutingProblem.NO_LIMIT,
                    v % 2 == 0 ? null : allowed));
        }
        return new RoutingProblem("random", depots, 1, locations, fleet, distance);
    }

    /** Every way to deal the customers out in every order, judged by the checker. */
    private static final class BruteForce {
        private final RoutingProblem problem;
        private final List<List<Integer>> routes = new ArrayList<>();
        private long best = Long.MAX_VALUE;

        BruteForce(RoutingProblem problem) {
            this.problem = problem;
            problem.vehicles().forEach(vehicle -> routes.add(new ArrayList<>()));
        }

        long optimum() {
            place(problem.depots());
            return best;
        }

        private void place(int customer) {
            RoutingCheck.Verdict verdict = RoutingCheck.check(problem, new RoutingPlan(routes));
            // Ways keep the triangle inequality: one customer more never makes a route sound, nor shorter.
            if (verdict.violations().size() > verdict.unvisited() || verdict.distance() >= best) {
                return;
            }
            if (customer == problem.size()) {
                best = verdict.distance();
                return;
            }
            for (List<Integer> route : routes) {
                for (int at = 0; at <= route.size(); at++) {
                    route.add(at, customer);
                    place(customer + 1);
                    route.subList(at, at + 1).clear();
                }
            }
        }
    }
}
