package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;

/**
 * The times of a plan's routes while one of them is changed: each order begins as soon as it can, as in {@link FarmRoutes}, but by
 * {@link WorkClock}, for one change of one plan, without the search's arrays.
 */
final class RouteTimes {

    private final DispatchProblem problem;
    private final Map<String, WorkOrder> orders;
    private final Map<String, Machine> machines;
    private final Map<String, Frozen> frozen;
    private final Map<String, List<Precedence>> ties;
    /** Made when they are asked for. */
    private final Map<String, WorkClock> clocks;
    private final Blocked blocked;
    private final Map<String, List<Stop>> stops;
    private final Map<String, Integer> ends;

    /** @param problem as {@link InputCheck} left it; what the plan names beside it is left out */
    RouteTimes(DispatchProblem problem, DispatchPlan plan) {
        this.problem = problem;
        orders = new HashMap<>();
        machines = new HashMap<>();
        frozen = new HashMap<>();
        ties = new HashMap<>();
        clocks = new HashMap<>();
        stops = new HashMap<>();
        ends = new HashMap<>();
        problem.orders().forEach(order -> orders.put(order.id(), order));
        problem.machines().forEach(machine -> machines.put(machine.id(), machine));
        problem.frozen().forEach(one -> frozen.put(one.orderId(), one));
        problem.precedences()
                .forEach(tie -> ties.computeIfAbsent(tie.afterId(), id -> new ArrayList<>()).add(tie));
        blocked = new Blocked(problem);
        for (Route route : plan.routes()) {
            if (machines.containsKey(route.machineId())) {
                put(route.machineId(),
                        route.stops().stream().filter(stop -> orders.containsKey(stop.orderId())).toList());
            }
        }
    }

    private RouteTimes(RouteTimes other) {
        problem = other.problem;
        orders = other.orders;
        machines = other.machines;
        frozen = other.frozen;
        ties = other.ties;
        clocks = other.clocks;
        blocked = other.blocked;
        stops = new HashMap<>(other.stops);
        ends = new HashMap<>(other.ends);
    }

    /** Times of its own, so that something can be tried; what doesn't change is shared. */
    RouteTimes copy() {
        return new RouteTimes(this);
    }

    private void put(String machineId, List<Stop> newStops) {
        stops.getOrDefault(machineId, List.of()).forEach(stop -> ends.remove(stop.orderId()));
        stops.put(machineId, newStops);
        newStops.forEach(stop -> ends.merge(stop.orderId(), stop.endMinute(), Math::max));
    }

    @Nullable
    WorkOrder findOrder(String id) {
        return orders.get(id);
    }

    @Nullable
    Machine findMachine(String id) {
        return machines.get(id);
    }

    boolean isDone(String orderId) {
        return ends.containsKey(orderId);
    }

