package org.siji.dispatch.search;

import java.util.Arrays;

/**
 * Puts the clients without a place back one after another where they cost least, looking only beside their likely neighbours
 * and passing over a place now and then (blinks of Christiaens and Vanden Berghe 2020).
 */
final class Recreate {
    private static final int ORDERS = 7;
    /** By lot, largest demand, farthest, nearest, narrowest window, earliest, latest: summed weights of being drawn. */
    private static final int[] WEIGHT_SUMS = {4, 8, 10, 11, 13, 15, 17};
    private static final int MAX_EXCHANGES = 4;
    private static final int INSERTION_SORT_LIMIT = 64;

    private final SearchProblem problem;
    private final Neighbours neighbours;
    private final Routes routes;
    private final Insertion insertion;
    private final Tails tails;
    private final SearchRandom random;
    private final int[][] keyByOrder = new int[ORDERS][];
    private final double blinkScale;
    private int[] order = new int[64];
    private int untilBlink;
    private final WaitingPrices prices;
    private int bestAfter;
    private int bestTail;
    private int placed;

    Recreate(Neighbours neighbours, Routes routes, SearchRandom random, WaitingPrices prices,
            SearchSettings settings) {
        this.problem = routes.problem;
        this.neighbours = neighbours;
        this.routes = routes;
        this.insertion = new Insertion(routes);
        this.tails = new Tails(routes);
        this.random = random;
        this.prices = prices;
        this.blinkScale = 1 / settings.blinkRate();
        int n = problem.clients;
        for (int i = 1; i < ORDERS; i++) {
            keyByOrder[i] = new int[n];
        }
        for (int c = 0; c < n; c++) {
            int fromDepot = Integer.MAX_VALUE;
            for (SearchProblem.Type type : problem.types) {
                fromDepot = Math.min(fromDepot, type.travel().cost[type.startPlace() * problem.places + c]);
            }
            keyByOrder[1][c] = -problem.demand[c];
            keyByOrder[2][c] = -fromDepot;
            keyByOrder[3][c] = fromDepot;
            keyByOrder[4][c] = problem.close[c] - problem.open[c];
            keyByOrder[5][c] = problem.open[c];
            keyByOrder[6][c] = -problem.close[c];
        }
        untilBlink = nextBlink();
    }

    private int nextBlink() {
        return 1 + (int) (random.exponential() * blinkScale);
    }

    void recreate() {
        int count = routes.undoneCount;
        if (order.length < count) {
            order = new int[2 * count];
        }
        System.arraycopy(routes.undone, 0, order, 0, count);
        sort(count);
        routes.undoneCount = 0;
        placed = 0;
        for (int i = 0; i < count; i++) {
            int c = order[i];
            if (findPlace(c)) {
                routes.insert(c, bestAfter);
                order[placed++] = c;
            } else {
                routes.undone[routes.undoneCount++] = c;
            }
        }
    }

    /** Exchanges tails of routes around the clients just placed as long as that pays. */
    void exchangeTails() {
        for (int i = 0; i < placed; i++) {
            int c = order[i];
            boolean better = true;
            for (int round = 0; round < MAX_EXCHANGES && better; round++) {
                better = exchangeTails(c);
            }
        }
    }

    private boolean exchangeTails(int c) {
        int best = 0;
        bestAfter = -1;
        bestTail = -1;
        for (int s : neighbours.after[c]) {
            best = tryTails(c, s, best);
        }
        for (int p : neighbours.before[c]) {
            best = tryTails(p, c, best);
        }
        for (int t = 0; t < problem.types.length; t++) {
            int v = routes.idle.some(t);
            if (v >= 0) {
                int start = routes.start(v);
                best = tryTails(start, c, best);
                best = tryTails(start, routes.next(c), best);
            }
        }
        if (bestAfter < 0) {
            return false;
        }
        tails.swap(bestAfter, bestTail);
        return true;
    }

    private int tryTails(int p, int s, int best) {
        int found = tails.cost(p, s, best);
        if (found < best && tails.fit(p, s)) {
            bestAfter = p;
            bestTail = s;
            return found;
        }
        return best;
    }

    private void sort(int count) {
        int draw = random.below(WEIGHT_SUMS[ORDERS - 1]);
        int by = 0;
        while (draw >= WEIGHT_SUMS[by]) {
            by++;
        }
        if (by == 0) {
            for (int i = count - 1; i > 0; i--) {
                int j = random.below(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            return;
        }
        int[] key = keyByOrder[by];
        if (count > INSERTION_SORT_LIMIT) {
            sortMany(count, key);
            return;
        }
        for (int i = 1; i < count; i++) {
            int c = order[i];
            int value = key[c];
            int j = i - 1;
            while (j >= 0 && key[order[j]] > value) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = c;
        }
    }

    private void sortMany(int count, int[] key) {
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = (long) key[order[i]] << 32 | order[i];
        }
        Arrays.sort(packed);
        for (int i = 0; i < count; i++) {
            order[i] = (int) packed[i];
        }
    }

    private boolean findPlace(int c) {
        // A place may cost so much: more, and the client rather waits.
        int worth = (int) Math.min(Integer.MAX_VALUE, prices.of(c));
        int best = worth;
        bestAfter = -1;
        for (int p : neighbours.before[c]) {
            int found = insertion.cost(c, p, best);
            if (found < best && !blinks()) {
                best = found;
                bestAfter = p;
            }
        }
        for (int s : neighbours.after[c]) {
            if (routes.route(s) >= 0) {
                int p = routes.prev(s);
                int found = insertion.cost(c, p, best);
                if (found < best && !blinks()) {
                    best = found;
                    bestAfter = p;
                }
            }
        }
        for (int t = 0; t < problem.types.length; t++) {
            int v = routes.idle.some(t);
            if (v >= 0) {
                int found = insertion.lonelyCost(c, v, best);
                if (found < best && !blinks()) {
                    best = found;
                    bestAfter = routes.start(v);
                }
            }
        }
        return bestAfter >= 0 || findAnywhere(c, worth);
    }

    /** The whole of the walk's routes: when there is no place among the neighbours. */
    private boolean findAnywhere(int c, int worth) {
        int best = worth;
        for (int i = 0; i < routes.loadedCount; i++) {
            int v = routes.loaded[i];
            if (routes.size[v] > 0) {
                for (int p = routes.start(v);;) {
                    int found = insertion.cost(c, p, best);
                    if (found < best && !blinks()) {
                        best = found;
                        bestAfter = p;
                    }
                    p = routes.next(p);
                    if (!routes.isClient(p)) {
                        break;
                    }
                }
            }
        }
        return bestAfter >= 0;
    }

    private boolean blinks() {
        if (--untilBlink > 0) {
            return false;
        }
        untilBlink = nextBlink();
        return true;
    }
}
