package org.siji.bench.dispatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingCheck;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingSolver;

/** The first customers of published problems, few enough for an exact method: is what we find the optimum? */
final class SmallBench {

    static final String SET = "small";
    private static final int[] CUSTOMERS = {9, 14, 20};
    /** Of CP-SAT: about a quarter of a minute. */
    private static final double EFFORT = 15;
    private static final long ITERATIONS = 20_000;
    private static final Set<String> FROM = Set.of("C101", "C204", "R101", "R110", "R205", "RC101", "RC108", "RC207",
            "multi-depot/PR11A", "multi-depot/PR17A", "site-dependent/PR01", "site-dependent/PR07",
            "site-dependent/PR11A");

    private final Rows rows;
    private final int threads;
    private final long seed;

    SmallBench(Rows rows, int threads, long seed) {
        this.rows = rows;
        this.threads = threads;
        this.seed = seed;
    }

    /** @param isQuick only the smallest */
    void run(Path data, String named, boolean isQuick) throws IOException {
        for (int customers : isQuick ? new int[]{CUSTOMERS[0]} : CUSTOMERS) {
            for (RoutingInstance one : RoutingInstance.list(data)) {
                String name = one.set() + "-" + one.name() + "-" + customers;
                if ((FROM.contains(one.name()) || FROM.contains(one.set() + "/" + one.name())) && name.contains(named)
                        && !rows.has(SET, name, "siji")) {
                    row(name, first(one.problem(), customers));
                }
            }
        }
    }

    private void row(String name, RoutingProblem problem) {
        RoutingPlan plan = RoutingSolver.best().solve(problem, SolveLimits.ofIterations(ITERATIONS, threads, seed),
                RoutingSolver.Listener.NONE, null).plan();
        RoutingCheck.Verdict verdict = RoutingCheck.check(problem, plan);
        OptionalLong optimum = CpSatOptimum.of(problem, EFFORT);
        String proven = optimum.isPresent()
                ? String.format(Locale.ROOT, "optimum=%d gap_percent=%.3f ", optimum.getAsLong(),
                        (verdict.distance() - optimum.getAsLong()) * 100.0 / optimum.getAsLong())
                : "optimum=unproven ";
        rows.add("row set=%s instance=%s engine=siji distance=%d %scheck=%s iterations=%d".formatted(SET, name,
                verdict.distance(), proven, verdict.violations().isEmpty() ? "sound" : "unsound", ITERATIONS));
    }

    /** The same depots and vehicles with the first customers only. */
    private static RoutingProblem first(RoutingProblem whole, int customers) {
        int size = Math.min(whole.size(), whole.depots() + customers);
        List<Location> locations = new ArrayList<>();
        int[] distance = new int[size * size];
        for (int i = 0; i < size; i++) {
            locations.add(whole.location(i));
            for (int j = 0; j < size; j++) {
                distance[i * size + j] = whole.distance(i, j);
            }
        }
        return new RoutingProblem(whole.name(), whole.depots(), whole.scale(), locations, whole.vehicles(), distance);
    }
}
