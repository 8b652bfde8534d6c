package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;

/** What is left of a problem on some morning, so that it can be planned anew with what has happened since. */
public final class Replanning {

    private Replanning() {}

    /**
     * The rest of the problem after everything before {@code day} was done as {@code plan} says. Days and minutes keep their numbers.
     * Orders done are gone; one that is half done has its remaining area and stays with its machine, first thing in the morning, unless
     * several share it.
     * Machines stand where they stopped. An order whose predecessor is done keeps the lag as the minutes that it may begin within
     * ({@link WorkOrder#startWithin()}); if they are over, {@link InputCheck} says so.
     */
    public static DispatchProblem restOf(DispatchProblem problem, DispatchPlan plan, int day) {
        int now = day * Span.MINUTES_PER_DAY;
        Map<String, Double> doneMu = new HashMap<>();
        Map<String, Integer> end = new HashMap<>();
        Map<String, Place> stands = new HashMap<>();
        Map<String, Place> entries = new HashMap<>();
        problem.orders().forEach(order -> entries.put(order.id(), order.entry()));
        List<Frozen> frozen = new ArrayList<>();
        for (Route route : plan.routes()) {
            Stop last = null;
            for (Stop stop : route.stops()) {
                if (stop.startMinute() < now) {
                    doneMu.merge(stop.orderId(), stop.mu(), Double::sum);
                    end.merge(stop.orderId(), stop.endMinute(), Math::max);
                    last = stop;
                }
            }
            if (last != null) {
                stands.put(route.machineId(), entries.getOrDefault(last.orderId(), new Place("", Double.NaN, 0)));
                if (last.interrupted()) {
                    frozen.add(Frozen.onDay(last.orderId(), route.machineId(), day));
                }
            }
        }
        // What several machines are at is promised to none of them.
        Map<String, Long> begun = frozen.stream()
                .collect(Collectors.groupingBy(Frozen::orderId, Collectors.counting()));
        frozen.removeIf(one -> begun.getOrDefault(one.orderId(), 0L) > 1);
        Map<String, List<Precedence>> ties = new HashMap<>();
        problem.precedences().forEach(tie -> ties.computeIfAbsent(tie.afterId(), id -> new ArrayList<>()).add(tie));
        List<WorkOrder> left = new ArrayList<>();
        Set<String> leftIds = new HashSet<>();
        for (WorkOrder order : problem.orders()) {
            double mu = order.mu() - doneMu.getOrDefault(order.id(), 0.0);
            if (mu > 1e-6 * order.mu()) {
                left.add(order.withMu(mu));
                leftIds.add(order.id());
            }
        }
        Set<String> begunIds = Set.copyOf(end.keySet());
        end.keySet().removeAll(leftIds);
        // What is begun has kept its lags already.
        left.replaceAll(order -> begunIds.contains(order.id())
                ? order.withWindow(Math.max(day, order.firstDay()), order.lastDay()).withStartWithin(WorkOrder.ANY_TIME)
                : window(order, ties.getOrDefault(order.id(), List.of()), end, day));
        left.replaceAll(order -> leftIds.contains(String.valueOf(order.sameProviderAs()))
                ? order
                : order.withSameProviderAs(null));
        problem.frozen().stream().filter(one -> leftIds.contains(one.orderId()) && !doneMu.containsKey(one.orderId())
                && one.latestStartMinute() >= now).forEach(frozen::add);
        return new DispatchProblem(problem.from(), problem.days(),
                problem.machines().stream().map(machine -> machine(machine, stands, day)).toList(), left,
                problem.precedences().stream()
                        .filter(tie -> leftIds.contains(tie.beforeId()) && leftIds.contains(tie.afterId())).toList(),
                problem.weather(), frozen, problem.travel());
    }

    private static Machine machine(Machine machine, Map<String, Place> stands, int day) {
        Place start = machine.homeEveryNight()
                ? machine.depot()
                : stands.getOrDefault(machine.id(), machine.start());
        return machine.withStart(start).withDays(Math.max(day, machine.firstDay()), machine.lastDay());
    }

    /** @param end last minutes of the orders that are done */
    private static WorkOrder window(WorkOrder order, List<Precedence> ties, Map<String, Integer> end, int day) {
        long soonest = order.startWithin().fromMinute();
        long latest = order.startWithin().toMinute() - 1L;
        for (Precedence tie : ties) {
            Integer before = end.get(tie.beforeId());
            if (before != null) {
                soonest = Math.max(soonest, (long) before + tie.minLagMinutes());
                latest = Math.min(latest, (long) before + tie.maxLagMinutes());
            }
        }
        return order.withWindow(Math.max(day, order.firstDay()), order.lastDay())
                .withStartWithin(new Span((int) Math.min(Integer.MAX_VALUE, soonest), (int) latest + 1));
    }

    /** The old plan's part from that morning on, to begin the new search with. */
    public static DispatchPlan restOf(DispatchPlan plan, int day) {
        int now = day * Span.MINUTES_PER_DAY;
        List<Route> routes = new ArrayList<>();
        for (Route route : plan.routes()) {
            List<Stop> later = route.stops().stream().filter(stop -> stop.startMinute() >= now).toList();
            if (!later.isEmpty()) {
                routes.add(new Route(route.machineId(), later));
            }
        }
        return new DispatchPlan(routes, plan.undone());
    }
}
