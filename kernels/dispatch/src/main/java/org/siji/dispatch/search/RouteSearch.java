package org.siji.dispatch.search;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The search as a whole. With several threads each walks over a part of the routes; after a fixed number of iterations the parts
 * are joined and cut anew in another direction. Where there are too few routes for that, each walks over all of them, and all go on
 * from the best. Nothing depends on which thread is faster.
 */
public final class RouteSearch {
    /** A part of fewer routes has too few neighbours left. */
    private static final int MIN_PART_ROUTES = 20;
    private static final int POLE_DRAWS = 3;

    private final SearchProblem problem;
    private final SearchSettings settings;
    private final Walk[] walks;
    private final SearchRandom random;
    private final double scale;
    private final int[][] current;
    private final int[][] best;
    private long bestCost;

    /** @param start clients by vehicle, within all limits; who is missing is undone at first */
    public RouteSearch(SearchProblem problem, int[][] start, long seed, int threads) {
        this.problem = problem;
        settings = SearchSettings.of(problem);
        Neighbours neighbours = new Neighbours(problem, settings.width(), settings.nearWidth());
        walks = new Walk[threads];
        for (int i = 0; i < threads; i++) {
            walks[i] = new Walk(problem, neighbours, seed * 31 + i, settings);
        }
        random = new SearchRandom(~seed);
        scale = neighbours.meanWayToTenth(problem);
        current = start.clone();
        best = start.clone();
        bestCost = Long.MAX_VALUE;
    }

    /** Done by all walks together. */
    public long iterations() {
        return Arrays.stream(walks).mapToLong(walk -> walk.iterations).sum();
    }

    /** Clients by vehicle of the best plan so far. */
    public int[][] best() {
        return best.clone();
    }

    /**
     * @param warm   whether the start is a good plan, which is to be improved and not to be forgotten
     * @param better hears of each better plan, on the calling thread
     */
    public void run(Budget budget, boolean warm, Consumer<RouteSearch> better) {
        double cold = settings.cold() * scale;
        double hot = (warm ? settings.warm() : settings.hot()) * scale;
        // The first round is short, so that there is a plan at once.
        long round = 1;
        do {
            boolean inParts = used().length >= MIN_PART_ROUTES * walks.length;
            if (inParts) {
                split();
            } else {
                int[] all = IntStream.range(0, problem.vehicles).toArray();
                int[] undone = undone();
                Arrays.stream(walks).forEach(walk -> walk.load(current, all, undone));
            }
            runWalks(round, budget, hot, cold);
            round = settings.epochIterations();
            if (inParts ? keepParts() : keepOne()) {
                better.accept(this);
            }
        } while (budget.used(walks[0].iterations) < 1);
    }

    /** Joins the parts; whether a better plan was found. */
    private boolean keepParts() {
        long cost = 0;
        for (Walk walk : walks) {
            cost += walk.bestCost();
            walk.storeCurrent(current);
        }
        return keep(cost, walks);
    }

    /** Goes on from the walk that stands best; whether a better plan was found. */
    private boolean keepOne() {
        Collections.min(List.of(walks), Comparator.comparingLong(Walk::currentCost)).storeCurrent(current);
        Walk found = Collections.min(List.of(walks), Comparator.comparingLong(Walk::bestCost));
        return keep(found.bestCost(), found);
    }

    private boolean keep(long cost, Walk... found) {
        if (cost >= bestCost) {
            return false;
        }
        bestCost = cost;
        for (Walk walk : found) {
            walk.storeBest(best);
        }
        return true;
    }

    private int[] used() {
        return IntStream.range(0, problem.vehicles).filter(v -> current[v].length > 0).toArray();
    }

    private void runWalks(long round, Budget budget, double hot, double cold) {
        ForkJoinTask<?>[] others = new ForkJoinTask<?>[walks.length - 1];
        for (int i = 1; i < walks.length; i++) {
            Walk walk = walks[i];
            others[i - 1] = ForkJoinPool.commonPool().submit(() -> walk.run(round, budget, hot, cold));
        }
        walks[0].run(round, budget, hot, cold);
        for (ForkJoinTask<?> other : others) {
            other.join();
        }
    }

    private int[] undone() {
        boolean[] done = new boolean[problem.clients];
        for (int[] route : current) {
            for (int c : route) {
                done[c] = true;
            }
        }
        return IntStream.range(0, problem.clients).filter(c -> !done[c]).toArray();
    }

    /**
     * Sorts the routes by how much nearer they lie to one than to another of two clients far apart, both drawn by lot, and gives
     * each walk as many clients as the next. Idle vehicles are dealt out in turn.
     */
    private void split() {
        int[] undone = undone();
        double[] pull = pulls();
        int[] used = Arrays.stream(used()).boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> meanPull(current[v], pull)).thenComparing(v -> v))
                .mapToInt(v -> v).toArray();
        int[] idle = IntStream.range(0, problem.vehicles).filter(v -> current[v].length == 0).toArray();
        int[] partOf = new int[problem.vehicles];
        double[] borders = new double[walks.length];
        int share = (problem.clients - undone.length) / walks.length;
        int clients = 0;
        for (int v : used) {
            partOf[v] = share == 0 ? 0 : Math.min(walks.length - 1, (clients + current[v].length / 2) / share);
            borders[partOf[v]] = meanPull(current[v], pull);
            clients += current[v].length;
        }
        for (int i = 0; i < idle.length; i++) {
            partOf[idle[i]] = i % walks.length;
        }
        for (int part = 0; part < walks.length; part++) {
            int wanted = part;
            boolean first = part == 0;
            boolean last = part == walks.length - 1;
            walks[part].load(current, IntStream.range(0, problem.vehicles).filter(v -> partOf[v] == wanted).toArray(),
                    Arrays.stream(undone).filter(c -> (first || pull[c] > borders[wanted - 1])
                            && (last || pull[c] <= borders[wanted])).toArray());
        }
    }

    private double[] pulls() {
        int[] ways = problem.types[0].travel().cost;
        int a = random.below(problem.clients);
        int b = random.below(problem.clients);
        for (int i = 0; i < POLE_DRAWS; i++) {
            int c = random.below(problem.clients);
            if (ways[a * problem.places + c] > ways[a * problem.places + b]) {
                b = c;
            }
        }
        double[] pull = new double[problem.clients];
        for (int c = 0; c < pull.length; c++) {
            double toA = ways[a * problem.places + c];
            double toB = ways[b * problem.places + c];
            pull[c] = toA * toA - toB * toB;
        }
        return pull;
    }

    private static double meanPull(int[] route, double[] pull) {
        double sum = 0;
        for (int c : route) {
            sum += pull[c];
        }
        return sum / route.length;
    }
}
