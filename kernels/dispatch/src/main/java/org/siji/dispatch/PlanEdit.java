package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.PlanCheck.Kind;
import org.siji.dispatch.PlanCheck.Violation;

/**
 * One change of a plan by hand: an order goes to another machine, to another place of the same one, into the plan or out of it. Both
 * routes get their times anew, all others keep theirs; {@link PlanCheck} says what the change breaks.
 */
public final class PlanEdit {

    private PlanEdit() {}

    /**
     * @param machineId    null: out of the plan
     * @param beforeId     the order of that machine that comes next; null: after what it has, or has on {@code day}
     * @param day          not begun before that day of the plan; 0: as soon as it can be
     */
    public record Move(String orderId, @Nullable String machineId, @Nullable String beforeId, int day) {}

    /**
     * @param plan       null when orders find no time any more
     * @param after      the same as {@code before} when there is no plan
     * @param violations what the change breaks that was sound before; empty when it may be made
     */
    public record Edit(@Nullable DispatchPlan plan, PlanCost before, PlanCost after, List<Violation> violations) {
        public Edit {
            violations = List.copyOf(violations);
        }
    }

    public static Edit of(DispatchProblem problem, DispatchPlan plan, Move move) {
        InputCheck.Checked input = InputCheck.check(problem);
        PlanCost before = PlanCosting.of(input.usable(), plan);
        RouteTimes times = new RouteTimes(input.usable(), plan);
        Set<Violation> wrong = new LinkedHashSet<>(known(times, move));
        if (wrong.isEmpty()) {
            wrong.addAll(promised(input.usable(), move));
            wrong.addAll(apply(times, move));
        }
        if (wrong.stream().anyMatch(one -> one.kind() != Kind.FROZEN_MOVED)) {
            return new Edit(null, before, before, new ArrayList<>(wrong));
        }
        DispatchPlan edited = plan(input, times);
        wrong.addAll(PlanCheck.check(problem, edited).violations());
        PlanCheck.check(problem, plan).violations().forEach(wrong::remove);
        return new Edit(edited, before, PlanCosting.of(input.usable(), edited), new ArrayList<>(wrong));
    }

    private static List<Violation> known(RouteTimes times, Move move) {
        List<Violation> wrong = new ArrayList<>();
        String machineId = move.machineId();
        WorkOrder order = times.findOrder(move.orderId());
        if (order == null) {
            wrong.add(new Violation(Kind.UNKNOWN_ORDER, move.orderId(), ""));
        }
        Machine machine = machineId == null ? null : times.findMachine(machineId);
        if (machineId != null && machine == null) {
            wrong.add(new Violation(Kind.UNKNOWN_MACHINE, machineId, ""));
        }
        if (machine != null && order != null) {
            if (move.beforeId() != null && !times.sequence(machine.id()).contains(move.beforeId())) {
                wrong.add(new Violation(Kind.UNKNOWN_ORDER, move.beforeId(), machine.id()));
            }
            if (!machine.rateMuPerHour().containsKey(order.operation())) {
                wrong.add(new Violation(Kind.CANNOT_DO_OPERATION, order.id(), machine.id()));
            } else if (!machine.skills().containsAll(order.skills())) {
                wrong.add(new Violation(Kind.SKILL_MISSING, order.id(), machine.id()));
            } else if (machine.quality() < order.minQuality()) {
                wrong.add(new Violation(Kind.QUALITY_TOO_LOW, order.id(), machine.id()));
            }
        }
        return wrong;
    }

    /** What is promised must stay in the plan; whether it stays in its place, {@link PlanCheck} finds out. */
    private static List<Violation> promised(DispatchProblem usable, Move move) {
        return usable.frozen().stream().filter(one -> move.machineId() == null && one.orderId().equals(move.orderId()))
                .map(one -> new Violation(Kind.FROZEN_MOVED, one.orderId(), one.machineId())).toList();
    }

    /** @return what finds no time within its window */
    static List<Violation> apply(RouteTimes times, Move move) {
        String from = times.machineOf(move.orderId());
        String to = move.machineId();
        List<Violation> lost = new ArrayList<>();
        if (from != null && !from.equals(to)) {
            List<String> rest = times.sequence(from);
            rest.remove(move.orderId());
            lost.addAll(lost(from, times.arrange(from, rest, move.orderId(), 0)));
        }
        if (to != null) {
            List<String> sequence = times.sequence(to);
            sequence.remove(move.orderId());
            sequence.add(position(times, to, sequence, move), move.orderId());
            lost.addAll(lost(to, times.arrange(to, sequence, move.orderId(), move.day() * Span.MINUTES_PER_DAY)));
        }
        if (from != null && to != null && !from.equals(to) && lost.isEmpty()) {
            // What stayed may come after what has just been given another time.
            times.arrange(from, times.sequence(from), move.orderId(), 0);
        }
        return lost;
    }

    private static int position(RouteTimes times, String machineId, List<String> sequence, Move move) {
        if (move.beforeId() != null && sequence.contains(move.beforeId())) {
            return sequence.indexOf(move.beforeId());
        }
        if (move.day() == 0) {
            return sequence.size();
        }
        Set<String> later = new HashSet<>(sequence);
        times.stopsOf(machineId).stream().filter(stop -> stop.day() <= move.day())
                .forEach(stop -> later.remove(stop.orderId()));
        return (int) sequence.stream().filter(id -> !later.contains(id)).count();
    }

    private static List<Violation> lost(String machineId, List<String> orderIds) {
        return orderIds.stream().map(id -> new Violation(Kind.OUTSIDE_WINDOW, id, machineId)).toList();
    }

    private static DispatchPlan plan(InputCheck.Checked input, RouteTimes times) {
        List<Undone> undone = new ArrayList<>(input.undone());
        undone.addAll(UndoneReasons.of(input.usable(), times.routes()));
        undone.sort(Comparator.comparing(Undone::orderId));
        return new DispatchPlan(times.routes(), undone);
    }
}
