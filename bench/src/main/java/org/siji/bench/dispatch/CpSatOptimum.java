package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import com.google.ortools.sat.MultipleCircuitConstraint;

/** The shortest distance of a small problem as the CP-SAT solver of OR-Tools proves it: routes of each kind of vehicle on a graph of its own. */
final class CpSatOptimum {

    private final RoutingProblem problem;
    private final int depots;
    private final CpModel model = new CpModel();
    private final LinearExprBuilder distance = LinearExpr.newBuilder();
    /** By location: begin of the service, when its vehicle left the depot, load with all customers before it. */
    private final IntVar[] begin;
    private final IntVar[] leave;
    private final IntVar[] load;
    private final List<List<Literal>> visits = new ArrayList<>();

    private CpSatOptimum(RoutingProblem problem) {
        this.problem = problem;
        depots = problem.depots();
        begin = new IntVar[problem.size()];
        leave = new IntVar[problem.size()];
        load = new IntVar[problem.size()];
        int horizon = 0;
        for (int i = 0; i < depots; i++) {
            horizon = Math.max(horizon, problem.location(i).windowTo());
        }
        int capacity = problem.vehicles().stream().mapToInt(Vehicle::capacity).max().orElse(0);
        for (int i = depots; i < problem.size(); i++) {
            Location at = problem.location(i);
            begin[i] = model.newIntVar(at.windowFrom(), Math.min(at.windowTo(), horizon), "begin" + i);
            leave[i] = model.newIntVar(0, horizon, "leave" + i);
            load[i] = model.newIntVar(at.demand(), Math.max(at.demand(), capacity), "load" + i);
            visits.add(new ArrayList<>());
        }
    }

    /**
     * Empty when the optimum could not be proven, or there is no plan.
     *
     * @param effort as CP-SAT counts it, about a second each: the same on any machine
     */
    static OptionalLong of(RoutingProblem problem, double effort) {
        Loader.loadNativeLibraries();
        CpSatOptimum optimum = new CpSatOptimum(problem);
        Map<Vehicle, Integer> kinds = new LinkedHashMap<>();
        problem.vehicles().forEach(vehicle -> kinds.merge(vehicle, 1, Integer::sum));
        kinds.forEach(optimum::addRoutes);
        optimum.visits.forEach(optimum.model::addExactlyOne);
        optimum.model.minimize(optimum.distance);
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setMaxDeterministicTime(effort);
        return solver.solve(optimum.model) == CpSolverStatus.OPTIMAL
                ? OptionalLong.of(Math.round(solver.objectiveValue()))
                : OptionalLong.empty();
    }

    private void addRoutes(Vehicle vehicle, int count) {
        MultipleCircuitConstraint routes = model.addMultipleCircuit();
        // A graph without any route is refused: one node more stands for an idle vehicle.
        int idle = node(problem.size());
        routes.addArc(0, idle, model.trueLiteral()).addArc(idle, 0, model.trueLiteral());
        List<Literal> starts = new ArrayList<>();
        for (int i = depots; i < problem.size(); i++) {
            BoolVar visited = model.newBoolVar("visited");
            routes.addArc(node(i), node(i), visited.not());
            if (!vehicle.mayVisit(i)) {
                model.addEquality(visited, 0);
                continue;
            }
            visits.get(i - depots).add(visited);
            starts.add(start(routes, vehicle, i));
            end(routes, vehicle, i);
            for (int j = depots; j < problem.size(); j++) {
                if (j != i && vehicle.mayVisit(j)) {
                    follow(routes, i, j);
                }
            }
        }
        model.addLessOrEqual(LinearExpr.sum(starts.toArray(Literal[]::new)), count);
    }

    private Literal start(MultipleCircuitConstraint routes, Vehicle vehicle, int i) {
        Location depot = problem.location(vehicle.depot());
        Literal arc = arc(routes, vehicle.depot(), i);
        model.addGreaterOrEqual(leave[i], depot.windowFrom()).onlyEnforceIf(arc);
        model.addGreaterOrEqual(begin[i],
                LinearExpr.affine(leave[i], 1, (long) depot.service() + problem.distance(vehicle.depot(), i)))
                .onlyEnforceIf(arc);
        return arc;
    }

    private void end(MultipleCircuitConstraint routes, Vehicle vehicle, int i) {
        Literal arc = arc(routes, i, vehicle.depot());
        long home = (long) problem.location(i).service() + problem.distance(i, vehicle.depot());
        model.addLessOrEqual(begin[i], problem.location(vehicle.depot()).windowTo() - home).onlyEnforceIf(arc);
        model.addLessOrEqual(LinearExpr.newBuilder().add(begin[i]).addTerm(leave[i], -1),
                vehicle.maxDuration() - home).onlyEnforceIf(arc);
        model.addLessOrEqual(load[i], vehicle.capacity()).onlyEnforceIf(arc);
    }

    private void follow(MultipleCircuitConstraint routes, int i, int j) {
        long done = (long) problem.location(i).service() + problem.distance(i, j);
        if (problem.location(i).windowFrom() + done > problem.location(j).windowTo()) {
            return;
        }
        Literal arc = arc(routes, i, j);
        model.addGreaterOrEqual(begin[j], LinearExpr.affine(begin[i], 1, done)).onlyEnforceIf(arc);
        model.addEquality(leave[j], leave[i]).onlyEnforceIf(arc);
        model.addGreaterOrEqual(load[j], LinearExpr.affine(load[i], 1, problem.location(j).demand()))
                .onlyEnforceIf(arc);
    }

    private Literal arc(MultipleCircuitConstraint routes, int from, int to) {
        BoolVar arc = model.newBoolVar("arc");
        routes.addArc(node(from), node(to), arc);
        distance.addTerm(arc, problem.distance(from, to));
        return arc;
    }

    /** In the graph of a kind of vehicle its depot is 0. */
    private int node(int location) {
        return location < depots ? 0 : location - depots + 1;
    }
}
