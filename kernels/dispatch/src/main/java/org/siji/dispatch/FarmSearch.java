package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ruin and recreate: takes orders that lie near each other, or a machine's day, out of the routes and puts each back where it costs
 * least, those before others first; accepted by simulated annealing. After Schrimpf et al. 2000 and, for which orders go together,
 * Christiaens and Vanden Berghe 2020 (adjacent strings).
 */
final class FarmSearch {

    private static final int NEIGHBOURS = 100;
    private static final int RANDOM_MACHINES = 6;
    private static final int MAX_STRINGS = 4;
    private static final int MAX_STRING = 6;
    /** Of places that turn out possible, and of all. */
    private static final int MAX_POSSIBLE = 12;
    private static final int MAX_TRIES = 60;
    /** How many orders that stay undone are tried again each time. */
    private static final int MAX_UNDONE = 6;
    private static final double BLINK = 0.03;

    private final FarmModel model;
    private final SplittableRandom random;
    final FarmRoutes routes;
    private final boolean[] gone;
    private final boolean[] isSaved;
    private final List<FarmRoutes.Saved> saved = new ArrayList<>();
    private final List<Integer> touched = new ArrayList<>();
    private final int[][] neighbours;
    private final int[] level;
    private long[] candidates = new long[1024];
    private final List<Integer> undone = new ArrayList<>();
    /** Routes and prizes of undone orders. */
    long costFen;

    FarmSearch(FarmModel model, long seed) {
        this.model = model;
        random = new SplittableRandom(seed);
        routes = new FarmRoutes(model);
        int n = model.orders.size();
        gone = new boolean[n];
        isSaved = new boolean[model.machines.size()];
        neighbours = new int[n][];
        level = new int[n];
        // Longest chain before each: there is no circle, so it settles.
        for (boolean changes = true; changes;) {
            changes = false;
            for (int i = 0; i < n; i++) {
                for (int first : model.before[i]) {
                    changes |= level[i] <= level[first];
                    level[i] = Math.max(level[i], level[first] + 1);
                }
            }
        }
    }

    void copyFrom(FarmSearch other) {
        routes.copyFrom(other.routes);
        undone.clear();
        undone.addAll(other.undone);
        costFen = other.costFen;
    }

