package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A usable problem as arrays, for the search: machines by number, in the order of their ids, and orders so that near ones have near
 * numbers: what a step looks at then lies together in memory.
 */
final class FarmModel {

    /** Later than any plan. */
    static final int NEVER = Integer.MAX_VALUE / 4;
    /** In the search, an order that must be done outweighs any sum of money that a county's plan comes to. */
    private static final long MUST_FEN = 1_000_000_000_000L;

    final DispatchProblem problem;
    final List<WorkOrder> orders;
    final List<Machine> machines;
    final Places places;
    final FarmClock[] clocks;
    final long[] fenPerHour;
    final long[] fenPerKm;
    final long[] fenPerDay;
    final double[] roadKmPerHour;
    /** Of driving: kilometre and hour. */
    final double[] fenPerMeter;
    /** First and last day of each machine. */
    final int[] machineFrom;
    final int[] machineTo;
    /** Minutes of work, {@code [order][machine]}; 0 for what it can't do. */
    final int[][] work;
    /** By order: of the machine that does it for least, the ways to it left out. */
    final long[] leastWorkFen;
    final boolean[] interruptible;
    final int[] firstMinute;
    final int[] lastDay;
    final long[] prizeFen;
    /** By order and day of completion. */
    final long[][] lossFen;
    final int[][] blockedFrom;
    final int[][] blockedTo;
    final int[][] before;
    final int[][] after;
    /** By order: how long the longest chain before it is. */
    final int[] level;
    /** Lags in minutes, beside {@link #before} and {@link #after}. */
    final int[][] minLagBefore;
    final int[][] maxLagBefore;
    final int[][] minLagAfter;
    final int[][] maxLagAfter;
    final int[][] sameProvider;
    /** Groups of orders that are tied to each other, directly or by others: one before another, or of the same provider. */
    final int[][] tied;
    /** By machine: whether it could do two orders of which one comes before the other. */
    final boolean[] mayHoldTied;
    /** The other parts of the same order: each is for another machine. */
    final int[][] siblings;
    final int[] providerOf;
    final int[] frozenTo;
    /** Last minute at which it may begin, or {@link #NEVER}. */
    final int[] latestStart;
    final int[][] ableMachines;
    final FarmNeighbours neighbours;
    private final int[] depots;
    private final int[] starts;

    /** @param problem as {@link InputCheck} left it */
    FarmModel(DispatchProblem problem) {
        this(Parts.none(problem));
    }