    /** Null for an order that is undone. */
    @Nullable
    String machineOf(String orderId) {
        return stops.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(stop -> stop.orderId().equals(orderId)))
                .map(Map.Entry::getKey).findFirst().orElse(null);
    }

    List<Stop> stopsOf(String machineId) {
        return stops.getOrDefault(machineId, List.of());
    }

    /** The machine's orders, each once. */
    List<String> sequence(String machineId) {
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        stopsOf(machineId).forEach(stop -> ids.add(stop.orderId()));
        return new ArrayList<>(ids);
    }

    int end(String orderId) {
        return Objects.requireNonNull(ends.get(orderId));
    }

    WorkClock clock(Machine machine) {
        return clocks.computeIfAbsent(machine.id(), id -> new WorkClock(machine, problem.days()));
    }

    /**
     * Gives a machine's orders their times anew, from where they differ from before to where nothing changes any more.
     *
     * @param notBefore minute before which this order isn't begun though it could be
     * @return the orders that can't be done there any more; then nothing has changed
     */
    List<String> arrange(String machineId, List<String> sequence, String orderId, int notBefore) {
        Machine machine = Objects.requireNonNull(machines.get(machineId));
        List<String> was = sequence(machineId);
        Map<String, List<Stop>> old = stopsOf(machineId).stream().collect(Collectors.groupingBy(Stop::orderId));
        Map<String, Integer> newEnds = new HashMap<>(ends);
        was.forEach(newEnds::remove);
        List<Stop> arranged = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        WorkOrder previous = null;
        boolean isPrefix = true;
        boolean isTail = false;
        for (int k = 0; k < sequence.size(); k++) {
            WorkOrder order = Objects.requireNonNull(orders.get(sequence.get(k)));
            List<Stop> before = old.getOrDefault(order.id(), List.of());
            isPrefix &= !order.id().equals(orderId) && k < was.size() && was.get(k).equals(order.id());
            List<Stop> now = isPrefix || isTail
                    ? before
                    : place(machine, previous, arranged, order, order.id().equals(orderId) ? notBefore : 0, newEnds);
            if (now == null) {
                lost.add(order.id());
                continue;
            }
            arranged.addAll(now);
            newEnds.put(order.id(), now.get(now.size() - 1).endMinute());
            previous = order;
            isTail |= !isPrefix && now.equals(before)
                    && sequence.subList(k, sequence.size()).equals(tail(was, order.id()));
        }
        if (lost.isEmpty()) {
            put(machineId, arranged);
        }
        return lost;
    }

    private static List<String> tail(List<String> ids, String from) {
        int at = ids.indexOf(from);
        return at < 0 ? List.of() : ids.subList(at, ids.size());
    }

    /** As soon as it can be after what is arranged already; null if not within its window. */
    private @Nullable List<Stop> place(Machine machine, @Nullable WorkOrder previous, List<Stop> arranged,
            WorkOrder order, int notBefore, Map<String, Integer> knownEnds) {
        int previousEnd = arranged.isEmpty() ? 0 : arranged.get(arranged.size() - 1).endMinute();
        int earliest = Math.max(notBefore, order.earliestStart());
        Frozen promise = frozen.get(order.id());
        earliest = promise == null ? earliest : Math.max(earliest, promise.earliestStartMinute());
        for (Precedence tie : ties.getOrDefault(order.id(), List.of())) {
            Integer first = knownEnds.get(tie.beforeId());
            earliest = first == null ? earliest : Math.max(earliest, first + tie.minLagMinutes());
        }
        return place(machine, previous, previousEnd, order, earliest);
    }

    /** Whether a machine with nothing else to do could do it, ties and promises aside. */
    @Nullable
    List<Stop> alone(Machine machine, WorkOrder order) {
        return place(machine, null, 0, order, order.earliestStart());
    }

    private @Nullable List<Stop> place(Machine machine, @Nullable WorkOrder previous, int previousEnd, WorkOrder order,
            int earliest) {
        WorkClock clock = clock(machine);
        int today = previous == null ? Math.max(0, machine.firstDay()) : (previousEnd - 1) / Span.MINUTES_PER_DAY;
        int time = previous == null ? today * Span.MINUTES_PER_DAY : previousEnd;
        if (time >= clock.horizon()) {
            return null;
        }
        int drive = minutes(machine, previous == null ? machine.start() : previous.entry(), order.entry());
        int fromHome = minutes(machine, machine.depot(), order.entry());
        int home = minutes(machine, order.entry(), machine.depot());
        int arrival = clock.after(time, drive);
        int lastDay = Math.min(order.lastDay(), machine.lastDay());
        for (int day = Math.max(today, earliest / Span.MINUTES_PER_DAY); day <= lastDay; day++) {
            int midnight = day * Span.MINUTES_PER_DAY;
            boolean goesOn = !machine.homeEveryNight() || day == today;
            int there = goesOn ? arrival : clock.after(midnight, fromHome);
            int begin = Math.max(Math.max(there, earliest), midnight);
            List<Stop> found = begin < midnight + Span.MINUTES_PER_DAY && begin < clock.horizon()
                    ? clock.stops(order, begin, goesOn ? drive : fromHome, fromHome, home, blocked.of(order))
                    : null;
            if (found != null && isWorthIt(machine, order, found)) {
                return found;
            }
        }
        return null;
    }

    private static boolean isWorthIt(Machine machine, WorkOrder order, List<Stop> found) {
        int total = machine.workMinutes(order);
        return found.size() == 1 || Math.round(found.get(0).mu() * total / order.mu()) >= Math.min(total,
                WorkClock.MIN_PART_MINUTES);
    }

    private int minutes(Machine machine, Place from, Place to) {
        return problem.travel().minutes(from, to, machine.roadKmPerHour());
    }

    /** By machine id; only machines with stops. */
    List<Route> routes() {
        return stops.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey()).map(entry -> new Route(entry.getKey(), entry.getValue())).toList();
    }
}
