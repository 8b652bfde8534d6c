package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.Machine;
import org.siji.dispatch.Place;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Span;
import org.siji.dispatch.WorkOrder;

import com.google.ortools.Loader;
import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.IntExpr;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.Solver;

/**
 * A county's problem as far as OR-Tools can say it: each day of a machine is a vehicle that leaves its depot and returns, with its own
 * times, costs and losses; prizes are disjunctions; precedences and providers are constraints between vehicles. What it can't say is work
 * that goes on over night or through rain, machines that stay out, and shared orders: {@link #sayable} leaves that out.
 */
final class OrToolsCounty {

    /** What it costs to leave undone what must be done. */
    private static final long MUST_FEN = 1_000_000_000L;

    private record Day(Machine machine, int day, long from, long to) {}

    /** Work that takes some machine no longer is done within a day by those who can't say more. */
    private static final int MAX_MINUTES = 360;

    private final DispatchProblem problem;
    /** The same break for all machines of a generated county, taken out of each day: nothing can be in it. */
    private final Span lunch;
    private final List<Day> vehicles = new ArrayList<>();
    private final List<Place> nodes;
    private final int depots;
    private final List<WorkOrder> orders;
    private final Map<String, Integer> nodeOf = new HashMap<>();

    /** The part of a county that is done by the day: all go home, nothing is interrupted or shared, large orders are gone. */
    static DispatchProblem sayable(DispatchProblem county) {
        List<WorkOrder> small = county.orders().stream().filter(order -> county.machines().stream()
                .anyMatch(machine -> machine.isAbleTo(order) && machine.workMinutes(order) <= MAX_MINUTES))
                .map(order -> order.withInterruptible(false).withSplittable(false)).toList();
        Set<String> ids = small.stream().map(WorkOrder::id).collect(Collectors.toSet());
        return county.withMachines(county.machines().stream().map(Machine::withHomeEveryNight).toList())
                .withOrders(small.stream()
                        .map(order -> order.sameProviderAs() == null || ids.contains(order.sameProviderAs())
                                ? order
                                : order.withSameProviderAs(null))
                        .toList())
                .withPrecedences(county.precedences().stream()
                        .filter(tie -> ids.contains(tie.beforeId()) && ids.contains(tie.afterId())).toList())
                .withFrozen(county.frozen().stream().filter(one -> ids.contains(one.orderId())).toList());
    }

    OrToolsCounty(DispatchProblem problem) {
        this.problem = problem;
        lunch = problem.machines().get(0).shift().breaks().stream().findFirst().orElse(new Span(720, 720));
        for (Machine machine : problem.machines()) {
            for (int day = machine.firstDay(); day <= Math.min(machine.lastDay(), problem.days() - 1); day++) {
                addDay(machine, day);
            }
        }
        Set<Place> homes = new LinkedHashSet<>();
        problem.machines().forEach(machine -> homes.add(machine.depot()));
        nodes = new ArrayList<>(homes);
        depots = nodes.size();
        orders = problem.orders();
        for (WorkOrder order : orders) {
            nodeOf.put(order.id(), nodes.size());
            nodes.add(order.entry());
        }
    }

    /** A day with a repair in it is the longer of what lies before and after. */
    private void addDay(Machine machine, int day) {
        int from = day * Span.MINUTES_PER_DAY + machine.shift().fromMinute();
        int to = day * Span.MINUTES_PER_DAY + machine.shift().toMinute();
        for (Span down : machine.down()) {
            if (down.fromMinute() < to && down.toMinute() > from) {
                boolean isBefore = down.fromMinute() - from > to - down.toMinute();
                to = isBefore ? down.fromMinute() : to;
                from = isBefore ? from : Math.max(from, down.toMinute());
            }
        }
        if (to > from) {
            vehicles.add(new Day(machine, day, axis(from), axis(to)));
        }
    }

    /** Minutes of the plan without all breaks. */
    private long axis(long minute) {
        long day = Math.floorDiv(minute, Span.MINUTES_PER_DAY);
        long ofDay = Math.floorMod(minute, Span.MINUTES_PER_DAY);
        int gone = lunch.toMinute() - lunch.fromMinute();
        return day * (Span.MINUTES_PER_DAY - gone) + Math.min(ofDay, lunch.fromMinute())
                + Math.max(0, ofDay - lunch.toMinute());
    }

