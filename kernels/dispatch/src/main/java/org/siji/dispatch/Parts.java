package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;

/**
 * A problem whose large orders are cut into parts, each for another machine, so that the search can place them like orders of their
 * own. A part has its share of the prize and of the loss per day; what comes after the order comes after each of them. What a plan
 * of the parts really costs is told by {@link PlanCosting} once they are put together again.
 */
final class Parts {

    /** Nobody drives a second machine to a field for less. */
    private static final int MIN_MINUTES = 60;
    /** At least so many orders are cut in each round, if there are so many. */
    private static final int MIN_CUTS = 3;
    /** Time for the way and for what else the machines do, over the bare work. */
    private static final double SLACK = 1.1;

    private final DispatchProblem whole;
    /** What share of it each part has, by order; orders that are not cut are missing. */
    private final Map<String, List<Double>> shares;
    private final Map<String, WorkClock> clocks;
    private final DispatchProblem problem;
    private final Map<String, String> orderOf = new HashMap<>();

    private Parts(DispatchProblem whole, Map<String, List<Double>> shares, Map<String, WorkClock> clocks) {
        this.whole = whole;
        this.shares = shares;
        this.clocks = clocks;
        this.problem = shares.isEmpty() ? whole : cut();
    }

    /** Nothing is cut yet. @param whole as {@link InputCheck} left it */
    static Parts none(DispatchProblem whole) {
        return new Parts(whole, Map.of(), new HashMap<>());
    }

    /** Cut as a plan has it already. @param whole as {@link InputCheck} left it */
    static Parts asIn(DispatchProblem whole, DispatchPlan plan) {
        Map<String, WorkOrder> mayBeCut = new HashMap<>();
        Set<String> frozen = frozen(whole);
        whole.orders().stream().filter(order -> order.splittable() && !frozen.contains(order.id()))
                .forEach(order -> mayBeCut.put(order.id(), order));
        Map<String, List<Double>> shares = new HashMap<>();
        muByMachine(plan).forEach((id, machines) -> {
            if (machines.size() > 1 && mayBeCut.containsKey(id)) {
                double all = machines.stream().mapToDouble(Map.Entry::getValue).sum();
                shares.put(id, machines.stream().map(machine -> machine.getValue() / all).toList());
            }
        });
        return new Parts(whole, shares, new HashMap<>());
    }

    private static Set<String> frozen(DispatchProblem problem) {
        return problem.frozen().stream().map(Frozen::orderId).collect(Collectors.toSet());
    }

