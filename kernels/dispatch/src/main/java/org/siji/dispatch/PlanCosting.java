package org.siji.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;

/** What a sound plan costs, for planners to report. {@link PlanCheck} adds up by itself. */
final class PlanCosting {

    private PlanCosting() {}

    /** @param problem as {@link InputCheck} left it */
    static PlanCost of(DispatchProblem problem, DispatchPlan plan) {
        Map<String, WorkOrder> orders = new HashMap<>();
        problem.orders().forEach(order -> orders.put(order.id(), order));
        Map<String, Machine> machines = new HashMap<>();
        problem.machines().forEach(machine -> machines.put(machine.id(), machine));
        Map<String, Integer> completed = new HashMap<>();
        long travelFen = 0;
        long machineFen = 0;
        for (Route route : plan.routes()) {
            Machine machine = machines.get(route.machineId());
            if (machine == null) {
                continue;
            }
            Map<String, Double> mu = new HashMap<>();
            Set<Integer> days = new HashSet<>();
            Place at = machine.start();
            int day = Math.max(0, machine.firstDay());
            for (Stop stop : route.stops()) {
                WorkOrder order = orders.get(stop.orderId());
                if (order == null) {
                    continue;
                }
                if (machine.homeEveryNight() && stop.day() != day) {
                    travelFen += days.isEmpty() ? 0 : legFen(problem, machine, at, machine.depot());
                    at = machine.depot();
                }
                travelFen += legFen(problem, machine, at, order.entry());
                at = order.entry();
                day = stop.day();
                days.add(day);
                mu.merge(order.id(), stop.mu(), Double::sum);
                completed.merge(order.id(), day, Math::max);
            }
            if (machine.homeEveryNight() && !days.isEmpty()) {
                travelFen += legFen(problem, machine, at, machine.depot());
            }
            machineFen += days.size() * machine.fenPerDay();
            for (Map.Entry<String, Double> share : mu.entrySet()) {
                WorkOrder order = orders.get(share.getKey());
                if (order != null) {
                    machineFen += workFen(machine, machine.workMinutes(order.operation(), share.getValue()));
                }
            }
        }
        return orders(problem, completed, travelFen, machineFen);
    }

    private static PlanCost orders(DispatchProblem problem, Map<String, Integer> completed, long travelFen,
            long machineFen) {
        int undoneMust = 0;
        long latenessFen = 0;
        long undoneFen = 0;
        for (WorkOrder order : problem.orders()) {
            Integer day = completed.get(order.id());
            if (day != null) {
                latenessFen += order.lossFen(day);
            } else if (order.mustBeDone()) {
                undoneMust++;
            } else {
                undoneFen += order.prizeFen();
            }
        }
        return new PlanCost(undoneMust, latenessFen, travelFen, machineFen, undoneFen);
    }

    /** Rounded half up, as {@link PlanCost} says. */
    static long legFen(DispatchProblem problem, Machine machine, Place from, Place to) {
        int meters = problem.travel().meters(from, to);
        return legFen(machine, meters, problem.travel().minutes(from, to, meters, machine.roadKmPerHour()));
    }

    static long legFen(Machine machine, int meters, int minutes) {
        return legFen(machine.fenPerKm(), machine.fenPerHour(), meters, minutes);
    }

    static long legFen(long fenPerKm, long fenPerHour, int meters, int minutes) {
        return (fenPerKm * meters * 60 + fenPerHour * minutes * 1000 + 30_000) / 60_000;
    }

    /** Of one machine's share of an order. */
    static long workFen(Machine machine, int minutes) {
        return workFen(machine.fenPerHour(), minutes);
    }

    static long workFen(long fenPerHour, int minutes) {
        return (fenPerHour * minutes + 30) / 60;
    }
}
