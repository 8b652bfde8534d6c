package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Undone;

/** What stands in the way of each order that a plan leaves undone: whether a machine with nothing else to do could have done it. */
final class UndoneReasons {

    private final DispatchProblem problem;
    private final Map<String, WorkClock> clocks = new HashMap<>();
    private final Blocked blocked;

    private UndoneReasons(DispatchProblem problem) {
        this.problem = problem;
        this.blocked = new Blocked(problem);
    }

    /** @param problem as {@link InputCheck} left it */
    static List<Undone> of(DispatchProblem problem, List<Route> routes) {
        Set<String> done = new HashSet<>();
        routes.forEach(route -> route.stops().forEach(stop -> done.add(stop.orderId())));
        Set<String> waiting = new HashSet<>();
        problem.precedences().stream().filter(tie -> !done.contains(tie.beforeId()))
                .forEach(tie -> waiting.add(tie.afterId()));
        UndoneReasons reasons = new UndoneReasons(problem);
        List<Undone> undone = new ArrayList<>();
        for (WorkOrder order : problem.orders()) {
            if (!done.contains(order.id())) {
                Reason alone = reasons.alone(order);
                boolean isWaiting = alone == Reason.NO_TIME_LEFT && waiting.contains(order.id());
                undone.add(new Undone(order.id(), isWaiting ? Reason.PREDECESSOR_UNDONE : alone));
            }
        }
        return undone;
    }

    /** {@code NO_TIME_LEFT} if some machine could do it if it had nothing else to do. */
    private Reason alone(WorkOrder order) {
        boolean anyDay = false;
        boolean fits = false;
        long cheapest = Long.MAX_VALUE;
        for (Machine machine : problem.machines()) {
            if (!machine.isAbleTo(order)) {
                continue;
            }
            WorkClock clock = clocks.computeIfAbsent(machine.id(), id -> new WorkClock(machine, problem.days()));
            int fromHome = problem.travel().minutes(machine.depot(), order.entry(), machine.roadKmPerHour());
            int home = problem.travel().minutes(order.entry(), machine.depot(), machine.roadKmPerHour());
            for (int day = order.firstDay(); day <= order.lastDay(); day++) {
                int midnight = day * Span.MINUTES_PER_DAY;
                anyDay |= clock.next(midnight) < midnight + Span.MINUTES_PER_DAY;
                int arrival = Math.max(clock.after(midnight, fromHome), order.startWithin().fromMinute());
                var stops = arrival < midnight + Span.MINUTES_PER_DAY
                        ? clock.stops(order, arrival, fromHome, fromHome, home, blocked.of(order))
                        : null;
                if (stops != null && order.startWithin().contains(stops.get(0).startMinute())) {
                    fits = true;
                    cheapest = Math.min(cheapest,
                            order.lossFen(stops.get(stops.size() - 1).day())
                                    + PlanCosting.workFen(machine, machine.workMinutes(order)));
                    if (cheapest <= order.prizeFen()) {
                        return Reason.NO_TIME_LEFT;
                    }
                }
            }
        }
        if (!anyDay) {
            return Reason.NO_MACHINE_IN_WINDOW;
        }
        if (order.splittable() && !fits) {
            // Together the machines have the time: InputCheck would have taken it out.
            return Reason.NO_TIME_LEFT;
        }
        return fits ? Reason.NOT_WORTH_IT : Reason.TOO_LARGE_FOR_WINDOW;
    }
}
