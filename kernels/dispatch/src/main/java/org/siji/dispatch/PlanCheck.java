package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

/**
 * Adds a plan up and lists all that is wrong with it, minute by minute, independently of how it was made: no line of it is used by a
 * planner. Orders and machines that {@link InputCheck} takes out count as unknown, and cost nothing.
 */
public final class PlanCheck {

    private static final double AREA_TOLERANCE = 1e-6;

    /** What a plan got wrong. */
    public enum Kind {
        UNKNOWN_MACHINE, UNKNOWN_ORDER, MACHINE_TWICE, ORDER_TWICE, ORDER_MISSING, OUTSIDE_PLAN, OUTSIDE_WINDOW,
        CANNOT_DO_OPERATION, SKILL_MISSING, QUALITY_TOO_LOW, NO_WORKING_TIME, OVERLAP, DRIVE_TOO_SHORT, DRIVE_WRONG,
        LATE_HOME, WORK_MINUTES_WRONG, AREA_WRONG, BROKEN_OFF, INTERRUPTED, SPLIT, PREDECESSOR_UNDONE, LAG_TOO_SHORT,
        LAG_TOO_LONG, PROVIDER_DIFFERS, FROZEN_MOVED
    }

    /**
     * @param subject id of the order, or of the machine where no order is concerned
     * @param other   id of the machine or the other order; may be empty
     */
    public record Violation(Kind kind, String subject, String other) {}

    /** @param violations empty when the plan is sound */
    public record Verdict(PlanCost cost, List<Violation> violations) {
        public Verdict {
            violations = List.copyOf(violations);
        }
    }

    /** What one machine does of one order. */
    private static final class Share {
        private final List<Integer> stops = new ArrayList<>();
        private double mu;
        private int minutes;
        private int firstMinute = Integer.MAX_VALUE;
        private int lastMinute;
        private boolean isBlockedWithin;
    }

    private final DispatchProblem problem;
    private final int horizon;
    private final Map<String, WorkOrder> orders;
    private final Map<String, Machine> machines;
    private final Map<String, Map<String, Share>> shares = new LinkedHashMap<>();
    private final Set<Violation> violations = new LinkedHashSet<>();
    private long travelFen;
    private long machineFen;

    private PlanCheck(DispatchProblem usable) {
        this.problem = usable;
        this.horizon = usable.days() * Span.MINUTES_PER_DAY;
        this.orders = usable.orders().stream().collect(Collectors.toMap(WorkOrder::id, order -> order));
        this.machines = usable.machines().stream().collect(Collectors.toMap(Machine::id, machine -> machine));
    }

    public static Verdict check(DispatchProblem problem, DispatchPlan plan) {
        InputCheck.Checked input = InputCheck.check(problem);
        PlanCheck check = new PlanCheck(input.usable());
        Set<String> seen = new HashSet<>();
        for (Route route : plan.routes()) {
            Machine machine = check.machines.get(route.machineId());
            if (machine == null) {
                check.require(false, Kind.UNKNOWN_MACHINE, route.machineId(), "");
            } else {
                check.require(seen.add(machine.id()), Kind.MACHINE_TWICE, machine.id(), "");
                check.route(machine, route.stops());
            }
        }
        Set<String> takenOut = input.undone().stream().map(Undone::orderId).collect(Collectors.toSet());
        return new Verdict(check.orders(plan, takenOut), List.copyOf(check.violations));
    }

    private void route(Machine machine, List<Stop> stops) {
        boolean[] working = workingMinutes(machine);
        Map<String, Share> done = new LinkedHashMap<>();
        Set<Integer> days = new HashSet<>();
        Place place = machine.start();
        int lastEnd = 0;
        int lastDay = Math.max(0, machine.firstDay());
        for (int i = 0; i < stops.size(); i++) {
            Stop stop = stops.get(i);
            WorkOrder order = orders.get(stop.orderId());
            if (order == null) {
                require(false, Kind.UNKNOWN_ORDER, stop.orderId(), machine.id());
                continue;
            }
            if (stop.startMinute() < 0 || stop.endMinute() > horizon || stop.endMinute() <= stop.startMinute()
                    || (stop.endMinute() - 1) / Span.MINUTES_PER_DAY != stop.day()) {
                require(false, Kind.OUTSIDE_PLAN, order.id(), machine.id());
                continue;
            }
            require(stop.startMinute() >= lastEnd, Kind.OVERLAP, order.id(), machine.id());
            int driveFrom = lastEnd;
            if (machine.homeEveryNight() && stop.day() != lastDay) {
                if (!days.isEmpty()) {
                    goHome(machine, working, place, lastEnd);
                }
                place = machine.depot();
                driveFrom = stop.day() * Span.MINUTES_PER_DAY;
            }
            int drive = drive(machine, place, order.entry());
            require(count(working, driveFrom, stop.startMinute()) >= drive, Kind.DRIVE_TOO_SHORT, order.id(),
                    machine.id());
            require(stop.driveMinutes() == drive, Kind.DRIVE_WRONG, order.id(), machine.id());
            stop(machine, working, order, stop, done.computeIfAbsent(order.id(), id -> new Share()), i);
            days.add(stop.day());
            place = order.entry();
            lastEnd = stop.endMinute();
            lastDay = stop.day();
        }
        if (machine.homeEveryNight() && !days.isEmpty()) {
            goHome(machine, working, place, lastEnd);
        }
        machineFen += days.size() * machine.fenPerDay();
        done.forEach((id, share) -> share(machine, Objects.requireNonNull(orders.get(id)), share, stops));
    }

