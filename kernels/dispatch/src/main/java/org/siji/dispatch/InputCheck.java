package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.InputProblem.Kind;
import org.siji.dispatch.WorkOrder.LossSlope;

/** Takes out of a problem what can't be planned, and says of each piece why: all at once, so that the rest can be planned. */
public final class InputCheck {

    public static final int MAX_DAYS = 400;
    /** For a prize or a day's loss, ten billion yuan: sums of such stay far below what a {@code long} holds. */
    public static final long MAX_FEN = 1_000_000_000_000L;
    /** For an hour, a kilometre or a day of a machine, ten million yuan. */
    public static final long MAX_RATE_FEN = 1_000_000_000L;

    /**
     * @param usable   what a planner can rely on: everything known, positive, finite, windows within the plan, ties without
     *                 circle; what is frozen must be done
     * @param undone   the orders that were taken out, by id
     * @param problems in the order of machines, orders, ties
     */
    public record Checked(DispatchProblem usable, List<Undone> undone, List<InputProblem> problems) {
        public Checked {
            undone = List.copyOf(undone);
            problems = List.copyOf(problems);
        }
    }

    private final DispatchProblem problem;
    private final List<InputProblem> problems = new ArrayList<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, WorkOrder> orders = new LinkedHashMap<>();
    private final Map<String, Reason> undone = new TreeMap<>();
    private final Map<String, int[]> workingMinutesBefore = new HashMap<>();
    /** By operation, skills and quality: a county has few different needs. */
    private final Map<List<Object>, List<Machine>> ableByNeed = new HashMap<>();
    private final List<Precedence> precedences = new ArrayList<>();

    private InputCheck(DispatchProblem problem) {
        this.problem = problem;
    }

    public static Checked check(DispatchProblem problem) {
        return new InputCheck(problem).run();
    }

    private Checked run() {
        boolean daysAreGood = problem.days() >= 1 && problem.days() <= MAX_DAYS;
        if (!daysAreGood) {
            report(Kind.BAD_DAYS, "", problem.days());
            problem.orders().forEach(order -> undone.put(order.id(), Reason.BAD_INPUT));
        } else {
            problem.machines().forEach(this::machine);
            problem.orders().forEach(this::order);
            if (machines.isEmpty()) {
                report(Kind.NO_MACHINES, "", "");
            }
        }
        if (problem.orders().isEmpty()) {
            report(Kind.NO_ORDERS, "", "");
        }
        List<WeatherBlock> weather = new ArrayList<>();
        for (WeatherBlock block : problem.weather()) {
            boolean sound = block.span().toMinute() > block.span().fromMinute();
            require(sound, Kind.BAD_WEATHER, block.zone(), block.span().fromMinute());
            if (sound) {
                weather.add(block);
            }
        }
        able();
        ties();
        providers();
        List<Frozen> frozen = frozen();
        DispatchProblem usable = new DispatchProblem(problem.from(), daysAreGood ? problem.days() : 1,
                List.copyOf(machines.values()), List.copyOf(orders.values()), precedences, weather, frozen,
                problem.travel());
        return new Checked(usable,
                undone.entrySet().stream().map(entry -> new Undone(entry.getKey(), entry.getValue())).toList(),
                problems);
    }

    private void machine(Machine machine) {
        if (machines.containsKey(machine.id())) {
            report(Kind.MACHINE_TWICE, machine.id(), "");
            return;
        }
        Map<String, Double> rates = new TreeMap<>(machine.rateMuPerHour());
        rates.forEach((operation, rate) -> {
            if (!isPositive(rate)) {
                report(Kind.BAD_RATE, machine.id(), operation);
            }
        });
        rates.values().removeIf(rate -> !isPositive(rate));
        int before = problems.size();
        require(isPositive(machine.roadKmPerHour()), Kind.BAD_SPEED, machine.id(), machine.roadKmPerHour());
        require(isShift(machine), Kind.BAD_SHIFT, machine.id(), "");
        require(isRate(machine.fenPerHour()) && isRate(machine.fenPerKm()) && isRate(machine.fenPerDay()),
                Kind.BAD_COST, machine.id(), "");
        require(isPlaced(machine.depot()) && isPlaced(machine.start()), Kind.MACHINE_PLACE_MISSING, machine.id(), "");
        if (problems.size() == before) {
            machines.put(machine.id(), machine.withRates(rates));
            workingMinutesBefore.put(machine.id(), workingMinutesBefore(machine));
        }
    }

    private static boolean isShift(Machine machine) {
        Shift shift = machine.shift();
        return shift.fromMinute() >= 0 && shift.toMinute() > shift.fromMinute()
                && shift.toMinute() <= Span.MINUTES_PER_DAY
                && shift.breaks().stream().allMatch(InputCheck::isSpan)
                && machine.down().stream().allMatch(InputCheck::isSpan);
    }

    private static boolean isSpan(Span span) {
        return span.toMinute() >= span.fromMinute();
    }

    private static boolean isFen(long fen) {
        return fen >= 0 && fen <= MAX_FEN;
    }

