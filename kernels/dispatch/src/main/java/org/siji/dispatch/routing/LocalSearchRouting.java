package org.siji.dispatch.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;
import org.siji.dispatch.search.Budget;
import org.siji.dispatch.search.RouteSearch;
import org.siji.dispatch.search.SearchProblem;

/** {@link RouteSearch} on the literature's problems. */
public final class LocalSearchRouting implements RoutingSolver {
    /** Of a run that only a cancellation ends: iterations per customer after which it has cooled down by half of the way. */
    private static final double ENDLESS_HALF_WAY = 1000;

    @Override
    public Solved solve(RoutingProblem problem, SolveLimits limits, Listener listener,
            @Nullable RoutingPlan warmStart) {
        long begin = limits.clock().getAsLong();
        if (problem.size() == problem.depots() || problem.vehicles().isEmpty()) {
            RoutingPlan none = plan(problem, new int[0], emptyRoutes(0));
            return new Solved(none, 0, problem.size() - problem.depots(), 0);
        }
        int[] vehicleOf = sortedByKind(problem);
        SearchProblem compiled = compiled(problem, vehicleOf);
        int[][] start = warmStart == null ? emptyRoutes(vehicleOf.length) : sound(problem, vehicleOf, warmStart);
        RouteSearch search = new RouteSearch(compiled, start, limits.seed(), limits.threads());
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        Budget budget = iterations -> {
            if (Thread.currentThread() == caller && listener.isCancelled()) {
                cancelled.set(true);
            }
            return cancelled.get() ? 1 : used(limits, begin, iterations, compiled.clients());
        };
        search.run(budget, warmStart != null, found -> {
            RoutingPlan plan = plan(problem, vehicleOf, found.best());
            listener.better(distance(problem, plan), unvisited(problem, plan), found.iterations(), () -> plan);
        });
        RoutingPlan plan = plan(problem, vehicleOf, search.best());
        return new Solved(plan, distance(problem, plan), unvisited(problem, plan), search.iterations());
    }

    /** By iterations where they are limited, so that the cooling doesn't depend on the clock. */
    private static double used(SolveLimits limits, long begin, long iterations, int customers) {
        boolean timed = limits.nanos() != SolveLimits.NO_LIMIT;
        double ofTime = timed ? (limits.clock().getAsLong() - begin) / (double) Math.max(1, limits.nanos()) : 0;
        if (limits.iterations() != SolveLimits.NO_LIMIT) {
            return ofTime >= 1 ? 1 : iterations / (double) Math.max(1, limits.iterations());
        }
        double half = ENDLESS_HALF_WAY * Math.max(1, customers);
        return timed ? ofTime : iterations / (iterations + half);
    }

    /** The search wants vehicles of a kind beside each other. */
    private static int[] sortedByKind(RoutingProblem problem) {
        List<Vehicle> kinds = new ArrayList<>();
        int[] kind = new int[problem.vehicles().size()];
        for (int v = 0; v < kind.length; v++) {
            if (!kinds.contains(problem.vehicles().get(v))) {
                kinds.add(problem.vehicles().get(v));
            }
            kind[v] = kinds.indexOf(problem.vehicles().get(v));
        }
        return IntStream.range(0, kind.length).boxed().sorted((a, b) -> kind[a] - kind[b]).mapToInt(v -> v).toArray();
    }

    private static SearchProblem compiled(RoutingProblem problem, int[] vehicleOf) {
        int depots = problem.depots();
        int n = problem.size() - depots;
        int[] matrix = new int[problem.size() * problem.size()];
        for (int i = 0; i < problem.size(); i++) {
            for (int j = 0; j < problem.size(); j++) {
                matrix[place(i, depots, n) * problem.size() + place(j, depots, n)] = problem.distance(i, j);
            }
        }
        SearchProblem.Travel travel = new SearchProblem.Travel(problem.size(), matrix, matrix);
        int[] service = customers(problem, Location::service);
        List<SearchProblem.Type> types = new ArrayList<>();
        for (int from = 0; from < vehicleOf.length;) {
            Vehicle vehicle = problem.vehicles().get(vehicleOf[from]);
            int to = from;
            while (to < vehicleOf.length && problem.vehicles().get(vehicleOf[to]).equals(vehicle)) {
                to++;
            }
            Location depot = problem.location(vehicle.depot());
            int place = place(vehicle.depot(), depots, n);
            // What a depot takes to serve passes at the begin of a route, see RoutingCheck.
            types.add(new SearchProblem.Type(to - from, place, place, depot.windowFrom() + depot.service(),
                    depot.windowTo(), Math.min(vehicle.maxDuration(), SearchProblem.UNLIMITED) - depot.service(),
                    vehicle.capacity(), 0, travel, service, allowed(vehicle.allowed(), depots, n)));
            from = to;
        }
        long[] undoneCost = new long[n];
        Arrays.fill(undoneCost, -1);
        return new SearchProblem(problem.size(), customers(problem, Location::windowFrom),
                customers(problem, Location::windowTo), customers(problem, Location::demand), undoneCost,
                types.toArray(SearchProblem.Type[]::new));
    }

