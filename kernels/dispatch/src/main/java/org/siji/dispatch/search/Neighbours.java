package org.siji.dispatch.search;

import java.util.Arrays;

/**
 * For every client the clients that are likely to stand right before it, right after it, and near it. The measure is that of
 * granular search: travel plus a fifth of the waiting that the two windows enforce; pairs that the windows forbid are left out.
 */
final class Neighbours {
    private static final double WAIT_WEIGHT = 0.2;

    final int[][] before;
    final int[][] after;
    final int[][] near;

    Neighbours(SearchProblem problem, int width, int nearWidth) {
        int n = problem.clients;
        before = new int[n][];
        after = new int[n][];
        near = new int[n][];
        SearchProblem.Type type = problem.types[0];
        long[] keys = new long[n];
        for (int c = 0; c < n; c++) {
            int count = 0;
            for (int j = 0; j < n; j++) {
                long key = j == c ? -1 : key(problem, type, j, c);
                if (key >= 0) {
                    keys[count++] = key << 24 | j;
                }
            }
            before[c] = smallest(keys, count, width);
            count = 0;
            for (int j = 0; j < n; j++) {
                long key = j == c ? -1 : key(problem, type, c, j);
                if (key >= 0) {
                    keys[count++] = key << 24 | j;
                }
            }
            after[c] = smallest(keys, count, width);
            count = 0;
            for (int j = 0; j < n; j++) {
                keys[count++] = (j == c ? 0L : 1L + type.travel().cost[c * problem.places + j]) << 24 | j;
            }
            near[c] = smallest(keys, count, nearWidth);
        }
    }

    /** The mean way to the tenth nearest client: what an arc of a good plan is worth. */
    double meanWayToTenth(SearchProblem problem) {
        double sum = 0;
        for (int c = 0; c < problem.clients; c++) {
            sum += problem.types[0].travel().cost[c * problem.places + near[c][Math.min(10, near[c].length - 1)]];
        }
        return problem.clients == 0 ? 0 : sum / problem.clients;
    }

    private static long key(SearchProblem problem, SearchProblem.Type type, int from, int to) {
        if (problem.hasSkills && !problem.shareType(from, to)) {
            return -1;
        }
        int arc = from * problem.places + to;
        long done = type.service()[from] + (long) type.travel().time[arc];
        if (problem.open[from] + done > problem.close[to]) {
            return -1;
        }
        long wait = Math.max(0, problem.open[to] - (problem.close[from] + done));
        return type.travel().cost[arc] + (long) (WAIT_WEIGHT * wait);
    }

    private static int[] smallest(long[] keys, int count, int width) {
        int wanted = Math.min(count, width);
        select(keys, count, wanted);
        Arrays.sort(keys, 0, wanted);
        int[] result = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            result[i] = (int) (keys[i] & 0xFFFFFF);
        }
        return result;
    }

    /** Brings the {@code wanted} smallest to the front (Hoare's selection). */
    private static void select(long[] keys, int count, int wanted) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            long pivot = keys[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (keys[i] < pivot) {
                    i++;
                }
                while (keys[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swap = keys[i];
                    keys[i++] = keys[j];
                    keys[j--] = swap;
                }
            }
            if (wanted - 1 <= j) {
                high = j;
            } else if (wanted - 1 >= i) {
                low = i;
            } else {
                return;
            }
        }
    }
}
