package org.siji.dispatch.routing;

import java.util.ArrayList;
import java.util.List;

import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

/** Adds a plan up and lists all that is wrong with it, one plain walk along each route; shares nothing with any solver. */
public final class RoutingCheck {

    /** What a plan got wrong. */
    public enum Kind {
        UNKNOWN_LOCATION, ROUTE_WITHOUT_VEHICLE, VISITED_TWICE, UNVISITED, NOT_ALLOWED, OVER_CAPACITY, LATE_AT_CUSTOMER,
        LATE_AT_DEPOT, ROUTE_TOO_LONG
    }

    /**
     * @param route    of the vehicle, counted from 1 as in a {@code .sol} file; 0 for the plan as a whole
     * @param location number in the problem; -1 for the route as a whole
     * @param excess   by how much, in the problem's units; 0 where there is no much
     */
    public record Violation(Kind kind, int route, int location, long excess) {}

    /** @param violations empty when the plan is sound */
    public record Verdict(long distance, int unvisited, List<Violation> violations) {
        public Verdict {
            violations = List.copyOf(violations);
        }
    }

    private final RoutingProblem problem;
    private final List<Violation> violations = new ArrayList<>();
    private final boolean[] visited;

    private RoutingCheck(RoutingProblem problem) {
        this.problem = problem;
        this.visited = new boolean[problem.size()];
    }

    public static Verdict check(RoutingProblem problem, RoutingPlan plan) {
        RoutingCheck check = new RoutingCheck(problem);
        long distance = 0;
        for (int i = 0; i < plan.routes().size(); i++) {
            List<Integer> route = plan.routes().get(i);
            if (!route.isEmpty() && i >= problem.vehicles().size()) {
                check.violations.add(new Violation(Kind.ROUTE_WITHOUT_VEHICLE, i + 1, -1, 0));
            } else if (!route.isEmpty()) {
                distance += check.route(i + 1, problem.vehicles().get(i), route);
            }
        }
        int unvisited = 0;
        for (int i = problem.depots(); i < problem.size(); i++) {
            if (!check.visited[i]) {
                unvisited++;
                check.violations.add(new Violation(Kind.UNVISITED, 0, i, 0));
            }
        }
        return new Verdict(distance, unvisited, check.violations);
    }

    private long route(int number, Vehicle vehicle, List<Integer> route) {
        long distance = 0;
        long load = 0;
        List<Integer> known = new ArrayList<>();
        for (int at : route) {
            if (at < problem.depots() || at >= problem.size()) {
                violations.add(new Violation(Kind.UNKNOWN_LOCATION, number, at, 0));
                continue;
            }
            known.add(at);
            load += problem.location(at).demand();
            require(!visited[at], Kind.VISITED_TWICE, number, at, 0);
            visited[at] = true;
            require(vehicle.mayVisit(at), Kind.NOT_ALLOWED, number, at, 0);
        }
        require(load <= vehicle.capacity(), Kind.OVER_CAPACITY, number, -1, load - vehicle.capacity());
        int previous = vehicle.depot();
        for (int at : known) {
            distance += problem.distance(previous, at);
            previous = at;
        }
        distance += problem.distance(previous, vehicle.depot());
        times(number, vehicle, known);
        return distance;
    }

    /** Leaves as early as it may, which is never late where any other start is in time; then as late as costs no delay. */
    private void times(int number, Vehicle vehicle, List<Integer> route) {
        Location depot = problem.location(vehicle.depot());
        int previous = vehicle.depot();
        long time = depot.windowFrom();
        long slack = Long.MAX_VALUE;
        long waited = 0;
        for (int at : route) {
            Location location = problem.location(at);
            time += problem.location(previous).service() + (long) problem.distance(previous, at);
            waited += Math.max(0, location.windowFrom() - time);
            time = Math.max(time, location.windowFrom());
            require(time <= location.windowTo(), Kind.LATE_AT_CUSTOMER, number, at, time - location.windowTo());
            // It may leave later by what it waits up to here, and by what is left of each window on the way.
            slack = Math.min(slack, waited + Math.max(0, location.windowTo() - time));
            previous = at;
        }
        time += problem.location(previous).service() + (long) problem.distance(previous, vehicle.depot());
        require(time <= depot.windowTo(), Kind.LATE_AT_DEPOT, number, vehicle.depot(), time - depot.windowTo());
        slack = Math.min(slack, waited + Math.max(0, depot.windowTo() - time));
        long duration = time - depot.windowFrom() - Math.min(waited, slack);
        require(duration <= vehicle.maxDuration(), Kind.ROUTE_TOO_LONG, number, -1, duration - vehicle.maxDuration());
    }

    private void require(boolean holds, Kind kind, int route, int location, long excess) {
        if (!holds) {
            violations.add(new Violation(kind, route, location, excess));
        }
    }
}
