package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.PlanEdit.Move;

/** Why an order stands where it stands: the best that every other machine could make of it, all other orders in their present sequence. */
public final class Why {

    /** How many of a machine's places, the cheapest first, are checked against the whole plan. */
    private static final int MAX_CHECKS = 6;

    /** What speaks against a machine; the first that holds, in this order. */
    public enum Obstacle {
        /** It can't do the operation. */
        NO_RATE,
        /** An implement, a certificate or the quality asked for is missing. */
        SKILL_MISSING,
        /** It isn't available on any day of the window. */
        NOT_AVAILABLE_IN_WINDOW,
        /** Even with nothing else to do it wouldn't finish within the window. */
        TOO_LARGE_FOR_WINDOW,
        /** What must come before is undone. */
        PREDECESSOR,
        /** Its other orders leave no time, or what is promised or tied would break. */
        BUSY,
        /** It could, at a higher cost. */
        DEARER,
        /** It could, at no higher cost. */
        POSSIBLE
    }

    /** @param differenceFen and {@code day} only where it could; the first day of the work */
    public record Alternative(String machineId, Obstacle obstacle, @Nullable Long differenceFen,
            @Nullable Integer day) {}

    private final DispatchProblem problem;
    private final InputCheck.Checked input;
    private final RouteTimes times;
    private final WorkOrder order;
    private final Set<PlanCheck.Violation> wrongBefore;
    private final PlanCost before;

    private Why(DispatchProblem problem, InputCheck.Checked input, DispatchPlan plan, WorkOrder order) {
        this.problem = problem;
        this.input = input;
        this.order = order;
        times = new RouteTimes(input.usable(), plan);
        wrongBefore = Set.copyOf(PlanCheck.check(problem, plan).violations());
        before = PlanCosting.of(input.usable(), plan);
    }

    /**
     * One for every machine but the order's own, by id. A promise of the order itself is left aside.
     *
     * @return empty for an order that isn't known; one that {@link InputCheck} has taken out is never better than {@code BUSY}
     */
    public static List<Alternative> alternatives(DispatchProblem problem, DispatchPlan plan, String orderId) {
        DispatchProblem free = problem.withFrozen(
                problem.frozen().stream().filter(one -> !one.orderId().equals(orderId)).toList());
        InputCheck.Checked input = InputCheck.check(free);
        WorkOrder order = input.usable().orders().stream().filter(one -> one.id().equals(orderId)).findFirst()
                .orElse(problem.orders().stream().filter(one -> one.id().equals(orderId)).findFirst().orElse(null));
        if (order == null) {
            return List.of();
        }
        Why why = new Why(free, input, plan, order);
        String own = why.times.machineOf(orderId);
        return input.usable().machines().stream().filter(machine -> !machine.id().equals(own))
                .sorted(Comparator.comparing(Machine::id)).map(why::alternative).toList();
    }

    private Alternative alternative(Machine machine) {
        Obstacle obstacle = obstacle(machine);
        return obstacle == null ? best(machine) : new Alternative(machine.id(), obstacle, null, null);
    }

    private @Nullable Obstacle obstacle(Machine machine) {
        if (!machine.rateMuPerHour().containsKey(order.operation())) {
            return Obstacle.NO_RATE;
        }
        if (!machine.isAbleTo(order)) {
            return Obstacle.SKILL_MISSING;
        }
        int first = Math.max(0, order.firstDay()) * Span.MINUTES_PER_DAY;
        int end = (Math.min(problem.days() - 1, order.lastDay()) + 1) * Span.MINUTES_PER_DAY;
        if (first >= end || times.clock(machine).next(first) >= end) {
            return Obstacle.NOT_AVAILABLE_IN_WINDOW;
        }
        if (times.alone(machine, order) == null) {
            return Obstacle.TOO_LARGE_FOR_WINDOW;
        }
        boolean isWaiting = problem.precedences().stream()
                .anyMatch(tie -> tie.afterId().equals(order.id()) && !times.isDone(tie.beforeId()));
        return isWaiting ? Obstacle.PREDECESSOR : times.findOrder(order.id()) == null ? Obstacle.BUSY : null;
    }

    private record Place(Long differenceFen, RouteTimes times, int undoneMust) {}

    private Alternative best(Machine machine) {
        List<Place> places = new ArrayList<>();
        List<String> sequence = times.sequence(machine.id());
        for (int k = 0; k <= sequence.size(); k++) {
            boolean tooEarly = k < sequence.size()
                    && times.end(sequence.get(k)) <= order.firstDay() * Span.MINUTES_PER_DAY;
            boolean tooLate = k > 0
                    && times.end(sequence.get(k - 1)) >= (order.lastDay() + 1) * Span.MINUTES_PER_DAY;
            if (!tooEarly && !tooLate) {
                RouteTimes tried = times.copy();
                Move move = new Move(order.id(), machine.id(), k < sequence.size() ? sequence.get(k) : null, 0);
                if (PlanEdit.apply(tried, move).isEmpty()) {
                    PlanCost cost = PlanCosting.of(input.usable(), new DispatchPlan(tried.routes(), List.of()));
                    places.add(new Place(cost.totalFen() - before.totalFen(), tried, cost.undoneMust()));
                }
            }
        }
        places.sort(Comparator.comparingInt(Place::undoneMust).thenComparing(Place::differenceFen));
        for (Place place : places.subList(0, Math.min(MAX_CHECKS, places.size()))) {
            if (isSound(place.times())) {
                int day = place.times().stopsOf(machine.id()).stream().filter(stop -> stop.orderId().equals(order.id()))
                        .mapToInt(Stop::day).min().orElseThrow();
                boolean isDearer = place.undoneMust() >= before.undoneMust() && place.differenceFen() > 0;
                return new Alternative(machine.id(), isDearer ? Obstacle.DEARER : Obstacle.POSSIBLE,
                        place.differenceFen(), day);
            }
        }
        return new Alternative(machine.id(), Obstacle.BUSY, null, null);
    }

    private boolean isSound(RouteTimes tried) {
        List<Route> routes = tried.routes();
        Set<String> done = routes.stream().flatMap(route -> route.stops().stream()).map(Stop::orderId)
                .collect(Collectors.toSet());
        List<Undone> undone = problem.orders().stream().map(WorkOrder::id).filter(id -> !done.contains(id)).distinct()
                .map(id -> new Undone(id, DispatchPlan.Reason.NO_TIME_LEFT)).toList();
        return wrongBefore.containsAll(PlanCheck.check(problem, new DispatchPlan(routes, undone)).violations());
    }
}
