package org.siji.dispatch.search;

import java.util.Arrays;

/** The vehicles of a walk that have no clients, by type. */
final class IdleVehicles {
    private final int[] typeOf;
    private final int[][] byType;
    private final int[] count;
    private final int[] position;

    IdleVehicles(SearchProblem problem) {
        typeOf = problem.typeOf;
        byType = new int[problem.types.length][];
        for (int t = 0; t < byType.length; t++) {
            byType[t] = new int[problem.types[t].count()];
        }
        count = new int[byType.length];
        position = new int[problem.vehicles];
    }

    void clear() {
        Arrays.fill(count, 0);
    }

    void add(int vehicle) {
        int t = typeOf[vehicle];
        position[vehicle] = count[t];
        byType[t][count[t]++] = vehicle;
    }

    void remove(int vehicle) {
        int t = typeOf[vehicle];
        int last = byType[t][--count[t]];
        byType[t][position[vehicle]] = last;
        position[last] = position[vehicle];
    }

    /** Some vehicle of the type, or -1. */
    int some(int type) {
        return count[type] == 0 ? -1 : byType[type][count[type] - 1];
    }

    int total() {
        int sum = 0;
        for (int idle : count) {
            sum += idle;
        }
        return sum;
    }
}
