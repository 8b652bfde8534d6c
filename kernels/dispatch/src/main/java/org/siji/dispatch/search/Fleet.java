package org.siji.dispatch.search;

import java.util.Arrays;

/** What the search looks up by vehicle; matrices are row by row as in {@link SearchProblem}, the transposed ones are "into". */
final class Fleet {
    final int[] type;
    /** Vehicles of one number travel and serve alike. */
    final int[] pace;
    final int[] capacity;
    final int[] maxDuration;
    final int[] fixedCost;
    final int[][] costOut;
    final int[][] costInto;
    final int[][] timeOut;
    final int[][] timeInto;
    final int[][] service;
    private final boolean[][] allowed;

    Fleet(SearchProblem problem) {
        int vehicles = problem.vehicles;
        type = problem.typeOf;
        pace = Arrays.stream(type).map(t -> problem.paceOf[t]).toArray();
        capacity = new int[vehicles];
        maxDuration = new int[vehicles];
        fixedCost = new int[vehicles];
        costOut = new int[vehicles][];
        costInto = new int[vehicles][];
        timeOut = new int[vehicles][];
        timeInto = new int[vehicles][];
        service = new int[vehicles][];
        allowed = new boolean[vehicles][];
        for (int v = 0; v < vehicles; v++) {
            SearchProblem.Type kind = problem.types[type[v]];
            capacity[v] = kind.capacity();
            maxDuration[v] = kind.maxDuration();
            fixedCost[v] = kind.fixedCost();
            costOut[v] = kind.travel().cost;
            costInto[v] = kind.travel().costInto;
            timeOut[v] = kind.travel().time;
            timeInto[v] = kind.travel().timeInto;
            service[v] = kind.service();
            allowed[v] = kind.allowed();
        }
    }

    boolean mayServe(int vehicle, int client) {
        return allowed[vehicle].length == 0 || allowed[vehicle][client];
    }
}
