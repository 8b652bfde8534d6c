package org.siji.dispatch.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingCheck.Kind;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNextRoutingTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void routesBreakNoRuleAndTheSumAgreesWithTheCheck(long seed) {
        Random random = new Random(seed);
        List<Location> locations = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int from = i < 2 ? 0 : random.nextInt(800);
            locations.add(new Location(random.nextInt(100), random.nextInt(100), i < 2 ? 0 : random.nextInt(20),
                    i < 2 ? 0 : 10, from, i < 2 ? 1000 : from + 100));
        }
        int[] distance = new int[60 * 60];
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                distance[i * 60 + j] = (int) Math.hypot(locations.get(i).x() - locations.get(j).x(),
                        locations.get(i).y() - locations.get(j).y());
            }
        }
        List<Vehicle> vehicles = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            BitSet allowed = new BitSet();
            allowed.set(2, 20 + random.nextInt(40));
            vehicles.add(new Vehicle(i % 2, 80, 700, i % 3 == 0 ? allowed : null));
        }
        RoutingProblem problem = new RoutingProblem("random", 2, 1, locations, vehicles, distance);
        var solved = new NearestNextRouting().solve(problem, SolveLimits.ofIterations(1, 1, seed),
                RoutingSolver.Listener.NONE, null);
        RoutingCheck.Verdict verdict = RoutingCheck.check(problem, solved.plan());
        assertThat(verdict.violations()).allMatch(violation -> violation.kind() == Kind.UNVISITED);
        assertThat(verdict.distance()).isEqualTo(solved.distance());
        assertThat(verdict.unvisited()).isEqualTo(solved.unvisited()).isLessThan(58);
    }
}