    FarmModel(Parts parts) {
        problem = parts.problem();
        orders = NearOrders.sorted(NearestNextPlanner.sorted(problem));
        machines = problem.machines().stream().sorted(Comparator.comparing(Machine::id)).toList();
        places = new Places(problem, orders);
        int n = orders.size();
        Map<String, Integer> index = new HashMap<>();
        orders.forEach(order -> index.put(order.id(), index.size()));
        Map<String, Integer> machineIndex = new HashMap<>();
        machines.forEach(machine -> machineIndex.put(machine.id(), machineIndex.size()));
        // Machines with the same calendar share its clock, so that a processor's cache holds all of them.
        Map<List<Object>, FarmClock> calendars = new HashMap<>();
        clocks = machines.stream().map(machine -> calendars.computeIfAbsent(
                List.of(machine.shift(), machine.down(), machine.firstDay(), machine.lastDay(),
                        machine.homeEveryNight()),
                calendar -> new FarmClock(machine, problem.days()))).toArray(FarmClock[]::new);
        depots = machines.stream().mapToInt(places::depot).toArray();
        starts = machines.stream().mapToInt(places::start).toArray();
        fenPerHour = machines.stream().mapToLong(Machine::fenPerHour).toArray();
        fenPerKm = machines.stream().mapToLong(Machine::fenPerKm).toArray();
        fenPerDay = machines.stream().mapToLong(Machine::fenPerDay).toArray();
        roadKmPerHour = machines.stream().mapToDouble(Machine::roadKmPerHour).toArray();
        fenPerMeter = machines.stream()
                .mapToDouble(m -> (m.fenPerKm() + m.fenPerHour() / m.roadKmPerHour()) / 1000).toArray();
        machineFrom = machines.stream().mapToInt(machine -> Math.max(0, machine.firstDay())).toArray();
        machineTo = machines.stream().mapToInt(Machine::lastDay).toArray();
        work = new int[n][machines.size()];
        leastWorkFen = new long[n];
        interruptible = new boolean[n];
        firstMinute = new int[n];
        lastDay = new int[n];
        prizeFen = new long[n];
        lossFen = new long[n][problem.days()];
        blockedFrom = new int[n][];
        blockedTo = new int[n][];
        ableMachines = new int[n][];
        frozenTo = new int[n];
        latestStart = new int[n];
        Arrays.fill(frozenTo, -1);
        Arrays.fill(latestStart, NEVER);
        Map<String, Integer> providers = new HashMap<>();
        providerOf = machines.stream()
                .mapToInt(machine -> providers.computeIfAbsent(machine.providerId(), id -> providers.size()))
                .toArray();
        for (Frozen frozen : problem.frozen()) {
            int i = index.getOrDefault(frozen.orderId(), -1);
            frozenTo[i] = machineIndex.getOrDefault(frozen.machineId(), -1);
            firstMinute[i] = frozen.earliestStartMinute();
            latestStart[i] = frozen.latestStartMinute();
        }
        for (int i = 0; i < n; i++) {
            order(i);
        }
        neighbours = new FarmNeighbours(places, ableMachines);
        before = new int[n][];
        after = new int[n][];
        minLagBefore = new int[n][];
        maxLagBefore = new int[n][];
        minLagAfter = new int[n][];
        maxLagAfter = new int[n][];
        sameProvider = new int[n][];
        ties(index);
        level = levels();
        tied = tied();
        mayHoldTied = new boolean[machines.size()];
        for (int i = 0; i < n; i++) {
            for (int first : before[i]) {
                for (int m : ableMachines[i]) {
                    mayHoldTied[m] |= work[first][m] > 0;
                }
            }
        }
        siblings = new int[n][];
        siblings(index, parts.orderOf());
    }

    private void siblings(Map<String, Integer> index, Map<String, String> orderOf) {
        Arrays.fill(siblings, new int[0]);
        Map<String, List<Integer>> whole = new HashMap<>();
        orderOf.forEach((part, order) -> whole.computeIfAbsent(order, id -> new ArrayList<>())
                .add(index.getOrDefault(part, -1)));
        for (List<Integer> parts : whole.values()) {
            for (int part : parts) {
                siblings[part] = parts.stream().mapToInt(i -> i).filter(i -> i != part).sorted().toArray();
            }
        }
    }

    private void order(int i) {
        WorkOrder order = orders.get(i);
        interruptible[i] = order.interruptible();
        firstMinute[i] = Math.max(firstMinute[i], order.earliestStart());
        latestStart[i] = Math.min(latestStart[i], order.startWithin().toMinute() - 1);
        lastDay[i] = order.lastDay();
        prizeFen[i] = order.mustBeDone() ? MUST_FEN : order.prizeFen();
        for (int day = 0; day < problem.days(); day++) {
            lossFen[i][day] = order.lossFen(day);
        }
        List<Span> blocked = merged(problem.weather().stream().filter(block -> block.concerns(order))
                .map(WeatherBlock::span).sorted(Comparator.comparingInt(Span::fromMinute)).toList());
        blockedFrom[i] = blocked.stream().mapToInt(Span::fromMinute).toArray();
        blockedTo[i] = blocked.stream().mapToInt(Span::toMinute).toArray();
        List<Integer> able = new ArrayList<>();
        for (int m = 0; m < machines.size(); m++) {
            if (machines.get(m).isAbleTo(order) && (frozenTo[i] < 0 || frozenTo[i] == m)) {
                work[i][m] = machines.get(m).workMinutes(order);
                able.add(m);
            }
        }
        ableMachines[i] = able.stream().mapToInt(m -> m).toArray();
        leastWorkFen[i] = able.stream().mapToLong(m -> PlanCosting.workFen(fenPerHour[m], work[i][m])).min().orElse(0);
    }

