package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;

/**
 * Plans by {@link FarmSearch}. Each thread walks over a part of the machines; after a fixed number of steps the parts are joined and cut
 * anew ({@link FarmSplit}), so that the plan depends on seed, threads and iterations and on no clock. Orders that may be split are whole
 * at first; in later rounds those that are undone or late are cut into {@link Parts}, and the cut stays if the plan got better by it.
 */
public final class DispatchSolver implements DispatchPlanner {

    private static final int STEPS_PER_ROUND = 100;
    /** Fewer machines a thread are not cut into parts: each thread walks over all of them, and all go on from the best. */
    private static final int MIN_PART_MACHINES = 20;
    /** Of the mean cost of an order: how much worse a plan may be to be walked on from, at first and at last. */
    private static final double HOT = 0.02;
    /** The same with few machines: there is time to leave a valley, and 50 orders were stuck in one for a minute. */
    private static final double HOT_IF_SMALL = 0.3;
    private static final int SMALL_MACHINES = 40;
    private static final double COLD = 0.005;
    /** Shares of the time or the iterations after which orders are cut once more. */
    private static final double[] CUTS = {0.5, 0.7, 0.85};
    /** The same for a plan that is there already, shared orders and all. */
    private static final double[] WARM_CUTS = {0.7};

    private final int minPartMachines;

    public DispatchSolver() {
        this(MIN_PART_MACHINES);
    }

    /** @param minPartMachines per thread, from which on a plan is cut into parts */
    DispatchSolver(int minPartMachines) {
        this.minPartMachines = minPartMachines;
    }

    @Override
    public Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener,
            @Nullable DispatchPlan warmStart) {
        return new Run(problem, limits, listener, minPartMachines).solve(warmStart);
    }

    private static final class Run {

        private final int minPartMachines;
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

        Run(DispatchProblem problem, SolveLimits limits, Listener listener, int minPartMachines) {
            this.minPartMachines = minPartMachines;
            this.limits = limits;
            this.listener = listener;
            begin = limits.clock().getAsLong();
            input = InputCheck.check(problem);
            problems = new ArrayList<>(input.problems());
            input.undone().forEach(one -> unknown.add(one.orderId()));
        }

        Solved solve(@Nullable DispatchPlan warmStart) {
            boolean isWarm = warmStart != null;
            Parts parts = warmStart == null ? Parts.none(input.usable()) : Parts.asIn(input.usable(), warmStart);
            boolean mayCut = input.usable().orders().stream().anyMatch(WorkOrder::splittable);
            double[] cuts = isWarm ? WARM_CUTS : CUTS;
            DispatchPlan found = round(parts, warmStart == null ? null : parts.apart(warmStart), mayCut ? cuts[0] : 1,
                    isWarm ? COLD : input.usable().machines().size() < SMALL_MACHINES ? HOT_IF_SMALL : HOT, isWarm);
            for (int i = 0; mayCut && i < cuts.length && !listener.isCancelled(); i++) {
                Parts finer = parts.finer(found);
                double end = finer == parts || i + 1 == cuts.length ? 1 : cuts[i + 1];
                found = round(finer, finer.apart(found), end, COLD, isWarm);
                mayCut = finer != parts;
                parts = finer;
            }
            return new Solved(found, Objects.requireNonNull(cost), problems, steps * limits.threads());
        }

        /** One search until that share of the limits; the best plan of all rounds until now. */
        private DispatchPlan round(Parts parts, @Nullable DispatchPlan old, double end, double heat, boolean isWarm) {
            FarmModel model = new FarmModel(parts);
            FarmSearch best = new FarmSearch(model, limits.seed());
            start(best, model, old, isWarm);
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

        private void start(FarmSearch search, FarmModel model, @Nullable DispatchPlan old, boolean isWarm) {
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
            search.start(oldMachine, oldStart, isWarm);
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
            FarmSearch current = new FarmSearch(model, limits.seed());
            current.copyFrom(best);
            SplittableRandom random = new SplittableRandom(~limits.seed());
            double mean = best.routes.routesFen / (double) model.orders.size();
            double from = share();
            for (double share = from; share < end && !listener.isCancelled(); share = share()) {
                listener.goesOn(share, steps * walks.length);
                double temperature = mean * heat * Math.pow(COLD / heat, (share - from) / (end - from));
                if (walks.length > 1 && model.machines.size() >= minPartMachines * walks.length) {
                    FarmSplit split = new FarmSplit(model, current.routes, walks.length, random);
                    for (int part = 0; part < walks.length; part++) {
                        walks[part].takePart(current, split, part);
                    }
                    walk(walks, temperature);
                    current.join(walks, split);
                } else {
                    for (FarmSearch walk : walks) {
                        walk.copyFrom(current);
                    }
                    walk(walks, temperature);
                    current.copyFrom(Collections.min(List.of(walks), Comparator.comparingLong(walk -> walk.costFen)));
                }
                if (current.costFen < best.costFen) {
                    best.copyFrom(current);
                    report(best, isWhole);
                }
            }
        }

        private void walk(FarmSearch[] walks, double temperature) {
            long next = Math.min(STEPS_PER_ROUND, limits.iterations() - steps);
            Arrays.stream(walks).parallel().forEach(walk -> walk(walk, next, temperature));
            steps += next;
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
