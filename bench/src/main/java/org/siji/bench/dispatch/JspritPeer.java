package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

import com.graphhopper.jsprit.core.algorithm.VehicleRoutingAlgorithm;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.algorithm.termination.TimeTermination;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem.FleetSize;
import com.graphhopper.jsprit.core.problem.cost.AbstractForwardVehicleRoutingTransportCosts;
import com.graphhopper.jsprit.core.problem.driver.Driver;
import com.graphhopper.jsprit.core.problem.job.Service;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.VehicleRoute;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TimeWindow;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TourActivity;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.Solutions;

/** Jsprit as its builder sets it up, with our distances. It knows no largest duration of a route. */
final class JspritPeer {

    private JspritPeer() {}

    static @Nullable RoutingPlan solve(RoutingProblem problem, double seconds, int threads, long seed) {
        if (problem.vehicles().stream().anyMatch(vehicle -> isLimited(problem, vehicle))) {
            return null;
        }
        VehicleRoutingProblem.Builder builder = VehicleRoutingProblem.Builder.newInstance()
                .setFleetSize(FleetSize.FINITE).setRoutingCost(costs(problem));
        // A customer asks for a skill that just the vehicles have that may visit it.
        List<Set<String>> skills = new ArrayList<>();
        problem.vehicles().forEach(vehicle -> skills.add(new HashSet<>()));
        for (int i = problem.depots(); i < problem.size(); i++) {
            builder.addJob(service(problem, i, skills));
        }
        for (int v = 0; v < problem.vehicles().size(); v++) {
            Vehicle vehicle = problem.vehicles().get(v);
            Location depot = problem.location(vehicle.depot());
            builder.addVehicle(VehicleImpl.Builder.newInstance(String.valueOf(v))
                    .setType(VehicleTypeImpl.Builder.newInstance("c" + vehicle.capacity())
                            .addCapacityDimension(0, vehicle.capacity()).setCostPerDistance(1).build())
                    .setStartLocation(location(vehicle.depot())).setEarliestStart(depot.windowFrom())
                    .setLatestArrival(depot.windowTo()).addAllSkills(skills.get(v)).build());
        }
        VehicleRoutingAlgorithm algorithm = Jsprit.Builder.newInstance(builder.build())
                .setProperty(Jsprit.Parameter.THREADS, String.valueOf(threads)).setRandom(new Random(seed))
                .buildAlgorithm();
        TimeTermination limit = new TimeTermination((long) (seconds * 1000));
        algorithm.addTerminationCriterion(limit);
        algorithm.addListener(limit);
        algorithm.setMaxIterations(Integer.MAX_VALUE);
        VehicleRoutingProblemSolution best = Solutions.bestOf(algorithm.searchSolutions());
        List<List<Integer>> routes = new ArrayList<>(Collections.nCopies(problem.vehicles().size(), List.of()));
        for (VehicleRoute route : best.getRoutes()) {
            List<Integer> stops = new ArrayList<>();
            for (TourActivity activity : route.getActivities()) {
                stops.add(activity.getLocation().getIndex());
            }
            routes.set(Integer.parseInt(route.getVehicle().getId()), stops);
        }
        return new RoutingPlan(routes);
    }

    private static boolean isLimited(RoutingProblem problem, Vehicle vehicle) {
        Location depot = problem.location(vehicle.depot());
        return vehicle.maxDuration() < depot.windowTo() - depot.windowFrom();
    }

    private static Service service(RoutingProblem problem, int i, List<Set<String>> skills) {
        Location at = problem.location(i);
        Service.Builder<?> service = Service.Builder.newInstance(String.valueOf(i));
        service.setLocation(location(i)).addSizeDimension(0, at.demand()).setServiceTime(at.service())
                .setTimeWindow(TimeWindow.newInstance(at.windowFrom(), at.windowTo()));
        StringBuilder allowed = new StringBuilder("v");
        for (int v = 0; v < problem.vehicles().size(); v++) {
            allowed.append(problem.vehicles().get(v).mayVisit(i) ? '1' : '0');
        }
        if (allowed.indexOf("0") >= 0) {
            service.addRequiredSkill(allowed.toString());
            for (int v = 0; v < problem.vehicles().size(); v++) {
                if (problem.vehicles().get(v).mayVisit(i)) {
                    skills.get(v).add(allowed.toString());
                }
            }
        }
        return service.build();
    }

    private static com.graphhopper.jsprit.core.problem.Location location(int index) {
        return com.graphhopper.jsprit.core.problem.Location.newInstance(index);
    }

    private static AbstractForwardVehicleRoutingTransportCosts costs(RoutingProblem problem) {
        return new AbstractForwardVehicleRoutingTransportCosts() {
            @Override
            public double getDistance(com.graphhopper.jsprit.core.problem.Location from,
                    com.graphhopper.jsprit.core.problem.Location to, double departure,
                    com.graphhopper.jsprit.core.problem.vehicle.Vehicle vehicle) {
                return problem.distance(from.getIndex(), to.getIndex());
            }

            @Override
            public double getTransportTime(com.graphhopper.jsprit.core.problem.Location from,
                    com.graphhopper.jsprit.core.problem.Location to, double departure, Driver driver,
                    com.graphhopper.jsprit.core.problem.vehicle.Vehicle vehicle) {
                return problem.distance(from.getIndex(), to.getIndex());
            }

            @Override
            public double getTransportCost(com.graphhopper.jsprit.core.problem.Location from,
                    com.graphhopper.jsprit.core.problem.Location to, double departure, Driver driver,
                    com.graphhopper.jsprit.core.problem.vehicle.Vehicle vehicle) {
                return problem.distance(from.getIndex(), to.getIndex());
            }
        };
    }
}