    private int minute(long onAxis) {
        int length = Span.MINUTES_PER_DAY - (lunch.toMinute() - lunch.fromMinute());
        int ofDay = (int) Math.floorMod(onAxis, length);
        return (int) (onAxis / length) * Span.MINUTES_PER_DAY
                + (ofDay < lunch.fromMinute() ? ofDay : ofDay + lunch.toMinute() - lunch.fromMinute());
    }

    private long work(Machine machine, int node) {
        return node < depots || !machine.isAbleTo(orders.get(node - depots))
                ? 0
                : machine.workMinutes(orders.get(node - depots));
    }

    private long cost(Day day, int from, int to) {
        Machine machine = day.machine;
        int meters = problem.travel().meters(nodes.get(from), nodes.get(to));
        int minutes = problem.travel().minutes(nodes.get(from), nodes.get(to), meters, machine.roadKmPerHour());
        return (machine.fenPerKm() * meters * 60 + machine.fenPerHour() * minutes * 1000) / 60_000
                + machine.fenPerHour() * work(machine, from) / 60
                + (from < depots ? 0 : orders.get(from - depots).lossFen(day.day));
    }

    private long[][] matrix(Matrix entry) {
        long[][] rows = new long[nodes.size()][nodes.size()];
        for (int from = 0; from < rows.length; from++) {
            for (int to = 0; to < rows.length; to++) {
                rows[from][to] = entry.at(from, to);
            }
        }
        return rows;
    }

    private interface Matrix {
        long at(int from, int to);
    }

    /** Null when it found nothing in time. Times are about right: whoever takes the plan gives the stops their own. */
    @Nullable
    DispatchPlan solve(double seconds) {
        Loader.loadNativeLibraries();
        int[] home = vehicles.stream().mapToInt(day -> nodes.indexOf(day.machine.depot())).toArray();
        RoutingIndexManager manager = new RoutingIndexManager(nodes.size(), home.length, home, home);
        RoutingModel routing = new RoutingModel(manager);
        Map<String, Integer> transitOf = new HashMap<>();
        int[] transits = new int[home.length];
        for (int v = 0; v < home.length; v++) {
            Day day = vehicles.get(v);
            Machine machine = day.machine;
            transits[v] = transitOf.computeIfAbsent(machine.id(),
                    id -> routing.registerTransitMatrix(matrix((from, to) -> work(machine, from)
                            + problem.travel().minutes(nodes.get(from), nodes.get(to), machine.roadKmPerHour()))));
            routing.setArcCostEvaluatorOfVehicle(
                    routing.registerTransitMatrix(matrix((from, to) -> cost(day, from, to))), v);
            routing.setFixedCostOfVehicle(machine.fenPerDay(), v);
        }
        long horizon = axis((long) problem.days() * Span.MINUTES_PER_DAY);
        routing.addDimensionWithVehicleTransits(transits, horizon, horizon, false, "time");
        RoutingDimension time = routing.getMutableDimension("time");
        for (int v = 0; v < home.length; v++) {
            time.cumulVar(routing.start(v)).setRange(vehicles.get(v).from, vehicles.get(v).to);
            time.cumulVar(routing.end(v)).setRange(vehicles.get(v).from, vehicles.get(v).to);
        }
        orders.forEach(order -> order(order, manager, routing, time));
        problem.precedences().forEach(tie -> precedence(tie, manager, routing, time, horizon));
        orders.forEach(order -> provider(order, manager, routing));
        Assignment solution = routing.solveWithParameters(OrToolsPeer.parameters(seconds));
        return solution == null ? null : plan(solution, manager, routing, time);
    }

    private void order(WorkOrder order, RoutingIndexManager manager, RoutingModel routing, RoutingDimension time) {
        long index = manager.nodeToIndex(node(order.id()));
        Frozen promise = problem.frozen().stream().filter(one -> one.orderId().equals(order.id())).findFirst()
                .orElse(null);
        routing.addDisjunction(new long[]{index}, order.mustBeDone() || promise != null ? MUST_FEN : order.prizeFen());
        for (int v = 0; v < vehicles.size(); v++) {
            Day day = vehicles.get(v);
            boolean isAllowed = day.day >= order.firstDay() && day.day <= order.lastDay() && day.machine.isAbleTo(order)
                    && (promise == null || day.machine.id().equals(promise.machineId()));
            if (!isAllowed) {
                routing.vehicleVar(index).removeValue(v);
            }
        }
        if (promise != null) {
            time.cumulVar(index).setRange(axis(promise.earliestStartMinute()), axis(promise.latestStartMinute()));
        }
        long longest = problem.machines().stream().filter(machine -> machine.isAbleTo(order))
                .mapToLong(machine -> machine.workMinutes(order)).max().orElse(0);
        problem.weather().stream().filter(block -> block.concerns(order))
                .forEach(block -> time.cumulVar(index).removeInterval(axis(block.span().fromMinute()) - longest + 1,
                        axis(block.span().toMinute()) - 1));
    }

