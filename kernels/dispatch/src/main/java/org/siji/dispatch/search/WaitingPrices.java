package org.siji.dispatch.search;

import java.util.Arrays;

/**
 * What it costs in the search that a client waits for a place. For one that must be served it is a price that all share, which moves so
 * that about half of the plans are complete, times a factor of its own, which grows while it waits: who is hard to place gets first
 * to where others can still give way.
 */
final class WaitingPrices {
    private static final double ADAPTATION = 1.05;

    private final SearchProblem problem;
    private final long least;
    private final double[] factor;
    private double price;

    WaitingPrices(SearchProblem problem, double least) {
        this.problem = problem;
        this.least = Math.max(1, Math.round(least));
        factor = new double[problem.clients];
        Arrays.fill(factor, 1);
        price = problem.mustServe;
    }

    long of(int client) {
        long undone = problem.undoneCost[client];
        return undone < 0 ? Math.min(problem.mustServe, Math.round(price * factor[client])) : undone;
    }

    /** Of all that wait. */
    long sum(Routes routes) {
        long sum = 0;
        for (int i = 0; i < routes.undoneCount; i++) {
            sum += of(routes.undone[i]);
        }
        return sum;
    }

    void adapt(boolean isDearer, Routes routes) {
        price = Math.max((double) least,
                Math.min((double) problem.mustServe, isDearer ? price * ADAPTATION : price / ADAPTATION));
        for (int c = 0; c < factor.length; c++) {
            if (routes.route(c) != Routes.UNDONE) {
                factor[c] = 1 + (factor[c] - 1) / ADAPTATION;
            } else if (price * factor[c] < problem.mustServe) {
                factor[c] *= ADAPTATION;
            }
        }
    }
}
