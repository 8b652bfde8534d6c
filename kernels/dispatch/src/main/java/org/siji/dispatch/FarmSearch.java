package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Ruin and recreate: takes orders that lie near each other, or a machine's day, out of the routes and puts each back where it costs
 * least, those before others first; accepted by simulated annealing. After Schrimpf et al. 2000 and, for which orders go together,
 * Christiaens and Vanden Berghe 2020 (adjacent strings).
 */
final class FarmSearch {

    private static final int MAX_STRINGS = 3;
    private static final int MAX_STRING = 4;
    /** How often a machine's day is taken out, not some strings. */
    private static final int DAY_PERCENT = 10;
    /**
     * How often what must come after an order is taken out with it. Else that stays where it is, and the order has to find a place before it:
     * fewer orders to put back, and twice as many better plans a second.
     */
    private static final int CHAIN_PERCENT = 25;
    /** How many orders that stay undone are tried again each time. */
    private static final int MAX_UNDONE = 6;
    /** How often a step begins with an order that is undone; else, with one that had to leave its old place. */
    private static final int UNDONE_PERCENT = 10;
    private static final int DISPLACED_PERCENT = 30;
    /** Of so many orders drawn by lot, a step begins with the one that costs most beyond its work. */
    private static final int SEED_DRAWS = 3;
    /** What it must save that an order leaves its old machine or comes after one there that it came before, of the mean cost of an order. */
    private static final double LOYALTY = 0.15;

    private final FarmModel model;
    private final SplittableRandom random;
    final FarmRoutes routes;
    /** The machines and orders of this walk's part; others stay exactly as they are. */
    private final boolean[] isMine;
    private int[] mine;
    /** Orders that an old plan has no place for any more, and those of them that are this walk's. */
    private int[] displaced = {};
    private int[] mineDisplaced = {};
    private final boolean[] gone;
    private final boolean[] isSaved;
    private final List<FarmRoutes.Saved> saved = new ArrayList<>();
    private final List<Integer> touched = new ArrayList<>();
    private final FarmInsertion insertion;
    private final List<Integer> undone = new ArrayList<>();
    /** Whether this step takes out whole chains. */
    private boolean takesChains;
    /** Whether an order lost its place that something else needs there. */
    private boolean hasLostNeeded;
    /** Routes and prizes of undone orders. */
    long costFen;

    FarmSearch(FarmModel model, long seed) {
        this.model = model;
        random = new SplittableRandom(seed);
        routes = new FarmRoutes(model);
        int n = model.orders.size();
        gone = new boolean[n];
        isMine = new boolean[model.machines.size()];
        Arrays.fill(isMine, true);
        mine = IntStream.range(0, n).toArray();
        isSaved = new boolean[model.machines.size()];
        insertion = new FarmInsertion(model, routes, random, isMine);
    }

    /** All of a plan. */
    void copyFrom(FarmSearch other) {
        routes.copyFrom(other.routes);
        undone.clear();
        undone.addAll(other.undone);
        costFen = other.costFen;
        displaced = other.displaced;
        mineDisplaced = displaced;
    }

    /** Goes on from a plan, but only with the machines of its part and the orders that aren't tied to another part. */
    void takePart(FarmSearch whole, FarmSplit split, int part) {
        routes.copyFrom(whole.routes);
        routes.isPinned = split.isPinned;
        for (int m = 0; m < isMine.length; m++) {
            isMine[m] = split.partOfMachine[m] == part;
        }
        mine = IntStream.range(0, split.partOfOrder.length)
                .filter(i -> split.partOfOrder[i] == part && !split.isPinned[i]).toArray();
        displaced = whole.displaced;
        mineDisplaced = Arrays.stream(displaced)
                .filter(i -> split.partOfOrder[i] == part && !split.isPinned[i]).toArray();
        undone.clear();
        for (int order : whole.undone) {
            if (split.partOfOrder[order] == part && !split.isPinned[order]) {
                undone.add(order);
            }
        }
        costFen = cost();
    }

    /** Takes over what each walk has made of its part. */
    void join(FarmSearch[] walks, FarmSplit split) {
        routes.join(Arrays.stream(walks).map(walk -> walk.routes).toArray(FarmRoutes[]::new), split.partOfMachine);
        undone.removeIf(order -> !split.isPinned[order]);
        for (FarmSearch walk : walks) {
            undone.addAll(walk.undone);
        }
        costFen = cost();
    }