    private static boolean isRate(long fen) {
        return fen >= 0 && fen <= MAX_RATE_FEN;
    }

    private static boolean isPositive(double value) {
        return value > 0 && value <= Double.MAX_VALUE;
    }

    private boolean isPlaced(Place place) {
        return place.hasCoordinates() || problem.travel().knowsById();
    }

    /** Shift minutes of the days before each day; an upper bound, as repairs are not taken off. */
    private int[] workingMinutesBefore(Machine machine) {
        int perDay = 0;
        for (int minute = machine.shift().fromMinute(); minute < machine.shift().toMinute(); minute++) {
            int now = minute;
            perDay += machine.shift().breaks().stream().noneMatch(pause -> pause.contains(now)) ? 1 : 0;
        }
        int[] before = new int[problem.days() + 1];
        for (int day = 0; day < problem.days(); day++) {
            before[day + 1] = before[day] + (day >= machine.firstDay() && day <= machine.lastDay() ? perDay : 0);
        }
        return before;
    }

    private void order(WorkOrder order) {
        if (orders.containsKey(order.id()) || undone.containsKey(order.id())) {
            report(Kind.ORDER_TWICE, order.id(), "");
            return;
        }
        int before = problems.size();
        require(isPositive(order.mu()), Kind.BAD_AREA, order.id(), order.mu());
        require(isPlaced(order.entry()), Kind.ORDER_PLACE_MISSING, order.id(), "");
        require(order.firstDay() <= order.lastDay() && order.lastDay() >= 0 && order.firstDay() < problem.days()
                && order.startWithin().toMinute() > order.earliestStart()
                && order.startWithin().fromMinute() / Span.MINUTES_PER_DAY <= order.lastDay(),
                Kind.BAD_WINDOW, order.id(), "");
        require(order.mustBeDone() || isFen(order.prizeFen()), Kind.BAD_PRIZE, order.id(), order.prizeFen());
        if (problems.size() > before) {
            undone.put(order.id(), Reason.BAD_INPUT);
            return;
        }
        WorkOrder usable = order.withWindow(Math.max(0, order.firstDay()),
                Math.min(problem.days() - 1, order.lastDay()));
        if (!isConvex(order.loss())) {
            report(Kind.BAD_LOSS, order.id(), "");
            usable = usable.withLoss(usable.bestUntilDay());
        }
        orders.put(order.id(), usable);
    }

    private static boolean isConvex(List<LossSlope> loss) {
        LossSlope before = new LossSlope(-1, 0);
        for (LossSlope slope : loss) {
            if (slope.fromDaysLate() <= before.fromDaysLate() || slope.fenPerDay() < before.fenPerDay()
                    || !isFen(slope.fenPerDay())) {
                return false;
            }
            before = slope;
        }
        return true;
    }

    /** Takes out the orders that no machine could do even if it had nothing else to do. */
    private void able() {
        for (WorkOrder order : List.copyOf(orders.values())) {
            List<Machine> able = able(order);
            if (able.isEmpty()) {
                drop(order, Kind.NO_MACHINE_FOR_ORDER, order.operation(), Reason.NO_MACHINE_FOR_OPERATION);
                continue;
            }
            double most = 0;
            for (Machine machine : able) {
                int[] before = Objects.requireNonNull(workingMinutesBefore.get(machine.id()));
                double mu = (before[order.lastDay() + 1] - before[order.firstDay()]) / 60.0 * rate(machine, order);
                most = order.splittable() ? most + mu : Math.max(most, mu);
            }
            if (most == 0) {
                drop(order, Kind.NO_MACHINE_IN_WINDOW, "", Reason.NO_MACHINE_IN_WINDOW);
            } else if (order.mu() > most * (1 + 1e-9)) {
                double bestRate = able.stream().mapToDouble(machine -> rate(machine, order)).max().orElseThrow();
                drop(order, Kind.TOO_MUCH_WORK, (long) (order.mu() / bestRate), Reason.TOO_LARGE_FOR_WINDOW);
            }
        }
    }

    private List<Machine> able(WorkOrder order) {
        return ableByNeed.computeIfAbsent(List.of(order.operation(), order.skills(), order.minQuality()),
                need -> machines.values().stream().filter(machine -> machine.isAbleTo(order)).toList());
    }

    private static double rate(Machine machine, WorkOrder order) {
        return machine.rateMuPerHour().getOrDefault(order.operation(), 0.0);
    }

    private void ties() {
        Set<String> given = new HashSet<>(undone.keySet());
        given.addAll(orders.keySet());
        for (Precedence tie : problem.precedences()) {
            if (!given.contains(tie.beforeId()) || !given.contains(tie.afterId())) {
                boolean isBefore = !given.contains(tie.beforeId());
                report(Kind.UNKNOWN_ORDER, isBefore ? tie.afterId() : tie.beforeId(),
                        isBefore ? tie.beforeId() : tie.afterId());
            } else if (tie.minLagMinutes() < 0 || tie.maxLagMinutes() < tie.minLagMinutes()) {
                report(Kind.BAD_LAG, tie.afterId(), tie.beforeId());
            } else {
                precedences.add(tie);
            }
        }
        Set<String> inCircle = PrecedenceOrder.inCircle(precedences);
        inCircle.stream().sorted().filter(orders::containsKey)
                .forEach(id -> drop(Objects.requireNonNull(orders.get(id)), Kind.PRECEDENCE_CIRCLE, "",
                        Reason.BAD_INPUT));
        // Without the ties into it, a circle is where its followers begin, and they fall with it.
        precedences.removeIf(tie -> inCircle.contains(tie.afterId()));
        windows();
    }