    private static int place(int location, int depots, int customers) {
        return location < depots ? customers + location : location - depots;
    }

    private static int[] customers(RoutingProblem problem, java.util.function.ToIntFunction<Location> number) {
        return IntStream.range(problem.depots(), problem.size()).map(i -> number.applyAsInt(problem.location(i)))
                .toArray();
    }

    private static boolean[] allowed(@Nullable BitSet allowed, int depots, int customers) {
        boolean[] result = new boolean[allowed == null ? 0 : customers];
        for (int i = 0; i < result.length; i++) {
            result[i] = allowed != null && allowed.get(i + depots);
        }
        return result;
    }

    private static int[][] emptyRoutes(int vehicles) {
        return new int[vehicles][0];
    }

    /** Of a plan that may break rules: on each route the customers that can be kept, in order. */
    private static int[][] sound(RoutingProblem problem, int[] vehicleOf, RoutingPlan plan) {
        boolean[] seen = new boolean[problem.size()];
        int[][] result = emptyRoutes(vehicleOf.length);
        for (int v = 0; v < vehicleOf.length; v++) {
            List<Integer> kept = new ArrayList<>();
            List<Integer> wanted = vehicleOf[v] < plan.routes().size() ? plan.routes().get(vehicleOf[v]) : List.of();
            for (int at : wanted) {
                if (at >= problem.depots() && at < problem.size() && !seen[at]) {
                    kept.add(at);
                    if (fits(problem, problem.vehicles().get(vehicleOf[v]), kept)) {
                        seen[at] = true;
                    } else {
                        kept.subList(kept.size() - 1, kept.size()).clear();
                    }
                }
            }
            result[v] = kept.stream().mapToInt(at -> at - problem.depots()).toArray();
        }
        return result;
    }

    private static boolean fits(RoutingProblem problem, Vehicle vehicle, List<Integer> route) {
        Location depot = problem.location(vehicle.depot());
        long time = depot.windowFrom();
        long latestLeave = depot.windowTo();
        long duration = 0;
        long load = 0;
        int previous = vehicle.depot();
        for (int i = 0; i <= route.size(); i++) {
            int at = i < route.size() ? route.get(i) : vehicle.depot();
            Location location = problem.location(at);
            long way = problem.location(previous).service() + (long) problem.distance(previous, at);
            time = Math.max(location.windowFrom(), time + way);
            long sum = duration + way;
            duration = sum + Math.max(0, location.windowFrom() - sum - latestLeave);
            latestLeave = Math.min(latestLeave, location.windowTo() - sum);
            load += i < route.size() ? location.demand() : 0;
            if (time > location.windowTo() || i < route.size() && !vehicle.mayVisit(at)) {
                return false;
            }
            previous = at;
        }
        return load <= vehicle.capacity() && duration <= vehicle.maxDuration();
    }

    private static RoutingPlan plan(RoutingProblem problem, int[] vehicleOf, int[][] routes) {
        List<List<Integer>> result = new ArrayList<>();
        problem.vehicles().forEach(vehicle -> result.add(List.of()));
        for (int v = 0; v < vehicleOf.length; v++) {
            result.set(vehicleOf[v], Arrays.stream(routes[v]).map(c -> c + problem.depots()).boxed().toList());
        }
        return new RoutingPlan(result);
    }

    private static long distance(RoutingProblem problem, RoutingPlan plan) {
        long sum = 0;
        for (int v = 0; v < plan.routes().size(); v++) {
            int depot = problem.vehicles().get(v).depot();
            int previous = depot;
            for (int at : plan.routes().get(v)) {
                sum += problem.distance(previous, at);
                previous = at;
            }
            sum += previous == depot ? 0 : problem.distance(previous, depot);
        }
        return sum;
    }

    private static int unvisited(RoutingProblem problem, RoutingPlan plan) {
        return problem.size() - problem.depots() - plan.routes().stream().mapToInt(List::size).sum();
    }
}