    /**
     * Fills the routes with a plan at its times as far as they can be, and puts what has no place in it where it costs least.
     *
     * @param oldMachine by order, -1 for none
     * @param isWarm     whether people know the plan already: then orders stay with their machines unless it pays
     */
    void start(int[] oldMachine, int[] oldStart, boolean isWarm) {
        Integer[] all = new Integer[model.orders.size()];
        Arrays.setAll(all, i -> i);
        Arrays.sort(all, (a, b) -> Integer.compare(oldStart[a], oldStart[b]));
        for (int order : all) {
            int m = oldMachine[order];
            // What an old plan began before its predecessor was done is placed afresh below.
            if (m >= 0 && insertion.mayDo(m, order, insertion.providerFor(order))
                    && routes.tryAppend(m, order, oldStart[order]) != FarmRoutes.IMPOSSIBLE) {
                routes.insert(m, routes.length[m], order, oldStart[order]);
            }
        }
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (!routes.isDone(i)) {
                open.add(i);
            }
        }
        open.sort((a, b) -> model.level[a] != model.level[b]
                ? Integer.compare(model.level[a], model.level[b])
                : model.lastDay[a] != model.lastDay[b]
                        ? Integer.compare(model.lastDay[a], model.lastDay[b])
                        : Integer.compare(a, b));
        if (isWarm) {
            routes.wishedMachine = oldMachine.clone();
            routes.wishedStart = oldStart.clone();
            routes.wishFen = Math.round(LOYALTY * routes.routesFen / Math.max(1, all.length));
            displaced = open.stream().mapToInt(order -> order).toArray();
        }
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
        return new PlanCost(must, lateness, routes.routesFen - routes.unmetFen() - lateness, 0, prizes);
    }

    /** One ruin and recreate. */
    void step(double temperatureFen) {
        if (mine.length == 0) {
            return;
        }
        saved.clear();
        long before = costFen;
        long beforeRoutes = routes.routesFen;
        List<Integer> undoneBefore = List.copyOf(undone);
        ruin();
        recreate();
        hasLostNeeded |= !takesChains && undone.stream().anyMatch(this::hasFollower);
        long after = cost();
        double worst = before - temperatureFen * Math.log(random.nextDouble());
        if (!hasLostNeeded && after < worst) {
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
        touched.clear();
        takesChains = random.nextInt(100) < CHAIN_PERCENT;
        int seed = seed();
        if (random.nextInt(100) >= DAY_PERCENT) {
            strings(seed);
        } else if (routes.isDone(seed)) {
            day(routes.machineOf[seed], routes.start[seed] / Span.MINUTES_PER_DAY);
        } else {
            dayFor(seed);
        }
        takeOut();
    }

    /** Clears a day on which some machine could do it: what is promised to one machine finds no place beside its near orders. */
    private void dayFor(int undone) {
        int[] able = model.ableMachines[undone];
        int m = able[random.nextInt(able.length)];
        int first = model.firstMinute[undone] / Span.MINUTES_PER_DAY;
        int last = Math.min(model.lastDay[undone], model.latestStart[undone] / Span.MINUTES_PER_DAY);
        if (isMine[m] && last >= first) {
            day(m, first + random.nextInt(last - first + 1));
        }
    }

    /** Any order, the dear ones more often; but one that has no place, or had to leave its old one, more often than others. */
    private int seed() {
        int dice = random.nextInt(100);
        if (dice < UNDONE_PERCENT && !undone.isEmpty()) {
            return undone.get(random.nextInt(undone.size()));
        }
        if (dice < DISPLACED_PERCENT && mineDisplaced.length > 0) {
            return mineDisplaced[random.nextInt(mineDisplaced.length)];
        }
        int dearest = mine[random.nextInt(mine.length)];
        for (int i = 1; i < SEED_DRAWS; i++) {
            int other = mine[random.nextInt(mine.length)];
            dearest = routes.excessFen(other) > routes.excessFen(dearest) ? other : dearest;
        }
        return dearest;
    }

    /** Takes orders of which other parts are undone out again, with what comes after them: half an order is worth nothing. */
    void dropIncomplete() {
        saved.clear();
        takesChains = true;
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
        hasLostNeeded = false;
        for (int i = 0; i < touched.size(); i++) {
            markFollowers(touched.get(i));
        }
        // What falls out while routes close up is put back with the rest.
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
                        // A way round that is shorter than the straight one: rare, and such a step doesn't count.
                        hasLostNeeded |= routes.isPinned[order];
                        markFollowers(order);
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

    /** A step that takes out whole chains takes out what comes after an order too; others leave it where it is. */
    private void markFollowers(int order) {
        for (int i = 0; takesChains && i < model.after[order].length; i++) {
            mark(model.after[order][i]);
        }
    }

    private boolean hasFollower(int order) {
        return Arrays.stream(model.after[order]).anyMatch(routes::isDone);
    }

    private void mark(int order) {
        if (routes.isDone(order) && !gone[order] && !routes.isPinned[order]) {
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
        for (int order : model.neighbours.of(seed)) {
            int m = routes.machineOf[order];
            if (strings == 0) {
                return;
            }
            if (m >= 0 && isMine[m] && !isUsed[m]) {
                isUsed[m] = true;
                strings--;
                int size = Math.min(routes.length[m], 1 + random.nextInt(MAX_STRING));
                int at = routes.position[order];
                int from = Math.max(0, Math.min(routes.length[m] - size, at - random.nextInt(size)));
                for (int k = from; k < from + size; k++) {
                    mark(routes.sequence[m][k]);
                }
            }
        }
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
            key[i] = model.level[order] * 1e9 + by + random.nextDouble();
        }
        Arrays.sort(sorted, (a, b) -> Double.compare(key[a], key[b]));
        for (int i : sorted) {
            if (!putBack(open.get(i), true)) {
                undone.add(open.get(i));
            }
        }
    }

    private boolean putBack(int order, boolean blinks) {
        if (!insertion.find(order, blinks)) {
            return false;
        }
        touch(insertion.machine);
        return routes.insert(insertion.machine, insertion.position, order, 0);
    }
}