    /** Goes from the first orders to the last: none can begin before the soonest end of those before it. */
    private void windows() {
        Map<String, List<Precedence>> before = new HashMap<>();
        precedences.forEach(tie -> before.computeIfAbsent(tie.afterId(), id -> new ArrayList<>()).add(tie));
        Map<String, Double> soonestEnd = new HashMap<>();
        for (String id : PrecedenceOrder.topological(precedences)) {
            WorkOrder order = orders.get(id);
            if (order == null) {
                continue;
            }
            double soonest = order.earliestStart();
            double work = order.splittable()
                    ? 0
                    : order.mu() * 60 / able(order).stream().mapToDouble(machine -> rate(machine, order)).max()
                            .orElseThrow();
            @Nullable
            Precedence excluding = null;
            boolean hasUndone = false;
            for (Precedence tie : before.getOrDefault(id, List.of())) {
                WorkOrder first = orders.get(tie.beforeId());
                if (first == null) {
                    hasUndone = true;
                    continue;
                }
                soonest = Math.max(soonest, soonestEnd.getOrDefault(tie.beforeId(), 0.0) + tie.minLagMinutes());
                double latest = (first.lastDay() + 1.0) * Span.MINUTES_PER_DAY + tie.maxLagMinutes();
                if (soonest + work > (order.lastDay() + 1.0) * Span.MINUTES_PER_DAY
                        || order.firstDay() * (double) Span.MINUTES_PER_DAY > latest) {
                    excluding = tie;
                }
            }
            soonestEnd.put(id, soonest + work);
            if (excluding != null) {
                drop(order, Kind.WINDOWS_EXCLUDE, excluding.beforeId(), Reason.BAD_INPUT);
            } else if (hasUndone) {
                orders.remove(id);
                undone.put(id, Reason.PREDECESSOR_UNDONE);
            }
        }
        precedences.removeIf(tie -> !orders.containsKey(tie.beforeId()) || !orders.containsKey(tie.afterId()));
    }

    private void providers() {
        for (WorkOrder order : List.copyOf(orders.values())) {
            String other = order.sameProviderAs();
            if (other == null) {
                continue;
            }
            WorkOrder otherOrder = orders.get(other);
            if (otherOrder == null || other.equals(order.id())) {
                if (!undone.containsKey(other)) {
                    report(Kind.UNKNOWN_ORDER, order.id(), other);
                }
                orders.put(order.id(), order.withSameProviderAs(null));
            } else if (providersOf(order).stream().noneMatch(providersOf(otherOrder)::contains)) {
                drop(order, Kind.NO_COMMON_PROVIDER, other, Reason.BAD_INPUT);
            }
        }
        // What named an order that has been dropped just now stands free, and what must come after one is undone with it.
        orders.replaceAll((id, order) -> order.sameProviderAs() == null || orders.containsKey(order.sameProviderAs())
                ? order
                : order.withSameProviderAs(null));
        windows();
    }

    private Set<String> providersOf(WorkOrder order) {
        Set<String> providers = new HashSet<>();
        able(order).stream().map(Machine::providerId).forEach(providers::add);
        return providers;
    }

    private List<Frozen> frozen() {
        Map<String, Frozen> kept = new LinkedHashMap<>();
        for (Frozen frozen : problem.frozen()) {
            Machine machine = machines.get(frozen.machineId());
            WorkOrder order = orders.get(frozen.orderId());
            if (order == null && undone.containsKey(frozen.orderId())) {
                continue;
            }
            if (machine == null || order == null || !machine.isAbleTo(order)
                    || frozen.latestStartMinute() < Math.max(frozen.earliestStartMinute(),
                            order.earliestStart())
                    || kept.containsKey(frozen.orderId())) {
                report(Kind.BAD_FROZEN, frozen.orderId(), frozen.machineId());
            } else {
                kept.put(frozen.orderId(), frozen);
                orders.put(order.id(), order.withPrizeFen(WorkOrder.MUST_BE_DONE));
            }
        }
        return List.copyOf(kept.values());
    }

    private void drop(WorkOrder order, Kind kind, Object detail, Reason reason) {
        report(kind, order.id(), detail);
        orders.remove(order.id());
        undone.put(order.id(), reason);
    }

    private void require(boolean holds, Kind kind, String subject, Object detail) {
        if (!holds) {
            report(kind, subject, detail);
        }
    }

    private void report(Kind kind, String subject, Object detail) {
        problems.add(new InputProblem(kind, subject, String.valueOf(detail)));
    }
}