    /** Fills the routes from nothing, or from an old plan's times as far as they still can be. */
    void start(int[] oldMachine, int[] oldStart) {
        Integer[] all = new Integer[model.orders.size()];
        Arrays.setAll(all, i -> i);
        Arrays.sort(all, (a, b) -> Integer.compare(oldStart[a], oldStart[b]));
        for (int order : all) {
            int m = oldMachine[order];
            // What an old plan began before its predecessor was done is placed afresh below.
            if (m >= 0 && model.work[m][order] > 0 && mayDo(m, order)
                    && routes.tryInsert(m, routes.length[m], order, oldStart[order]) != FarmRoutes.IMPOSSIBLE) {
                routes.insert(m, routes.length[m], order, oldStart[order]);
            }
        }
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (!routes.isDone(i)) {
                open.add(i);
            }
        }
        open.sort((a, b) -> level[a] != level[b]
                ? Integer.compare(level[a], level[b])
                : model.lastDay[a] != model.lastDay[b]
                        ? Integer.compare(model.lastDay[a], model.lastDay[b])
                        : Integer.compare(a, b));
        undone.clear();
        for (int order : open) {
            if (!putBack(order, false)) {
                undone.add(order);
            }
        }
        costFen = cost();
    }

    private long cost() {
        long fen = routes.routesFen;
        for (int order : undone) {
            fen += model.prizeFen[order];
        }
        return fen;
    }

    /** The same by its parts. Travel and machines are not told apart here: both are in {@code travelFen}. */
    PlanCost parts() {
        int must = 0;
        long prizes = 0;
        for (int order : undone) {
            boolean mustBeDone = model.orders.get(order).mustBeDone();
            must += mustBeDone ? 1 : 0;
            prizes += mustBeDone ? 0 : model.prizeFen[order];
        }
        long lateness = 0;
        for (int i = 0; i < model.orders.size(); i++) {
            lateness += routes.isDone(i) ? model.lossFen[i][(routes.end[i] - 1) / Span.MINUTES_PER_DAY] : 0;
        }
        return new PlanCost(must, lateness, routes.routesFen - lateness, 0, prizes);
    }

    /** One ruin and recreate. */
    void step(double temperatureFen) {
        saved.clear();
        long before = costFen;
        long beforeRoutes = routes.routesFen;
        List<Integer> undoneBefore = List.copyOf(undone);
        ruin();
        recreate();
        long after = cost();
        if (after < before - temperatureFen * Math.log(random.nextDouble())) {
            costFen = after;
        } else {
            routes.restore(saved, beforeRoutes);
            undone.clear();
            undone.addAll(undoneBefore);
        }
        for (FarmRoutes.Saved one : saved) {
            isSaved[one.machine()] = false;
        }
    }

    private void touch(int m) {
        if (!isSaved[m]) {
            isSaved[m] = true;
            saved.add(routes.save(m));
        }
    }

    private void ruin() {
        int n = model.orders.size();
        touched.clear();
        int seed = random.nextInt(n);
        if (routes.isDone(seed) && random.nextInt(5) == 0) {
            day(routes.machineOf[seed], routes.start[seed] / Span.MINUTES_PER_DAY);
        } else {
            strings(seed);
        }
        takeOut();
    }

    /** Takes orders of which other parts are undone out again, with what comes after them: half an order is worth nothing. */
    void dropIncomplete() {
        saved.clear();
        for (boolean isFound = true; isFound;) {
            touched.clear();
            for (int i = 0; i < model.siblings.length; i++) {
                for (int part : model.siblings[i]) {
                    if (!routes.isDone(part)) {
                        mark(i);
                    }
                }
            }
            isFound = !touched.isEmpty();
            takeOut();
            undone.addAll(touched);
        }
        for (FarmRoutes.Saved one : saved) {
            isSaved[one.machine()] = false;
        }
        costFen = cost();
    }

    private void takeOut() {
        // What comes after an order that is gone can't stay; nor can what falls out while routes close up.
        for (int i = 0; i < touched.size(); i++) {
            for (int next : model.after[touched.get(i)]) {
                mark(next);
            }
        }
        boolean hasFallen = true;
        while (hasFallen) {
            hasFallen = false;
            List<Integer> machines = touched.stream().map(order -> routes.machineOf[order]).filter(m -> m >= 0)
                    .distinct().toList();
            for (int m : machines) {
                touch(m);
                int[] was = Arrays.copyOf(routes.sequence[m], routes.length[m]);
                routes.remove(m, gone);
                for (int order : was) {
                    if (!routes.isDone(order) && !touched.contains(order)) {
                        touched.add(order);
                        for (int next : model.after[order]) {
                            mark(next);
                        }
                        hasFallen = true;
                    }
                }
            }
            hasFallen |= touched.stream().anyMatch(routes::isDone);
        }
        for (int order : touched) {
            gone[order] = false;
        }
    }

    private void mark(int order) {
        if (routes.isDone(order) && !gone[order]) {
            gone[order] = true;
            touched.add(order);
        }
    }

    private void day(int m, int day) {
        for (int k = 0; k < routes.length[m]; k++) {
            int order = routes.sequence[m][k];
            if (routes.start[order] / Span.MINUTES_PER_DAY == day) {
                mark(order);
            }
        }
    }

    private void strings(int seed) {
        int strings = 1 + random.nextInt(MAX_STRINGS);
        boolean[] isUsed = new boolean[model.machines.size()];
        for (int order : neighbours(seed)) {
            int m = routes.machineOf[order];
            if (strings == 0) {
                return;
            }
            if (m >= 0 && !isUsed[m]) {
                isUsed[m] = true;
                strings--;
                int size = Math.min(routes.length[m], 1 + random.nextInt(MAX_STRING));
                int at = 0;
                while (routes.sequence[m][at] != order) {
                    at++;
                }
                int from = Math.max(0, Math.min(routes.length[m] - size, at - random.nextInt(size)));
                for (int k = from; k < from + size; k++) {
                    mark(routes.sequence[m][k]);
                }
            }
        }
    }

    /** Orders near one, itself first. */
    private int[] neighbours(int order) {
        if (neighbours[order] == null) {
            long[] byDistance = within(order, radius(order));
            if (byDistance.length < NEIGHBOURS) {
                byDistance = within(order, Integer.MAX_VALUE);
            }
            Arrays.sort(byDistance);
            long[] sorted = byDistance;
            int[] nearest = new int[Math.min(NEIGHBOURS, byDistance.length)];
            Arrays.setAll(nearest, i -> (int) sorted[i]);
            neighbours[order] = nearest;
        }
        return neighbours[order];
    }

    /** Within which, by a sample, lie about four times as many orders as are wanted: sorting all of a county's takes too long. */
    private int radius(int order) {
        int n = model.orders.size();
        int[] sample = new int[Math.min(n, 100)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = model.places.meters(order, (int) ((long) i * n / sample.length));
        }
        Arrays.sort(sample);
        return sample[(int) Math.min(sample.length - 1L, 4L * NEIGHBOURS * sample.length / n)];
    }

    private long[] within(int order, int meters) {
        long[] found = new long[model.orders.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int distance = model.places.meters(order, i);
            if (distance <= meters) {
                found[count++] = (i == order ? 0L : 1L + distance) << 32 | i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void recreate() {
        List<Integer> open = new ArrayList<>(touched);
        List<Integer> old = new ArrayList<>(undone);
        undone.clear();
        for (int i = 0; i < old.size(); i++) {
            int swap = i + random.nextInt(old.size() - i);
            int one = old.get(swap);
            old.set(swap, old.get(i));
            if (i < MAX_UNDONE) {
                open.add(one);
            } else {
                undone.add(one);
            }
        }
        int rule = random.nextInt(4);
        double[] key = new double[open.size()];
        Integer[] sorted = new Integer[key.length];
        for (int i = 0; i < key.length; i++) {
            int order = open.get(i);
            sorted[i] = i;
            double by = switch (rule) {
                case 0 -> -model.orders.get(order).mu();
                case 1 -> model.lastDay[order];
                case 2 -> model.firstMinute[order];
                default -> 0;
            };
            key[i] = level[order] * 1e9 + by + random.nextDouble();
        }
        Arrays.sort(sorted, (a, b) -> Double.compare(key[a], key[b]));
        for (int i : sorted) {
            if (!putBack(open.get(i), true)) {
                undone.add(open.get(i));
            }
        }
    }

    /** Whether what it has already lets it: the same provider for some, another machine for each part of an order. */
    private boolean mayDo(int m, int order) {
        for (int part : model.siblings[order]) {
            if (routes.machineOf[part] == m) {
                return false;
            }
        }
        for (int other : model.sameProvider[order]) {
            if (routes.isDone(other) && model.providerOf[routes.machineOf[other]] != model.providerOf[m]) {
                return false;
            }
        }
        return true;
    }

    /** Where it costs least, if that is less than leaving it out. The likeliest places by their detour are tried first. */
    private boolean putBack(int order, boolean blinks) {
        int soonest = model.firstMinute[order];
        int latest = (model.lastDay[order] + 1) * Span.MINUTES_PER_DAY;
        for (int i = 0; i < model.before[order].length; i++) {
            int first = model.before[order][i];
            if (!routes.isDone(first)) {
                return false;
            }
            soonest = Math.max(soonest, routes.end[first] + model.minLagBefore[order][i]);
            latest = Math.min(latest, routes.end[first] + model.maxLagBefore[order][i]);
        }
        int count = blinks ? near(order, soonest, latest) : everywhere(order, soonest, latest);
        Arrays.sort(candidates, 0, count);
        long best = limitFen(order, blinks);
        int bestMachine = -1;
        int bestPosition = 0;
        int possible = 0;
        for (int c = 0; c < Math.min(count, MAX_TRIES) && candidates[c] >>> 26 < best
                && possible < MAX_POSSIBLE; c++) {
            boolean isTwice = c > 0 && candidates[c] == candidates[c - 1];
            if (isTwice || blinks && random.nextDouble() < BLINK) {
                continue;
            }
            int m = (int) (candidates[c] >>> 12) & 0x3FFF;
            int k = (int) candidates[c] & 0xFFF;
            long more = routes.tryInsert(m, k, order);
            possible += more == FarmRoutes.IMPOSSIBLE ? 0 : 1;
            if (more < best) {
                best = more;
                bestMachine = m;
                bestPosition = k;
            }
        }
        if (bestMachine < 0) {
            return false;
        }
        touch(bestMachine);
        return routes.insert(bestMachine, bestPosition, order, 0);
    }

    /**
     * The prize; now and then twice as much, because two orders may be worth a machine's day though neither is alone, and now and then
     * nothing, because an order may pay for itself where it stands in the way of a better one.
     */
    private long limitFen(int order, boolean blinks) {
        int dice = blinks && !model.orders.get(order).mustBeDone() ? random.nextInt(40) : 40;
        return dice == 0 ? 0 : dice < 8 ? 2 * model.prizeFen[order] : model.prizeFen[order];
    }

    /** Every place on every machine that is able to. */
    private int everywhere(int order, int soonest, int latest) {
        int count = 0;
        for (int m : model.ableMachines[order]) {
            count = machine(m, order, soonest, latest, count);
        }
        return count;
    }

    /** Places beside near orders, and some machines by chance. */
    private int near(int order, int soonest, int latest) {
        int count = 0;
        for (int other : neighbours(order)) {
            int m = routes.machineOf[other];
            if (m >= 0 && model.work[m][order] > 0 && mayDo(m, order)) {
                int k = 0;
                while (routes.sequence[m][k] != other) {
                    k++;
                }
                count = candidate(m, k, order, soonest, latest, count);
                count = candidate(m, k + 1, order, soonest, latest, count);
            }
        }
        int[] able = model.ableMachines[order];
        for (int i = 0; i < Math.min(able.length, RANDOM_MACHINES); i++) {
            int m = able.length <= RANDOM_MACHINES ? able[i] : able[random.nextInt(able.length)];
            count = machine(m, order, soonest, latest, count);
        }
        return count;
    }

    private int machine(int m, int order, int soonest, int latest, int already) {
        int count = already;
        if (mayDo(m, order)) {
            for (int k = 0; k <= routes.length[m]; k++) {
                count = candidate(m, k, order, soonest, latest, count);
            }
        }
        return count;
    }

    private int candidate(int m, int k, int order, int soonest, int latest, int count) {
        // Before an order that ended sooner than this one may begin, or after one that ended later, it makes no sense.
        if (k > 0 && routes.end[routes.sequence[m][k - 1]] > latest
                || k < routes.length[m] && routes.end[routes.sequence[m][k]] <= soonest) {
            return count;
        }
        if (count == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * count);
        }
        long guess = PlanCosting.workFen(model.machines.get(m), model.work[m][order]) + routes.detourFen(m, k, order);
        candidates[count] = Math.max(0, Math.min((1L << 36) - 1, guess)) << 26 | (long) m << 12 | Math.min(k, 4095);
        return count + 1;
    }
}
