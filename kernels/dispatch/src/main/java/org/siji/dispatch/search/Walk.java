package org.siji.dispatch.search;

/** One thread's annealing over a part of the routes: ruin, recreate, keep or take back. */
final class Walk {
    private static final int STEPS_PER_LOOK = 64;
    private static final int STEPS_PER_ADAPTATION = 200;
    /** Share of the budget after which waiting only becomes dearer, so that complete plans cool down. */
    private static final double LAST_WAIT = 0.5;

    private final SearchProblem problem;
    private final SearchRandom random;
    final Routes routes;
    private final Ruin ruin;
    private final Recreate recreate;
    private final int[] own;
    private int ownCount;
    private final int[][] best;
    private long bestCost;
    private final WaitingPrices prices;
    private int completeSteps;
    long iterations;

    Walk(SearchProblem problem, Neighbours neighbours, long seed, SearchSettings settings) {
        this.problem = problem;
        this.random = new SearchRandom(seed);
        this.routes = new Routes(problem);
        this.ruin = new Ruin(neighbours, routes, random, settings);
        this.prices = new WaitingPrices(problem, neighbours.meanWayToTenth(problem));
        this.recreate = new Recreate(neighbours, routes, random, prices, settings);
        this.own = new int[problem.clients];
        this.best = new int[problem.vehicles][];
    }

    /** Takes over a part of the plan: these vehicles with their clients, and these clients without a place. */
    void load(int[][] plan, int[] vehicles, int[] undone) {
        routes.clear();
        ownCount = 0;
        for (int v : vehicles) {
            routes.load(v, plan[v]);
            best[v] = plan[v].clone();
            for (int c : plan[v]) {
                own[ownCount++] = c;
            }
        }
        for (int c : undone) {
            routes.addUndone(c);
            own[ownCount++] = c;
        }
        routes.mark();
        bestCost = routes.cost + undoneCost();
    }

    private long undoneCost() {
        long sum = 0;
        for (int i = 0; i < routes.undoneCount; i++) {
            sum += problem.leaveOut(routes.undone[i]);
        }
        return sum;
    }

    /** Anneals for a number of iterations or until the budget is used up. */
    void run(long count, Budget budget, double hot, double cold) {
        if (ownCount == 0) {
            iterations += count;
            return;
        }
        double temperature = cold;
        double used = 0;
        long current = currentCost();
        for (long i = 0; i < count; i++) {
            if (iterations % STEPS_PER_LOOK == 0) {
                used = budget.used(iterations);
                if (used >= 1) {
                    break;
                }
                temperature = hot * StrictMath.pow(cold / hot, used);
            }
            if (iterations % STEPS_PER_ADAPTATION == 0) {
                prices.adapt(used > LAST_WAIT || completeSteps * 2 <= STEPS_PER_ADAPTATION, routes);
                completeSteps = 0;
                current = currentCost();
            }
            iterations++;
            int usedRoutes = routes.loadedCount - routes.idle.total();
            ruin.ruin(seed(), (double) ownCount / Math.max(1, usedRoutes));
            recreate.recreate();
            recreate.exchangeTails();
            long changed = currentCost();
            if (!routes.isBroken() && changed < current + temperature * random.exponential()) {
                current = changed;
                routes.noteChanges();
                if (current < bestCost && routes.cost + undoneCost() < bestCost) {
                    bestCost = routes.cost + undoneCost();
                    routes.snapshot(best);
                }
                routes.mark();
            } else {
                routes.undo();
            }
            completeSteps += routes.undoneCount == 0 ? 1 : 0;
        }
    }

    /** Where to take the plan apart: half of the time where somebody waits, if anybody does. */
    private int seed() {
        if (routes.undoneCount > 0 && random.below(2) == 0) {
            return routes.undone[random.below(routes.undoneCount)];
        }
        return own[random.below(ownCount)];
    }

    /** Of the present plan, waiting clients at their present price. */
    long currentCost() {
        return routes.cost + prices.sum(routes);
    }

    long bestCost() {
        return bestCost;
    }

    /** Writes this walk's best routes into the plan. */
    void storeBest(int[][] plan) {
        for (int i = 0; i < routes.loadedCount; i++) {
            plan[routes.loaded[i]] = best[routes.loaded[i]].clone();
        }
    }

    /** Writes this walk's present routes into the plan. */
    void storeCurrent(int[][] plan) {
        for (int i = 0; i < routes.loadedCount; i++) {
            plan[routes.loaded[i]] = routes.clients(routes.loaded[i], new int[0]);
        }
    }
}