    private boolean[] workingMinutes(Machine machine) {
        boolean[] working = new boolean[horizon];
        for (int minute = 0; minute < horizon; minute++) {
            int day = minute / Span.MINUTES_PER_DAY;
            int ofDay = minute % Span.MINUTES_PER_DAY;
            boolean isUp = day >= machine.firstDay() && day <= machine.lastDay()
                    && ofDay >= machine.shift().fromMinute() && ofDay < machine.shift().toMinute();
            for (Span pause : machine.shift().breaks()) {
                isUp &= !pause.contains(ofDay);
            }
            for (Span repair : machine.down()) {
                isUp &= !repair.contains(minute);
            }
            working[minute] = isUp;
        }
        return working;
    }

    private static int count(boolean[] working, int from, int to) {
        int count = 0;
        for (int minute = from; minute < to; minute++) {
            count += working[minute] ? 1 : 0;
        }
        return count;
    }

    private void goHome(Machine machine, boolean[] working, Place place, int end) {
        int midnight = ((end - 1) / Span.MINUTES_PER_DAY + 1) * Span.MINUTES_PER_DAY;
        int drive = drive(machine, place, machine.depot());
        require(count(working, end, midnight) >= drive, Kind.LATE_HOME, machine.id(), "");
    }

    /** Minutes; the cost is added up. */
    private int drive(Machine machine, Place from, Place to) {
        long meters = problem.travel().meters(from, to);
        int minutes = problem.travel().minutes(from, to, machine.roadKmPerHour());
        travelFen += Math.floorDiv(
                machine.fenPerKm() * meters * 60 + machine.fenPerHour() * 1000 * minutes + 30_000, 60_000);
        return minutes;
    }

    private void stop(Machine machine, boolean[] working, WorkOrder order, Stop stop, Share share, int index) {
        require(stop.day() >= order.firstDay() && stop.day() <= order.lastDay(), Kind.OUTSIDE_WINDOW, order.id(),
                machine.id());
        require(machine.rateMuPerHour().containsKey(order.operation()), Kind.CANNOT_DO_OPERATION, order.id(),
                machine.id());
        require(machine.skills().containsAll(order.skills()), Kind.SKILL_MISSING, order.id(), machine.id());
        require(machine.quality() >= order.minQuality(), Kind.QUALITY_TOO_LOW, order.id(), machine.id());
        List<WeatherBlock> weather = problem.weather().stream().filter(block -> block.concerns(order)).toList();
        int work = 0;
        for (int minute = stop.startMinute(); minute < stop.endMinute(); minute++) {
            int now = minute;
            boolean isBlocked = weather.stream().anyMatch(block -> block.span().contains(now));
            work += working[minute] && !isBlocked ? 1 : 0;
            share.isBlockedWithin |= working[minute] && isBlocked;
        }
        require(work > 0, Kind.NO_WORKING_TIME, order.id(), machine.id());
        share.stops.add(index);
        share.minutes += work;
        share.mu += stop.mu();
        share.firstMinute = Math.min(share.firstMinute, stop.startMinute());
        share.lastMinute = Math.max(share.lastMinute, stop.endMinute());
    }