    /** By order: who does how much of it, the most first. */
    private static Map<String, List<Map.Entry<String, Double>>> muByMachine(DispatchPlan plan) {
        Map<String, Map<String, Double>> mu = new HashMap<>();
        plan.routes().forEach(route -> route.stops().forEach(stop -> mu
                .computeIfAbsent(stop.orderId(), id -> new TreeMap<>()).merge(route.machineId(), stop.mu(),
                        Double::sum)));
        Map<String, List<Map.Entry<String, Double>>> sorted = new HashMap<>();
        mu.forEach((id, machines) -> sorted.put(id, machines.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed()).toList()));
        return sorted;
    }

    DispatchProblem problem() {
        return problem;
    }

    /** The order that a part belongs to, by the part's id; orders that are not cut are missing. */
    Map<String, String> orderOf() {
        return orderOf;
    }

    /**
     * One part more for those orders that may be split and that the plan leaves undone or finishes with a loss, the costliest first: not
     * for all at once, because each drive to a part costs too. One that is undone in as many parts as there can be is whole again: of
     * those who shared it in an old plan one may have broken down.
     *
     * @return itself if there are none
     */
    Parts finer(DispatchPlan plan) {
        Map<String, Integer> completed = new HashMap<>();
        plan.routes().forEach(
                route -> route.stops().forEach(stop -> completed.merge(stop.orderId(), stop.day(), Math::max)));
        Set<String> frozen = frozen(whole);
        Map<String, Long> lost = new HashMap<>();
        for (WorkOrder order : whole.orders()) {
            Integer day = completed.get(order.id());
            long fen = day == null ? order.prizeFen() : order.lossFen(day);
            if (order.splittable() && !frozen.contains(order.id()) && fen > 0) {
                lost.put(order.id(), fen);
            }
        }
        Map<String, List<Double>> more = new HashMap<>(shares);
        int most = shares.size() + Math.max(MIN_CUTS, whole.orders().size() / 10);
        whole.orders().stream().filter(order -> lost.containsKey(order.id()))
                .sorted(Comparator.comparingLong((WorkOrder order) -> -lost.getOrDefault(order.id(), 0L))
                        .thenComparing(WorkOrder::id))
                .forEach(order -> {
                    int before = shares.getOrDefault(order.id(), List.of(1.0)).size();
                    int count = count(order, before + 1);
                    if (count > before && (more.size() < most || more.containsKey(order.id()))) {
                        List<Double> able = ableMu(order);
                        more.put(order.id(),
                                able.subList(0, count).stream().map(mu -> mu / sum(able, count)).toList());
                    } else if (before > 1 && !completed.containsKey(order.id())) {
                        more.remove(order.id());
                    }
                });
        return more.equals(shares) ? this : new Parts(whole, more, clocks);
    }

    /** How many at least, so that they find the time within the window; fewer if there are not so many machines or not so much work. */
    private int count(WorkOrder order, int wanted) {
        List<Double> mu = ableMu(order);
        double fastest = whole.machines().stream().filter(machine -> machine.isAbleTo(order))
                .mapToDouble(machine -> machine.workMinutes(order)).min().orElse(0);
        int most = (int) Math.min(mu.size(), fastest / MIN_MINUTES);
        int count = Math.min(wanted, most);
        while (count < most && sum(mu, count) < SLACK * order.mu()) {
            count++;
        }
        return count;
    }

    /** What each machine could do of it within the window if it did nothing else, the most first; none that can do nothing. */
    private List<Double> ableMu(WorkOrder order) {
        return whole.machines().stream().filter(machine -> machine.isAbleTo(order)).map(machine -> {
            int[] before = clocks.computeIfAbsent(machine.id(), id -> new WorkClock(machine, whole.days())).before;
            int minutes = before[(order.lastDay() + 1) * Span.MINUTES_PER_DAY]
                    - before[order.firstDay() * Span.MINUTES_PER_DAY];
            return minutes / 60.0 * machine.rateMuPerHour().getOrDefault(order.operation(), 0.0);
        }).filter(mu -> mu > 0).sorted(Comparator.reverseOrder()).toList();
    }

    private static double sum(List<Double> mu, int count) {
        return mu.subList(0, count).stream().mapToDouble(one -> one).sum();
    }

    private DispatchProblem cut() {
        Map<String, List<String>> parts = new HashMap<>();
        Set<String> tied = whole.orders().stream().map(WorkOrder::sameProviderAs).collect(Collectors.toSet());
        List<WorkOrder> orders = new ArrayList<>();
        for (WorkOrder order : whole.orders()) {
            List<Double> share = shares.getOrDefault(order.id(), List.of(1.0));
            String first = part(order.id(), 0);
            String other = order.sameProviderAs();
            WorkOrder same = order
                    .withSameProviderAs(other != null && shares.containsKey(other) ? part(other, 0) : other);
            if (share.size() == 1) {
                orders.add(same);
                parts.put(order.id(), List.of(order.id()));
                continue;
            }
            List<String> ids = new ArrayList<>();
            for (int k = 0; k < share.size(); k++) {
                WorkOrder part = same.withId(part(order.id(), k)).withShare(share.get(k));
                // All parts are tied to the first: with it they have the provider that the order must have.
                boolean isTied = k > 0 && (other != null || tied.contains(order.id()));
                orders.add(isTied ? part.withSameProviderAs(first) : k > 0 ? part.withSameProviderAs(null) : part);
                ids.add(part.id());
                orderOf.put(part.id(), order.id());
            }
            parts.put(order.id(), ids);
        }
        List<Precedence> ties = new ArrayList<>();
        for (Precedence tie : whole.precedences()) {
            for (String before : parts.getOrDefault(tie.beforeId(), List.of())) {
                for (String after : parts.getOrDefault(tie.afterId(), List.of())) {
                    ties.add(new Precedence(before, after, tie.minLagMinutes(), tie.maxLagMinutes()));
                }
            }
        }
        return whole.withOrders(orders).withPrecedences(ties);
    }

    /** Never seen outside the search; nobody's list has such a character in an id. */
    private static String part(String orderId, int number) {
        return orderId + '\0' + number;
    }

    /** Orders instead of their parts; no machine has two parts of one order. */
    List<Route> together(List<Route> routes) {
        return orderOf.isEmpty() ? routes : renamed(routes, (machine, id) -> orderOf.getOrDefault(id, id));
    }

    /** As far as a plan of the whole orders says where the parts may begin: the larger ones with those machines that do more. */
    DispatchPlan apart(DispatchPlan plan) {
        Map<String, String> names = new HashMap<>();
        muByMachine(plan).forEach((id, machines) -> {
            for (int k = 0; shares.containsKey(id) && k < machines.size(); k++) {
                int last = shares.getOrDefault(id, List.of()).size() - 1;
                names.put(machines.get(k).getKey() + '\0' + id, part(id, Math.min(k, last)));
            }
        });
        return new DispatchPlan(renamed(plan.routes(), (machine, id) -> names.getOrDefault(machine + '\0' + id, id)),
                List.of());
    }

    private static List<Route> renamed(List<Route> routes, BinaryOperator<String> nameOnMachine) {
        return routes.stream().map(route -> new Route(route.machineId(), route.stops().stream()
                .map(stop -> new Stop(nameOnMachine.apply(route.machineId(), stop.orderId()), stop.driveMinutes(),
                        stop.startMinute(), stop.endMinute(), stop.mu(), stop.interrupted()))
                .toList())).toList();
    }
}
