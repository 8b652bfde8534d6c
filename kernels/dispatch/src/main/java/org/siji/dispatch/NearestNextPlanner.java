package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

/**
 * The plain rule of a dispatcher with a map: whichever machine is free first goes to the nearest order that it can finish within the
 * window and that nothing stands in the way of. Between equally near ones the earlier deadline wins, then the lower id. An order
 * longer than what is left of the day goes on the next day. No cost is looked at: this is what a better planner has to beat.
 */
public final class NearestNextPlanner implements DispatchPlanner {

    /** How long a machine that finds nothing waits before it looks again. */
    private static final int WAIT_MINUTES = 30;

    public DispatchPlan plan(DispatchProblem problem) {
        return solve(problem, SolveLimits.ofIterations(1, 1, 0), Listener.NONE).plan();
    }

    @Override
    public Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener,
            @Nullable DispatchPlan warmStart) {
        InputCheck.Checked input = InputCheck.check(problem);
        List<WorkOrder> orders = sorted(input.usable());
        List<Route> routes = routes(input.usable(), orders, new Places(input.usable(), orders), listener);
        List<Undone> undone = new ArrayList<>(input.undone());
        undone.addAll(UndoneReasons.of(input.usable(), routes));
        undone.sort(Comparator.comparing(Undone::orderId));
        DispatchPlan plan = new DispatchPlan(routes, undone);
        PlanCost cost = PlanCosting.of(input.usable(), plan);
        listener.better(cost, 1, () -> plan);
        return new Solved(plan, cost, input.problems(), 1);
    }

    /** By id, so that nothing depends on the order of the input. */
    static List<WorkOrder> sorted(DispatchProblem problem) {
        return problem.orders().stream().sorted(Comparator.comparing(WorkOrder::id)).toList();
    }

    /** @param orders as {@link #sorted}, and {@code places} made of them */
    static List<Route> routes(DispatchProblem usable, List<WorkOrder> orders, Places places, Listener listener) {
        return new Run(usable, orders, places).routes(listener);
    }

    /** Where a machine is, what time it is for it, and what it has done. */
    private static final class Shift {
        private final Machine machine;
        private final WorkClock clock;
        private final int depot;
        private final List<Frozen> promised = new ArrayList<>();
        private final List<Stop> stops = new ArrayList<>();
        /** Orders that it can do and that may still be open; the others fall out as they are met. */
        private int[] candidates = {};
        private int candidateCount;
        private int at;
        private int minute;

        Shift(Machine machine, WorkClock clock, int depot, int start) {
            this.machine = machine;
            this.clock = clock;
            this.depot = depot;
            this.at = start;
            this.minute = clock.next(0);
        }

        boolean isOver() {
            return minute >= clock.horizon();
        }

        int day() {
            return minute / Span.MINUTES_PER_DAY;
        }

        void moveTo(int later) {
            int before = day();
            minute = clock.next(Math.min(later, clock.horizon()));
            if (machine.homeEveryNight() && day() != before) {
                at = depot;
            }
        }
    }

    private static final class Run {
        private final DispatchProblem problem;
        private final List<WorkOrder> orders;
        private final Places places;
        private final Map<String, Integer> index = new HashMap<>();
        private final Map<String, List<Precedence>> ties = new HashMap<>();
        private final Map<String, List<String>> after = new HashMap<>();
        private final Map<String, Frozen> frozen = new HashMap<>();
        private final Map<String, List<String>> sameProvider = new HashMap<>();
        private final boolean[][] blocked;
        private final boolean[] done;
        private final int[] firstDay;
        private final int[] lastDay;
        /** How many orders that come before it are still to be done. */
        private final int[] waitsFor;
        private final int[] end;
        private final String[] provider;

        Run(DispatchProblem problem, List<WorkOrder> orders, Places places) {
            this.problem = problem;
            this.orders = orders;
            this.places = places;
            this.blocked = new Blocked(problem).of(orders);
            this.done = new boolean[orders.size()];
            this.firstDay = orders.stream().mapToInt(WorkOrder::firstDay).toArray();
            this.lastDay = orders.stream().mapToInt(WorkOrder::lastDay).toArray();
            this.waitsFor = new int[orders.size()];
            this.end = new int[orders.size()];
            this.provider = new String[orders.size()];
            orders.forEach(order -> index.put(order.id(), index.size()));
            for (Precedence tie : problem.precedences()) {
                ties.computeIfAbsent(tie.afterId(), id -> new ArrayList<>()).add(tie);
                after.computeIfAbsent(tie.beforeId(), id -> new ArrayList<>()).add(tie.afterId());
                waitsFor[index.getOrDefault(tie.afterId(), 0)]++;
            }
            problem.frozen().forEach(one -> frozen.put(one.orderId(), one));
            for (WorkOrder order : orders) {
                String other = order.sameProviderAs();
                if (other != null) {
                    sameProvider.computeIfAbsent(order.id(), id -> new ArrayList<>()).add(other);
                    sameProvider.computeIfAbsent(other, id -> new ArrayList<>()).add(order.id());
                }
            }
        }

        List<Route> routes(Listener listener) {
            PriorityQueue<Shift> free = new PriorityQueue<>(Comparator.comparingInt((Shift shift) -> shift.minute)
                    .thenComparing(shift -> shift.machine.id()));
            List<Shift> shifts = new ArrayList<>();
            for (Machine machine : problem.machines().stream().sorted(Comparator.comparing(Machine::id)).toList()) {
                Shift shift = new Shift(machine, new WorkClock(machine, problem.days()), places.depot(machine),
                        places.start(machine));
                frozen.values().stream().filter(one -> one.machineId().equals(machine.id()))
                        .sorted(Comparator.comparingInt(Frozen::latestStartMinute).thenComparing(Frozen::orderId))
                        .forEach(shift.promised::add);
                shift.candidates = IntStream.range(0, orders.size())
                        .filter(i -> !frozen.containsKey(orders.get(i).id()) && machine.isAbleTo(orders.get(i)))
                        .toArray();
                shift.candidateCount = shift.candidates.length;
                shifts.add(shift);
                free.add(shift);
            }
            while (!free.isEmpty() && !listener.isCancelled()) {
                Shift shift = free.remove();
                if (!shift.isOver()) {
                    next(shift);
                    free.add(shift);
                }
            }
            return shifts.stream().filter(shift -> !shift.stops.isEmpty())
                    .map(shift -> new Route(shift.machine.id(), shift.stops)).toList();
        }

        private void next(Shift shift) {
            int best = -1;
            int bestMeters = Integer.MAX_VALUE;
            List<Stop> bestStops = List.of();
            int day = shift.day();
            int kept = 0;
            int[] candidates = shift.candidates;
            for (int c = 0; c < shift.candidateCount; c++) {
                int i = candidates[c];
                if (done[i] || lastDay[i] < day) {
                    continue;
                }
                candidates[kept++] = i;
                if (firstDay[i] > day || waitsFor[i] > 0) {
                    continue;
                }
                int meters = places.meters(shift.at, i);
                if (meters < bestMeters || best >= 0 && meters == bestMeters && lastDay[i] < lastDay[best]) {
                    List<Stop> stops = stops(shift, i, places.minutes(shift.machine, shift.at, i), 0);
                    if (stops != null && keepsPromises(shift, i, stops)) {
                        best = i;
                        bestMeters = meters;
                        bestStops = stops;
                    }
                }
            }
            shift.candidateCount = kept;
            if (best >= 0) {
                work(shift, best, bestStops);
            } else if (!promised(shift)) {
                shift.moveTo(shift.minute + WAIT_MINUTES);
            }
        }

        private @Nullable List<Stop> stops(Shift shift, int i, int drive, int notBefore) {
            WorkOrder order = orders.get(i);
            int arrival = Math.max(notBefore, shift.clock.after(shift.minute, drive));
            arrival = Math.max(arrival, order.startWithin().fromMinute());
            int latest = order.startWithin().toMinute() - 1;
            for (Precedence tie : ties.getOrDefault(order.id(), List.of())) {
                int first = index.getOrDefault(tie.beforeId(), -1);
                if (first < 0 || !done[first]) {
                    return null;
                }
                arrival = Math.max(arrival, end[first] + tie.minLagMinutes());
                latest = (int) Math.min(latest, (long) end[first] + tie.maxLagMinutes());
            }
            boolean isOfOtherProvider = sameProvider.getOrDefault(order.id(), List.of()).stream()
                    .mapToInt(other -> index.getOrDefault(other, -1))
                    .anyMatch(other -> done[other] && !shift.machine.providerId().equals(provider[other]));
            if (isOfOtherProvider || arrival / Span.MINUTES_PER_DAY != shift.day()
                    || arrival >= shift.clock.horizon()) {
                return null;
            }
            int depot = shift.depot;
            List<Stop> stops = shift.clock.stops(order, arrival, drive, places.minutes(shift.machine, depot, i),
                    places.minutes(shift.machine, i, depot), blocked[i]);
            if (stops == null || stops.get(0).startMinute() > latest) {
                return null;
            }
            boolean worthIt = stops.size() == 1
                    || stops.get(0).endMinute() - stops.get(0).startMinute() >= WorkClock.MIN_PART_MINUTES;
            return worthIt ? stops : null;
        }

        /** Whether the first promise can still be kept after this work. */
        private boolean keepsPromises(Shift shift, int i, List<Stop> stops) {
            if (shift.promised.isEmpty()) {
                return true;
            }
            Frozen promise = shift.promised.get(0);
            int target = index.getOrDefault(promise.orderId(), 0);
            int from = stops.get(stops.size() - 1).endMinute();
            return shift.clock.after(from, places.minutes(shift.machine, i, target)) <= promise.latestStartMinute();
        }

        /** Works what was promised first, or gives it up when its time is over; false when its time is yet to come. */
        private boolean promised(Shift shift) {
            if (shift.promised.isEmpty()) {
                return false;
            }
            Frozen promise = shift.promised.get(0);
            int i = index.getOrDefault(promise.orderId(), 0);
            List<Stop> stops = stops(shift, i, places.minutes(shift.machine, shift.at, i),
                    promise.earliestStartMinute());
            if (stops != null && stops.get(0).startMinute() <= promise.latestStartMinute()) {
                shift.promised.remove(0);
                work(shift, i, stops);
                return true;
            }
            if (shift.minute > promise.latestStartMinute()) {
                shift.promised.remove(0);
            }
            return false;
        }

        private void work(Shift shift, int i, List<Stop> stops) {
            shift.stops.addAll(stops);
            done[i] = true;
            after.getOrDefault(orders.get(i).id(), List.of())
                    .forEach(next -> waitsFor[index.getOrDefault(next, 0)]--);
            end[i] = stops.get(stops.size() - 1).endMinute();
            provider[i] = shift.machine.providerId();
            shift.at = i;
            shift.minute = end[i] - 1; // the day that it ends on, from which the next may differ
            shift.moveTo(end[i]);
        }
    }
}