    private static List<Span> merged(List<Span> sorted) {
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? new Span(0, -1) : merged.get(merged.size() - 1);
            if (span.fromMinute() <= last.toMinute()) {
                merged.set(merged.size() - 1,
                        new Span(last.fromMinute(), Math.max(last.toMinute(), span.toMinute())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private void ties(Map<String, Integer> index) {
        int n = orders.size();
        List<List<Precedence>> beforeLists = new ArrayList<>();
        List<List<Precedence>> afterLists = new ArrayList<>();
        List<List<Integer>> sameLists = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            beforeLists.add(new ArrayList<>());
            afterLists.add(new ArrayList<>());
            sameLists.add(new ArrayList<>());
        }
        for (Precedence tie : problem.precedences()) {
            beforeLists.get(index.getOrDefault(tie.afterId(), -1)).add(tie);
            afterLists.get(index.getOrDefault(tie.beforeId(), -1)).add(tie);
        }
        for (int i = 0; i < n; i++) {
            String other = orders.get(i).sameProviderAs();
            if (other != null) {
                int sibling = index.getOrDefault(other, -1);
                sameLists.get(i).add(sibling);
                sameLists.get(sibling).add(i);
            }
        }
        for (int i = 0; i < n; i++) {
            before[i] = beforeLists.get(i).stream().mapToInt(tie -> index.getOrDefault(tie.beforeId(), -1)).toArray();
            after[i] = afterLists.get(i).stream().mapToInt(tie -> index.getOrDefault(tie.afterId(), -1)).toArray();
            minLagBefore[i] = minLags(beforeLists.get(i));
            maxLagBefore[i] = maxLags(beforeLists.get(i));
            minLagAfter[i] = minLags(afterLists.get(i));
            maxLagAfter[i] = maxLags(afterLists.get(i));
            sameProvider[i] = sameLists.get(i).stream().mapToInt(x -> x).distinct().toArray();
        }
    }

    /** There is no circle, so they settle. */
    private int[] levels() {
        int[] found = new int[before.length];
        for (boolean changes = true; changes;) {
            changes = false;
            for (int i = 0; i < found.length; i++) {
                for (int first : before[i]) {
                    changes |= found[i] <= found[first];
                    found[i] = Math.max(found[i], found[first] + 1);
                }
            }
        }
        return found;
    }

    private int[][] tied() {
        List<int[]> groups = new ArrayList<>();
        boolean[] isSeen = new boolean[before.length];
        for (int i = 0; i < before.length; i++) {
            List<Integer> group = new ArrayList<>();
            see(i, isSeen, group);
            for (int k = 0; k < group.size(); k++) {
                int one = group.get(k);
                for (int[] others : List.of(before[one], after[one], sameProvider[one])) {
                    for (int other : others) {
                        see(other, isSeen, group);
                    }
                }
            }
            if (group.size() > 1) {
                groups.add(group.stream().mapToInt(order -> order).toArray());
            }
        }
        return groups.toArray(int[][]::new);
    }

    private static void see(int order, boolean[] isSeen, List<Integer> group) {
        if (!isSeen[order]) {
            isSeen[order] = true;
            group.add(order);
        }
    }

    private static int[] minLags(List<Precedence> ties) {
        return ties.stream().mapToInt(Precedence::minLagMinutes).toArray();
    }

    private static int[] maxLags(List<Precedence> ties) {
        return ties.stream().mapToInt(tie -> Math.min(NEVER, tie.maxLagMinutes())).toArray();
    }

    /** Its number among the places. */
    int depot(int machine) {
        return depots[machine];
    }

    int start(int machine) {
        return starts[machine];
    }

    int days() {
        return problem.days();
    }
}
