package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

import com.google.ortools.Loader;
import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.main;
import com.google.protobuf.Duration;

/** Google OR-Tools, set up as its own guide sets up routing with time windows. It uses one thread. */
final class OrToolsPeer {

    private OrToolsPeer() {}

    static RoutingSearchParameters parameters(double seconds) {
        return main.defaultRoutingSearchParameters().toBuilder()
                .setFirstSolutionStrategy(FirstSolutionStrategy.Value.PARALLEL_CHEAPEST_INSERTION)
                .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                .setTimeLimit(Duration.newBuilder().setSeconds((long) seconds)
                        .setNanos((int) ((seconds - (long) seconds) * 1e9)))
                .build();
    }

    static @Nullable RoutingPlan solve(RoutingProblem problem, double seconds) {
        Loader.loadNativeLibraries();
        List<Vehicle> vehicles = problem.vehicles();
        int[] depots = vehicles.stream().mapToInt(Vehicle::depot).toArray();
        RoutingIndexManager manager = new RoutingIndexManager(problem.size(), vehicles.size(), depots, depots);
        RoutingModel routing = new RoutingModel(manager);
        routing.setArcCostEvaluatorOfAllVehicles(routing.registerTransitCallback((from, to) -> problem
                .distance(manager.indexToNode(from), manager.indexToNode(to))));
        int demand = routing
                .registerUnaryTransitCallback(index -> problem.location(manager.indexToNode(index)).demand());
        routing.addDimensionWithVehicleCapacity(demand, 0, vehicles.stream().mapToLong(Vehicle::capacity).toArray(),
                true, "load");
        int transit = routing.registerTransitCallback((from, to) -> {
            int node = manager.indexToNode(from);
            return (long) problem.location(node).service() + problem.distance(node, manager.indexToNode(to));
        });
        long horizon = 0;
        for (int i = 0; i < problem.depots(); i++) {
            horizon = Math.max(horizon, problem.location(i).windowTo());
        }
        routing.addDimension(transit, horizon, horizon, false, "time");
        RoutingDimension time = routing.getMutableDimension("time");
        for (int i = problem.depots(); i < problem.size(); i++) {
            Location location = problem.location(i);
            long index = manager.nodeToIndex(i);
            time.cumulVar(index).setRange(location.windowFrom(), Math.min(horizon, location.windowTo()));
            for (int v = 0; v < vehicles.size(); v++) {
                if (!vehicles.get(v).mayVisit(i)) {
                    routing.vehicleVar(index).removeValue(v);
                }
            }
        }
        for (int v = 0; v < vehicles.size(); v++) {
            Location depot = problem.location(depots[v]);
            time.cumulVar(routing.start(v)).setRange(depot.windowFrom(), depot.windowTo());
            time.cumulVar(routing.end(v)).setRange(depot.windowFrom(), depot.windowTo());
            if (vehicles.get(v).maxDuration() < horizon) {
                time.setSpanUpperBoundForVehicle(vehicles.get(v).maxDuration(), v);
            }
        }
        Assignment solution = routing.solveWithParameters(parameters(seconds));
        if (solution == null) {
            return null;
        }
        List<List<Integer>> routes = new ArrayList<>();
        for (int v = 0; v < vehicles.size(); v++) {
            List<Integer> route = new ArrayList<>();
            long index = solution.value(routing.nextVar(routing.start(v)));
            while (!routing.isEnd(index)) {
                route.add(manager.indexToNode(index));
                index = solution.value(routing.nextVar(index));
            }
            routes.add(route);
        }
        return new RoutingPlan(routes);
    }
}