    private int node(String orderId) {
        return nodeOf.getOrDefault(orderId, -1);
    }

    /** By the number of its vehicle, 0 if it has none. */
    private IntExpr ofVehicle(Solver solver, RoutingModel routing, long index, long[] values) {
        long[] shifted = new long[values.length + 1];
        System.arraycopy(values, 0, shifted, 1, values.length);
        return solver.makeElement(shifted, solver.makeSum(routing.vehicleVar(index), 1).var());
    }

    private void precedence(Precedence tie, RoutingIndexManager manager, RoutingModel routing, RoutingDimension time,
            long horizon) {
        Solver solver = routing.solver();
        int first = node(tie.beforeId());
        long before = manager.nodeToIndex(first);
        long after = manager.nodeToIndex(node(tie.afterId()));
        solver.addConstraint(solver.makeLessOrEqual(routing.activeVar(after), routing.activeVar(before)));
        IntExpr end = solver.makeSum(time.cumulVar(before), ofVehicle(solver, routing, before,
                vehicles.stream().mapToLong(day -> work(day.machine, first)).toArray()));
        // Larger than any difference of times: what is left undone is not bound.
        IntExpr idle = solver.makeProd(solver.makeDifference(1, routing.activeVar(after)), 3 * horizon);
        solver.addConstraint(solver.makeGreaterOrEqual(solver.makeSum(time.cumulVar(after), idle),
                solver.makeSum(end, tie.minLagMinutes()).var()));
        if (tie.maxLagMinutes() < horizon) {
            solver.addConstraint(solver.makeLessOrEqual(time.cumulVar(after),
                    solver.makeSum(solver.makeSum(end, axis(tie.maxLagMinutes())), idle).var()));
        }
    }

    private void provider(WorkOrder order, RoutingIndexManager manager, RoutingModel routing) {
        if (order.sameProviderAs() == null) {
            return;
        }
        Solver solver = routing.solver();
        List<String> providers = problem.machines().stream().map(Machine::providerId).distinct().toList();
        long[] provider = vehicles.stream().mapToLong(day -> 1 + providers.indexOf(day.machine.providerId()))
                .toArray();
        long one = manager.nodeToIndex(node(order.id()));
        long other = manager.nodeToIndex(node(order.sameProviderAs()));
        IntExpr apart = solver.makeAbs(solver.makeDifference(ofVehicle(solver, routing, one, provider),
                ofVehicle(solver, routing, other, provider)));
        IntExpr missing = solver.makeProd(
                solver.makeDifference(2, solver.makeSum(routing.activeVar(one), routing.activeVar(other))),
                providers.size() + 1L);
        solver.addConstraint(solver.makeLessOrEqual(apart, missing.var()));
    }

    private DispatchPlan plan(Assignment solution, RoutingIndexManager manager, RoutingModel routing,
            RoutingDimension time) {
        Map<String, List<Stop>> stops = new HashMap<>();
        for (int v = 0; v < vehicles.size(); v++) {
            Machine machine = vehicles.get(v).machine;
            long index = solution.value(routing.nextVar(routing.start(v)));
            while (!routing.isEnd(index)) {
                WorkOrder order = orders.get(manager.indexToNode(index) - depots);
                int start = minute(solution.min(time.cumulVar(index)));
                stops.computeIfAbsent(machine.id(), id -> new ArrayList<>()).add(
                        new Stop(order.id(), 0, start, start + machine.workMinutes(order), order.mu(), false));
                index = solution.value(routing.nextVar(index));
            }
        }
        return new DispatchPlan(stops.entrySet().stream()
                .map(entry -> new Route(entry.getKey(), entry.getValue().stream()
                        .sorted(Comparator.comparingInt(Stop::startMinute)).toList()))
                .sorted(Comparator.comparing(Route::machineId)).toList(), List.of());
    }
}
