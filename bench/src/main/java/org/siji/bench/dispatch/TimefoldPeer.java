package org.siji.bench.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;

/**
 * Timefold Solver Community with its default phases, a list variable per vehicle as in its own guide to vehicle routing, and constraint
 * streams. What a route breaks is added up in one walk along it instead of by a shadow variable per visit, which is less work for
 * routes this short. The community edition uses one thread.
 */
final class TimefoldPeer {

    /** What a customer on the wrong vehicle counts, in units of lateness. */
    private static final long NOT_ALLOWED = 1000;

    private TimefoldPeer() {}

    /** Null when what it found breaks a rule. */
    static @Nullable RoutingPlan solve(RoutingProblem problem, double seconds, long seed) {
        Plan plan = new Plan();
        plan.customers = IntStream.range(problem.depots(), problem.size()).boxed().toList();
        for (Vehicle vehicle : problem.vehicles()) {
            Route route = new Route();
            route.problem = problem;
            route.vehicle = vehicle;
            plan.routes.add(route);
        }
        Plan found = SolverFactory.<Plan>create(new SolverConfig()
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withSolutionClass(Plan.class)
                .withEntityClasses(Route.class).withConstraintProviderClass(Rules.class).withRandomSeed(seed)
                .withTerminationSpentLimit(Duration.ofMillis((long) (seconds * 1000)))).buildSolver().solve(plan);
        return found.score == null || !found.score.isFeasible()
                ? null
                : new RoutingPlan(found.routes.stream().map(route -> List.copyOf(route.visits)).toList());
    }

    /** What the solver changes; it wants a class without arguments whose fields it can set. */
    @PlanningSolution
    public static class Plan {
        @ValueRangeProvider
        public List<Integer> customers = new ArrayList<>();
        @PlanningEntityCollectionProperty
        public List<Route> routes = new ArrayList<>();
        @PlanningScore
        public @Nullable HardSoftScore score;
    }

    /** One vehicle's customers in their order. */
    @PlanningEntity
    public static class Route {
        @Nullable
        RoutingProblem problem;
        @Nullable
        Vehicle vehicle;
        @PlanningListVariable
        public List<Integer> visits = new ArrayList<>();

        private record Walked(long broken, long distance) {}

        long broken() {
            return walked().broken;
        }

        long distance() {
            return walked().distance;
        }

        /** Lateness, overload, overtime and customers who ask for another vehicle, all in one sum, and the distance. */
        private Walked walked() {
            RoutingProblem all = problem;
            Vehicle own = vehicle;
            if (all == null || own == null || visits.isEmpty()) {
                return new Walked(0, 0);
            }
            Location depot = all.location(own.depot());
            long broken = 0;
            long distance = 0;
            long load = 0;
            long time = depot.windowFrom();
            long least = 0;
            long latestLeave = depot.windowTo();
            int previous = own.depot();
            for (int i = 0; i <= visits.size(); i++) {
                int at = i < visits.size() ? visits.get(i) : own.depot();
                Location location = all.location(at);
                distance += all.distance(previous, at);
                long way = all.location(previous).service() + (long) all.distance(previous, at);
                time = Math.max(location.windowFrom(), time + way);
                broken += Math.max(0, time - location.windowTo());
                time = Math.min(time, Math.max(location.windowFrom(), location.windowTo()));
                // How long the shift must be at least: waiting that a later start can't avoid counts.
                least += way;
                long wait = Math.max(0, location.windowFrom() - least - latestLeave);
                least += wait;
                latestLeave = Math.min(latestLeave, location.windowTo() - least);
                load += i < visits.size() ? location.demand() : 0;
                broken += i < visits.size() && !own.mayVisit(at) ? NOT_ALLOWED : 0;
                previous = at;
            }
            return new Walked(broken + Math.max(0, load - own.capacity())
                    + Math.max(0, least - own.maxDuration()), distance);
        }
    }

    /** Rules first, then the way. */
    public static class Rules implements ConstraintProvider {
        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[]{
                    factory.forEach(Route.class).penalize(HardSoftScore.ONE_HARD, Route::broken).asConstraint("rules"),
                    factory.forEach(Route.class).penalize(HardSoftScore.ONE_SOFT, Route::distance).asConstraint("way")};
        }
    }
}
