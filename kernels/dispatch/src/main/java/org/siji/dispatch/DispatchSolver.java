package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

/**
 * Plans by {@link FarmSearch}. Each thread walks by itself; after a fixed number of steps all go on from the best, so that the plan
 * depends on seed, threads and iterations and on no clock. Orders that may be split are done by one machine.
 */
public final class DispatchSolver implements DispatchPlanner {

    private static final int STEPS_PER_ROUND = 100;
    /** Of the mean cost of an order: how much worse a plan may be to be walked on from, at first and at last. */
    private static final double HOT = 0.05;
    private static final double COLD = 0.0005;

    @Override
    public Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener,
            @Nullable DispatchPlan warmStart) {
        long begin = limits.clock().getAsLong();
        InputCheck.Checked input = InputCheck.check(problem);
        List<InputProblem> problems = new ArrayList<>(input.problems());
        FarmModel model = new FarmModel(input.usable());
        FarmSearch best = new FarmSearch(model, limits.seed());
        start(best, model, input, warmStart, problems);
        long iterations = 0;
        if (!model.orders.isEmpty()) {
            report(listener, input, best, iterations);
            iterations = search(best, model, limits, begin, input, listener, warmStart != null);
        }
        DispatchPlan plan = plan(input, best);
        return new Solved(plan, PlanCosting.of(input.usable(), plan), problems, iterations);
    }

    private static void start(FarmSearch search, FarmModel model, InputCheck.Checked input,
            @Nullable DispatchPlan warmStart, List<InputProblem> problems) {
        int n = model.orders.size();
        int[] oldMachine = new int[n];
        int[] oldStart = new int[n];
        Arrays.fill(oldMachine, -1);
        // The plain rule's plan is a better beginning than none: it wastes no machine's time.
        List<Route> routes = warmStart == null
                ? NearestNextPlanner.routes(input.usable(), model.orders, model.places, Listener.NONE)
                : warmStart.routes();
        if (!routes.isEmpty()) {
            Map<String, Integer> orders = new HashMap<>();
            model.orders.forEach(order -> orders.put(order.id(), orders.size()));
            Map<String, Integer> machines = new HashMap<>();
            model.machines.forEach(machine -> machines.put(machine.id(), machines.size()));
            Set<String> unknown = new HashSet<>();
            input.undone().forEach(one -> unknown.add(one.orderId()));
            for (Route route : routes) {
                Integer m = machines.get(route.machineId());
                if (m == null && unknown.add(route.machineId())) {
                    problems.add(new InputProblem(InputProblem.Kind.PLAN_OF_ANOTHER_PROBLEM, route.machineId(), ""));
                }
                for (Stop stop : route.stops()) {
                    Integer order = orders.get(stop.orderId());
                    if (order == null && unknown.add(stop.orderId())) {
                        problems.add(
                                new InputProblem(InputProblem.Kind.PLAN_OF_ANOTHER_PROBLEM, stop.orderId(), ""));
                    }
                    if (m != null && order != null && oldMachine[order] < 0) {
                        oldMachine[order] = m;
                        oldStart[order] = stop.startMinute();
                    }
                }
            }
        }
        search.start(oldMachine, oldStart);
    }

    private static long search(FarmSearch best, FarmModel model, SolveLimits limits, long begin,
            InputCheck.Checked input, Listener listener, boolean isWarm) {
        FarmSearch[] walks = IntStream.range(0, limits.threads())
                .mapToObj(thread -> new FarmSearch(model, limits.seed() * 1_000_003 + thread))
                .toArray(FarmSearch[]::new);
        for (FarmSearch walk : walks) {
            walk.copyFrom(best);
        }
        double mean = best.routes.routesFen / (double) model.orders.size();
        double hot = mean * (isWarm ? COLD : HOT);
        long done = 0;
        while (done < limits.iterations() && !listener.isCancelled()) {
            double share = Math.max(
                    limits.iterations() == SolveLimits.NO_LIMIT ? 0 : done / (double) limits.iterations(),
                    limits.nanos() == SolveLimits.NO_LIMIT
                            ? 0
                            : (limits.clock().getAsLong() - begin) / (double) limits.nanos());
            if (share >= 1) {
                break;
            }
            listener.goesOn(share, done * walks.length);
            double temperature = hot * Math.pow(mean * COLD / hot, share);
            long steps = Math.min(STEPS_PER_ROUND, limits.iterations() - done);
            IntStream.range(0, walks.length).parallel().forEach(i -> walk(walks[i], steps, temperature, limits, begin));
            done += steps;
            FarmSearch leader = walks[0];
            for (FarmSearch walk : walks) {
                leader = walk.costFen < leader.costFen ? walk : leader;
            }
            if (leader.costFen < best.costFen) {
                best.copyFrom(leader);
                report(listener, input, best, done * walks.length);
            }
            for (FarmSearch walk : walks) {
                if (walk != leader) {
                    walk.copyFrom(leader);
                }
            }
        }
        return done * walks.length;
    }

    private static void walk(FarmSearch walk, long steps, double temperature, SolveLimits limits, long begin) {
        for (long step = 0; step < steps; step++) {
            walk.step(temperature);
            if (limits.nanos() != SolveLimits.NO_LIMIT && limits.clock().getAsLong() - begin >= limits.nanos()) {
                return;
            }
        }
    }

    private static void report(Listener listener, InputCheck.Checked input, FarmSearch best, long iterations) {
        // A plan at each step of improvement would cost more than the steps; the search's own sum is enough to compare by.
        listener.better(best.parts(), iterations, () -> plan(input, best));
    }

    private static DispatchPlan plan(InputCheck.Checked input, FarmSearch best) {
        List<Route> routes = best.routes.routes();
        List<Undone> undone = new ArrayList<>(input.undone());
        undone.addAll(UndoneReasons.of(input.usable(), routes));
        undone.sort(Comparator.comparing(Undone::orderId));
        return new DispatchPlan(routes, undone);
    }
}
