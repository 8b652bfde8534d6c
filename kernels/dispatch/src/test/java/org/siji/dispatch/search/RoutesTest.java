package org.siji.dispatch.search;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The judgement of moves by segments, and their undoing, against a plain walk along whole routes. */
class RoutesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void insertionIsJudgedAsByAWalkAlongTheRoute(long seed) {
        Random random = new Random(seed);
        SearchProblem problem = Problems.random(random, 30, seed % 2 == 0);
        int allowed = 0;
        int refused = 0;
        for (int round = 0; round < 5; round++) {
            int[][] plan = Problems.randomPlan(random, problem);
            Routes routes = loaded(problem, plan);
            for (int i = 0; i < routes.undoneCount; i++) {
                int c = routes.undone[i];
                for (int v = 0; v < plan.length; v++) {
                    int p = routes.start(v);
                    for (int at = 0; at <= plan[v].length; at++) {
                        int[] with = inserted(plan[v], at, c);
                        boolean sound = Problems.isSound(problem, v, with);
                        int found = new Insertion(routes).cost(c, p, Integer.MAX_VALUE);
                        if (sound) {
                            long fixed = plan[v].length == 0 ? problem.types[problem.typeOf[v]].fixedCost() : 0;
                            int wait = Problems.wait(problem, v, with) - Problems.wait(problem, v, plan[v]);
                            assertThat(found + fixed)
                                    .isEqualTo(Problems.cost(problem, v, with) - Problems.cost(problem, v, plan[v])
                                            + (problem.limitsDuration ? (int) (Insertion.WAIT_WEIGHT * wait) : 0));
                            allowed++;
                        } else {
                            assertThat(found).as("seed %d vehicle %d %s", seed, v, Arrays.toString(with))
                                    .isEqualTo(Integer.MAX_VALUE);
                            refused++;
                        }
                        p = routes.next(p);
                    }
                }
            }
        }
        assertThat(allowed).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void exchangeOfTailsIsJudgedAsByAWalkAlongTheRoutes(long seed) {
        Random random = new Random(seed);
        SearchProblem problem = Problems.random(random, 30, seed % 2 == 0);
        int allowed = 0;
        for (int round = 0; round < 40; round++) {
            int[][] plan = Problems.randomPlan(random, problem);
            Routes routes = loaded(problem, plan);
            int v = random.nextInt(plan.length);
            int w = random.nextInt(plan.length);
            if (v == w || plan[v].length + plan[w].length == 0) {
                continue;
            }
            int i = random.nextInt(plan[v].length + 1);
            int j = random.nextInt(plan[w].length + 1);
            int p = i == 0 ? routes.start(v) : plan[v][i - 1];
            int s = j == plan[w].length ? routes.start(w) + 1 : plan[w][j];
            int[] newV = joined(plan[v], i, plan[w], j);
            int[] newW = joined(plan[w], j, plan[v], i);
            boolean sound = Problems.isSound(problem, v, newV) && Problems.isSound(problem, w, newW);
            Tails tails = new Tails(routes);
            int found = tails.cost(p, s, Integer.MAX_VALUE);
            boolean fits = found < Integer.MAX_VALUE && tails.fit(p, s);
            assertThat(fits).isEqualTo(sound);
            if (sound) {
                allowed++;
                long delta = Problems.cost(problem, v, newV) + Problems.cost(problem, w, newW)
                        - Problems.cost(problem, v, plan[v]) - Problems.cost(problem, w, plan[w]);
                assertThat(found).isEqualTo(delta);
                long before = routes.cost;
                tails.swap(p, s);
                assertThat(routes.cost - before).isEqualTo(delta);
                assertThat(routes.clients(v, new int[0])).isEqualTo(newV);
                assertThat(routes.clients(w, new int[0])).isEqualTo(newW);
                assertLikeNew(problem, routes);
            }
        }
        assertThat(allowed).isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void changesLeaveWhatLoadingWouldAndCanBeTakenBack(long seed) {
        Random random = new Random(seed);
        SearchProblem problem = Problems.random(random, 40, seed % 2 == 0);
        Routes routes = loaded(problem, Problems.randomPlan(random, problem));
        for (int round = 0; round < 25; round++) {
            int[][] before = plan(routes);
            long cost = routes.cost;
            int[] undone = Arrays.copyOf(routes.undone, routes.undoneCount);
            for (int change = 0; change < 6; change++) {
                change(random, routes);
            }
            assertThat(routes.isBroken()).isFalse();
            assertLikeNew(problem, routes);
            if (random.nextBoolean()) {
                routes.undo();
                assertThat(plan(routes)).isDeepEqualTo(before);
                assertThat(routes.cost).isEqualTo(cost);
                assertThat(Arrays.copyOf(routes.undone, routes.undoneCount)).isEqualTo(undone);
                assertLikeNew(problem, routes);
            } else {
                routes.mark();
            }
        }
    }

    @Test
    void loadingAnewForgetsWhatWasLoadedBefore() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SearchProblem problem = Problems.random(random, 40, true);
            Routes routes = loaded(problem, Problems.randomPlan(random, problem));
            for (int round = 0; round < 5; round++) {
                int[][] plan = plan(routes);
                int v = random.nextInt(plan.length);
                plan[v] = Arrays.copyOf(plan[v], plan[v].length / 2);
                routes.clear();
                load(routes, plan);
                assertLikeNew(problem, routes);
                int[][] other = Problems.randomPlan(random, problem);
                routes.clear();
                load(routes, other);
                assertLikeNew(problem, routes);
            }
        }
    }

    @Test
    void aSnapshotFollowsOnlyWhatIsKept() {
        Random random = new Random(7);
        SearchProblem problem = Problems.random(random, 40, false);
        int[][] plan = Problems.randomPlan(random, problem);
        Routes routes = loaded(problem, plan);
        int[][] snapshot = plan.clone();
        for (int round = 0; round < 50; round++) {
            change(random, routes);
            if (random.nextBoolean()) {
                routes.noteChanges();
                routes.mark();
                routes.snapshot(snapshot);
            } else {
                routes.undo();
            }
            assertThat(snapshot).isDeepEqualTo(plan(routes));
        }
    }

    private static void change(Random random, Routes routes) {
        if (routes.undoneCount > 0 && random.nextBoolean()) {
            int at = random.nextInt(routes.undoneCount);
            int c = routes.undone[at];
            int v = random.nextInt(routes.problem.vehicles);
            for (int p = routes.start(v);;) {
                if (new Insertion(routes).cost(c, p, Integer.MAX_VALUE) < Integer.MAX_VALUE) {
                    routes.undone[at] = routes.undone[--routes.undoneCount];
                    routes.insert(c, p);
                    return;
                }
                p = routes.next(p);
                if (!routes.isClient(p)) {
                    return;
                }
            }
        }
        int c = random.nextInt(routes.problem.clients);
        if (routes.route(c) >= 0) {
            int last = c;
            for (int i = random.nextInt(3); i > 0 && routes.isClient(routes.next(last)); i--) {
                last = routes.next(last);
            }
            routes.remove(c, last);
        }
    }

    private static int[][] plan(Routes routes) {
        return IntStream.range(0, routes.problem.vehicles).mapToObj(v -> routes.clients(v, new int[0]))
                .toArray(int[][]::new);
    }

    /** Judges every insertion as freshly loaded routes do, and has their cost. */
    private static void assertLikeNew(SearchProblem problem, Routes routes) {
        Routes fresh = loaded(problem, plan(routes));
        assertThat(routes.cost).isEqualTo(fresh.cost);
        assertThat(routes.undoneCount).isEqualTo(fresh.undoneCount);
        for (int i = 0; i < fresh.undoneCount; i++) {
            int c = fresh.undone[i];
            for (int x = 0; x < problem.clients + 2 * problem.vehicles; x++) {
                boolean isEnd = x >= problem.clients && (x - problem.clients) % 2 == 1;
                if (!isEnd) {
                    assertThat(new Insertion(routes).cost(c, x, Integer.MAX_VALUE))
                            .isEqualTo(new Insertion(fresh).cost(c, x, Integer.MAX_VALUE));
                }
            }
        }
    }

    private static Routes loaded(SearchProblem problem, int[][] plan) {
        Routes routes = new Routes(problem);
        load(routes, plan);
        return routes;
    }

    private static void load(Routes routes, int[][] plan) {
        SearchProblem problem = routes.problem;
        boolean[] done = new boolean[problem.clients];
        for (int v = 0; v < plan.length; v++) {
            routes.load(v, plan[v]);
            Arrays.stream(plan[v]).forEach(c -> done[c] = true);
        }
        IntStream.range(0, problem.clients).filter(c -> !done[c]).forEach(routes::addUndone);
        routes.mark();
    }

    private static int[] inserted(int[] route, int at, int c) {
        return IntStream.concat(IntStream.concat(Arrays.stream(route, 0, at), IntStream.of(c)),
                Arrays.stream(route, at, route.length)).toArray();
    }

    private static int[] joined(int[] head, int headLength, int[] tail, int tailFrom) {
        return IntStream.concat(Arrays.stream(head, 0, headLength), Arrays.stream(tail, tailFrom, tail.length))
                .toArray();
    }
}
