package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

/**
 * Plans by {@link FarmSearch}. Each thread walks by itself; after a fixed number of steps all go on from the best, so that the plan
 * depends on seed, threads and iterations and on no clock. Orders that may be split are whole at first; in later rounds those that
 * are undone or late are cut into {@link Parts}, and the cut stays if the plan got better by it.
 */
public final class DispatchSolver implements DispatchPlanner {

    private static final int STEPS_PER_ROUND = 100;
    /** Of the mean cost of an order: how much worse a plan may be to be walked on from, at first and at last. */
    private static final double HOT = 0.05;
    private static final double COLD = 0.0005;
    /** At first when a plan is there already that should be changed in places. */
    private static final double TEPID = 0.005;
    /** Shares of the time or the iterations after which orders are cut once more. */
    private static final double[] CUTS = {0.5, 0.7, 0.85};

    @Override
    public Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener,
            @Nullable DispatchPlan warmStart) {
        return new Run(problem, limits, listener).solve(warmStart);
    }

    private static final class Run {

        private final SolveLimits limits;
        private final Listener listener;
        private final long begin;
        private final InputCheck.Checked input;
        private final List<InputProblem> problems;
        private final Set<String> unknown = new HashSet<>();
        /** Per thread. */
        private long steps;
        private @Nullable DispatchPlan plan;
        private @Nullable PlanCost cost;

        Run(DispatchProblem problem, SolveLimits limits, Listener listener) {
            this.limits = limits;
            this.listener = listener;
            begin = limits.clock().getAsLong();
            input = InputCheck.check(problem);
            problems = new ArrayList<>(input.problems());
            input.undone().forEach(one -> unknown.add(one.orderId()));
        }

        Solved solve(@Nullable DispatchPlan warmStart) {
            Parts parts = Parts.none(input.usable());
            boolean mayCut = input.usable().orders().stream().anyMatch(WorkOrder::splittable);
            DispatchPlan found = round(parts, warmStart, mayCut ? CUTS[0] : 1, warmStart == null ? HOT : COLD);
            for (int i = 0; mayCut && i < CUTS.length && !listener.isCancelled(); i++) {
                Parts finer = parts.finer(found);
                double end = finer == parts || i + 1 == CUTS.length ? 1 : CUTS[i + 1];
                found = round(finer, parts.apart(found), end, finer == parts ? COLD : TEPID);
                mayCut = finer != parts;
                parts = finer;
            }
            return new Solved(found, Objects.requireNonNull(cost), problems, steps * limits.threads());
        }

        /** One search until that share of the limits; the best plan of all rounds until now. */
        private DispatchPlan round(Parts parts, @Nullable DispatchPlan old, double end, double heat) {
            FarmModel model = new FarmModel(parts);
            FarmSearch best = new FarmSearch(model, limits.seed());
            start(best, model, old);
            boolean isWhole = parts.orderOf().isEmpty();
            if (!model.orders.isEmpty()) {
                report(best, isWhole);
                search(best, model, end, heat, isWhole);
            }
            best.dropIncomplete();
            DispatchPlan found = plan(parts, best);
            PlanCost foundCost = PlanCosting.of(input.usable(), found);
            if (plan == null || cost == null || foundCost.compareTo(cost) < 0) {
                plan = found;
                cost = foundCost;
                if (!isWhole) {
                    listener.better(foundCost, steps * limits.threads(), () -> found);
                }
            }
            return plan;
        }

        private void start(FarmSearch search, FarmModel model, @Nullable DispatchPlan old) {
            int n = model.orders.size();
            int[] oldMachine = new int[n];
            int[] oldStart = new int[n];
            Arrays.fill(oldMachine, -1);
            // The plain rule's plan is a better beginning than none: it wastes no machine's time.
            List<Route> routes = old == null
                    ? NearestNextPlanner.routes(input.usable(), model.orders, model.places, Listener.NONE)
                    : old.routes();
            Map<String, Integer> orders = new HashMap<>();
            model.orders.forEach(order -> orders.put(order.id(), orders.size()));
            Map<String, Integer> machines = new HashMap<>();
            model.machines.forEach(machine -> machines.put(machine.id(), machines.size()));
            for (Route route : routes) {
                Integer m = known(machines, route.machineId());
                for (Stop stop : route.stops()) {
                    Integer order = known(orders, stop.orderId());
                    if (m != null && order != null && oldMachine[order] < 0) {
                        oldMachine[order] = m;
                        oldStart[order] = stop.startMinute();
                    }
                }
            }
            search.start(oldMachine, oldStart);
        }

        private @Nullable Integer known(Map<String, Integer> index, String id) {
            Integer number = index.get(id);
            if (number == null && unknown.add(id)) {
                problems.add(new InputProblem(InputProblem.Kind.PLAN_OF_ANOTHER_PROBLEM, id, ""));
            }
            return number;
        }

        private void search(FarmSearch best, FarmModel model, double end, double heat, boolean isWhole) {
            FarmSearch[] walks = IntStream.range(0, limits.threads())
                    .mapToObj(thread -> new FarmSearch(model, limits.seed() * 1_000_003 + thread))
                    .toArray(FarmSearch[]::new);
            for (FarmSearch walk : walks) {
                walk.copyFrom(best);
            }
            double mean = best.routes.routesFen / (double) model.orders.size();
            double from = share();
            for (double share = from; share < end && !listener.isCancelled(); share = share()) {
                listener.goesOn(share, steps * walks.length);
                double temperature = mean * heat * Math.pow(COLD / heat, (share - from) / (end - from));
                long next = Math.min(STEPS_PER_ROUND, limits.iterations() - steps);
                IntStream.range(0, walks.length).parallel().forEach(i -> walk(walks[i], next, temperature));
                steps += next;
                FarmSearch leader = walks[0];
                for (FarmSearch walk : walks) {
                    leader = walk.costFen < leader.costFen ? walk : leader;
                }
                if (leader.costFen < best.costFen) {
                    best.copyFrom(leader);
                    report(best, isWhole);
                }
                for (FarmSearch walk : walks) {
                    if (walk != leader) {
                        walk.copyFrom(leader);
                    }
                }
            }
        }

        /** Of the time or of the iterations allowed, whichever is nearer to its end; from 1 on it is over. */
        private double share() {
            if (steps >= limits.iterations()) {
                return 1;
            }
            double ofIterations = limits.iterations() == SolveLimits.NO_LIMIT
                    ? 0
                    : steps / (double) limits.iterations();
            return limits.nanos() == SolveLimits.NO_LIMIT
                    ? ofIterations
                    : Math.max(ofIterations, (limits.clock().getAsLong() - begin) / (double) limits.nanos());
        }

        private void walk(FarmSearch walk, long count, double temperature) {
            for (long step = 0; step < count; step++) {
                walk.step(temperature);
                if (limits.nanos() != SolveLimits.NO_LIMIT
                        && limits.clock().getAsLong() - begin >= limits.nanos()) {
                    return;
                }
            }
        }

        /** What a plan with cut orders costs isn't known before they are put together: such a round tells only its end. */
        private void report(FarmSearch best, boolean isWhole) {
            if (isWhole) {
                // A plan at each step of improvement would cost more than the steps; the search's own sum is enough to compare by.
                listener.better(best.parts(), steps * limits.threads(), () -> plan(Parts.none(input.usable()), best));
            }
        }

        private DispatchPlan plan(Parts parts, FarmSearch best) {
            List<Route> routes = parts.together(best.routes.routes());
            List<Undone> undone = new ArrayList<>(input.undone());
            undone.addAll(UndoneReasons.of(input.usable(), routes));
            undone.sort(Comparator.comparing(Undone::orderId));
            return new DispatchPlan(routes, undone);
        }
    }
}
