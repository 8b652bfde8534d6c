package org.siji.dispatch.routing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

/** One vehicle after the other goes to the nearest customer that it may and can still visit: what a solver has to beat. */
public final class NearestNextRouting implements RoutingSolver {

    @Override
    public Solved solve(RoutingProblem problem, SolveLimits limits, Listener listener,
            @Nullable RoutingPlan warmStart) {
        boolean[] visited = new boolean[problem.size()];
        List<List<Integer>> routes = new ArrayList<>();
        long distance = 0;
        int left = problem.size() - problem.depots();
        for (Vehicle vehicle : problem.vehicles()) {
            List<Integer> route = route(problem, vehicle, visited);
            routes.add(route);
            left -= route.size();
            int at = vehicle.depot();
            for (int next : route) {
                distance += problem.distance(at, next);
                at = next;
            }
            distance += problem.distance(at, vehicle.depot());
        }
        RoutingPlan plan = new RoutingPlan(routes);
        listener.better(distance, left, 1, () -> plan);
        return new Solved(plan, distance, left, 1);
    }

    private static List<Integer> route(RoutingProblem problem, Vehicle vehicle, boolean[] visited) {
        List<Integer> route = new ArrayList<>();
        int at = vehicle.depot();
        long begin = problem.location(at).windowFrom();
        long time = begin;
        long load = 0;
        while (true) {
            int best = -1;
            for (int next = problem.depots(); next < problem.size(); next++) {
                boolean nearer = best < 0 || problem.distance(at, next) < problem.distance(at, best);
                if (!visited[next] && nearer && load + problem.location(next).demand() <= vehicle.capacity()
                        && vehicle.mayVisit(next)
                        && fits(problem, vehicle, at, next, route.isEmpty() ? -1 : begin, time)) {
                    best = next;
                }
            }
            if (best < 0) {
                return route;
            }
            Location location = problem.location(best);
            if (route.isEmpty()) {
                // It leaves so that it needn't wait at the first one.
                begin = Math.max(begin, (long) location.windowFrom() - problem.distance(at, best));
                time = begin;
            }
            time = Math.max(location.windowFrom(), time + problem.distance(at, best)) + location.service();
            load += location.demand();
            visited[best] = true;
            route.add(best);
            at = best;
        }
    }

    /** @param begin when the vehicle left; -1 if it hasn't yet */
    private static boolean fits(RoutingProblem problem, Vehicle vehicle, int at, int next, long begin, long time) {
        Location location = problem.location(next);
        Location depot = problem.location(vehicle.depot());
        long start = Math.max(location.windowFrom(), time + problem.distance(at, next));
        long back = start + location.service() + problem.distance(next, vehicle.depot());
        long left = begin < 0 ? start - problem.distance(at, next) : begin;
        return start <= location.windowTo() && back <= depot.windowTo() && back - left <= vehicle.maxDuration();
    }
}
