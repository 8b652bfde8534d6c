package org.siji.dispatch.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small problems by lot, and the slow obvious way to judge a route of them. */
final class Problems {

    private Problems() {}

    /** Two types of vehicle with skills, depots and fixed costs of their own; times and costs are different matrices. */
    static SearchProblem random(Random random, int clients, boolean limitedShifts) {
        int places = clients + 2;
        int[] x = random.ints(places, 0, 100).toArray();
        int[] y = random.ints(places, 0, 100).toArray();
        int[] time = new int[places * places];
        int[] cost = new int[places * places];
        for (int i = 0; i < places; i++) {
            for (int j = 0; j < places; j++) {
                // One way is uphill, so that the matrix isn't symmetric.
                time[i * places + j] = (int) Math.ceil(Math.hypot(x[i] - x[j], y[i] - y[j])) + (i < j ? 3 : 0);
                cost[i * places + j] = 2 * time[i * places + j] + (i == j ? 0 : 5);
            }
        }
        int[] open = random.ints(clients, 0, 400).toArray();
        int[] close = IntStream.of(open).map(from -> from + 50 + random.nextInt(300)).toArray();
        int[] demand = random.ints(clients, 1, 10).toArray();
        int[] service = random.ints(clients, 5, 30).toArray();
        boolean[] allowed = new boolean[clients];
        for (int c = 0; c < clients; c++) {
            allowed[c] = random.nextInt(4) > 0;
        }
        SearchProblem.Travel travel = new SearchProblem.Travel(places, cost, time);
        int limit = limitedShifts ? 350 : SearchProblem.UNLIMITED;
        long[] undone = new long[clients];
        java.util.Arrays.fill(undone, -1);
        return new SearchProblem(places, open, close, demand, undone,
                new SearchProblem.Type(4, clients, clients, 0, 800, limit, 40, 70, travel, service, new boolean[0]),
                new SearchProblem.Type(3, clients + 1, clients, 50, 700, limit, 30, 20, travel, service, allowed));
    }

    /** Sound routes that leave some clients out. */
    static int[][] randomPlan(Random random, SearchProblem problem) {
        int[][] plan = new int[problem.vehicles][0];
        List<Integer> clients = IntStream.range(0, problem.clients).boxed().collect(Collectors.toList());
        Collections.shuffle(clients, random);
        for (int c : clients.subList(0, clients.size() * 3 / 4)) {
            for (int attempt = 0; attempt < 20; attempt++) {
                int v = random.nextInt(problem.vehicles);
                List<Integer> route = IntStream.of(plan[v]).boxed().collect(Collectors.toCollection(ArrayList::new));
                route.add(random.nextInt(route.size() + 1), c);
                int[] with = route.stream().mapToInt(i -> i).toArray();
                if (isSound(problem, v, with)) {
                    plan[v] = with;
                    break;
                }
            }
        }
        return plan;
    }

    static boolean isSound(SearchProblem problem, int vehicle, int[] route) {
        if (route.length == 0) {
            return true;
        }
        SearchProblem.Type type = problem.types[problem.typeOf[vehicle]];
        int load = 0;
        for (int c : route) {
            load += problem.demand[c];
            if (!problem.allows(problem.typeOf[vehicle], c)) {
                return false;
            }
        }
        return load <= type.capacity() && shortest(problem, type, route) <= type.maxDuration();
    }

    /** Tries every time of leaving the depot that keeps all windows; more than any limit if none does. */
    private static int shortest(SearchProblem problem, SearchProblem.Type type, int[] route) {
        int shortest = Integer.MAX_VALUE;
        for (int leave = type.earliest(); leave <= type.latest(); leave++) {
            int time = leave;
            int at = type.startPlace();
            boolean inTime = true;
            for (int c : route) {
                time = Math.max(problem.open[c], time + type.travel().time[at * problem.places + c]);
                inTime &= time <= problem.close[c];
                time += type.service()[c];
                at = c;
            }
            time += type.travel().time[at * problem.places + type.endPlace()];
            if (inTime && time <= type.latest()) {
                shortest = Math.min(shortest, time - leave);
            }
        }
        return shortest;
    }

    /** How long a sound route waits if it leaves at the best time. */
    static int wait(SearchProblem problem, int vehicle, int[] route) {
        if (route.length == 0) {
            return 0;
        }
        SearchProblem.Type type = problem.types[problem.typeOf[vehicle]];
        int busy = 0;
        int at = type.startPlace();
        for (int c : route) {
            busy += type.travel().time[at * problem.places + c] + type.service()[c];
            at = c;
        }
        return shortest(problem, type, route) - busy - type.travel().time[at * problem.places + type.endPlace()];
    }

    static long cost(SearchProblem problem, int vehicle, int[] route) {
        SearchProblem.Type type = problem.types[problem.typeOf[vehicle]];
        if (route.length == 0) {
            return 0;
        }
        long cost = type.fixedCost();
        int at = type.startPlace();
        for (int c : route) {
            cost += type.travel().cost[at * problem.places + c];
            at = c;
        }
        return cost + type.travel().cost[at * problem.places + type.endPlace()];
    }
}