    private void share(Machine machine, WorkOrder order, Share share, List<Stop> stops) {
        shares.computeIfAbsent(order.id(), id -> new LinkedHashMap<>()).merge(machine.id(), share, (a, b) -> b);
        int first = share.stops.get(0);
        for (int i = 0; i < share.stops.size(); i++) {
            boolean goesOn = i + 1 < share.stops.size();
            require(share.stops.get(i) == first + i && stops.get(first + i).interrupted() == goesOn, Kind.BROKEN_OFF,
                    order.id(), machine.id());
        }
        require(order.interruptible() || share.stops.size() == 1 && !share.isBlockedWithin, Kind.INTERRUPTED,
                order.id(), machine.id());
        Double rate = machine.rateMuPerHour().get(order.operation());
        if (rate != null) {
            require(share.minutes == Math.max(1, Math.ceil(share.mu * 60 / rate - AREA_TOLERANCE)),
                    Kind.WORK_MINUTES_WRONG,
                    order.id(), machine.id());
        }
        machineFen += Math.floorDiv(machine.fenPerHour() * share.minutes + 30, 60);
    }

    private PlanCost orders(DispatchPlan plan, Set<String> takenOut) {
        Set<String> undone = new HashSet<>();
        for (Undone one : plan.undone()) {
            require(orders.containsKey(one.orderId()) || takenOut.contains(one.orderId()), Kind.UNKNOWN_ORDER,
                    one.orderId(), "");
            require(undone.add(one.orderId()) && !shares.containsKey(one.orderId()), Kind.ORDER_TWICE, one.orderId(),
                    "");
        }
        takenOut.forEach(id -> require(undone.contains(id), Kind.ORDER_MISSING, id, ""));
        int undoneMust = 0;
        long latenessFen = 0;
        long undoneFen = 0;
        for (WorkOrder order : problem.orders()) {
            Map<String, Share> done = shares.get(order.id());
            if (done != null) {
                latenessFen += order.lossFen((end(done) - 1) / Span.MINUTES_PER_DAY);
                double mu = done.values().stream().mapToDouble(share -> share.mu).sum();
                require(Math.abs(mu - order.mu()) <= AREA_TOLERANCE * order.mu(), Kind.AREA_WRONG, order.id(), "");
                require(done.size() == 1 || order.splittable(), Kind.SPLIT, order.id(), "");
                require(order.startWithin().contains(start(done)), Kind.OUTSIDE_WINDOW, order.id(), "");
                provider(order, done);
            } else {
                require(undone.contains(order.id()), Kind.ORDER_MISSING, order.id(), "");
                undoneMust += order.mustBeDone() ? 1 : 0;
                undoneFen += order.mustBeDone() ? 0 : order.prizeFen();
            }
        }
        problem.precedences().forEach(this::precedence);
        problem.frozen().forEach(this::frozen);
        return new PlanCost(undoneMust, latenessFen, travelFen, machineFen, undoneFen);
    }

    private static int start(Map<String, Share> done) {
        return done.values().stream().mapToInt(share -> share.firstMinute).min().orElseThrow();
    }

    private static int end(Map<String, Share> done) {
        return done.values().stream().mapToInt(share -> share.lastMinute).max().orElseThrow();
    }

    private void provider(WorkOrder order, Map<String, Share> done) {
        if (order.sameProviderAs() != null && shares.containsKey(order.sameProviderAs())) {
            Set<String> ids = new HashSet<>(done.keySet());
            ids.addAll(shares.getOrDefault(order.sameProviderAs(), Map.of()).keySet());
            long providers = machines.values().stream().filter(machine -> ids.contains(machine.id()))
                    .map(Machine::providerId).distinct().count();
            require(providers == 1, Kind.PROVIDER_DIFFERS, order.id(), order.sameProviderAs());
        }
    }

    private void precedence(Precedence tie) {
        Map<String, Share> after = shares.get(tie.afterId());
        Map<String, Share> before = shares.get(tie.beforeId());
        if (after == null) {
            return;
        }
        if (before == null) {
            require(false, Kind.PREDECESSOR_UNDONE, tie.afterId(), tie.beforeId());
            return;
        }
        long lag = (long) start(after) - end(before);
        require(lag >= tie.minLagMinutes(), Kind.LAG_TOO_SHORT, tie.afterId(), tie.beforeId());
        require(lag <= tie.maxLagMinutes(), Kind.LAG_TOO_LONG, tie.afterId(), tie.beforeId());
    }

    private void frozen(Frozen frozen) {
        Map<String, Share> done = shares.get(frozen.orderId());
        if (done != null) {
            int start = start(done);
            require(done.keySet().equals(Set.of(frozen.machineId())) && start >= frozen.earliestStartMinute()
                    && start <= frozen.latestStartMinute(), Kind.FROZEN_MOVED, frozen.orderId(), frozen.machineId());
        }
    }

    private void require(boolean holds, Kind kind, String subject, String other) {
        if (!holds) {
            violations.add(new Violation(kind, subject, other));
        }
    }
}
