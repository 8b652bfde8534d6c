package org.siji.bench.dispatch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.bench.Machines;
import org.siji.dispatch.routing.RoutingCheck;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How close plans come to the best known, on published problems and on counties, beside others in the same run. Each row is logged as
 * it ends; a run with the log of an earlier one goes on where that stopped.
 */
@Command(name = "dispatch", mixinStandardHelpOptions = true, description = "Plans of dispatch beside reference values and peers.")
public final class DispatchBench implements Callable<Integer> {

    private static final String COUNTY = "county";

    @Option(names = "--set", split = ",", description = "solomon, gh200, gh400, gh1000, multi-depot, site-dependent, small, county (all)")
    private List<String> sets = List.of("solomon", "gh200", "gh400", "gh1000", "multi-depot", "site-dependent",
            SmallBench.SET, COUNTY);
    @Option(names = "--instance", description = "only instances whose name holds this")
    private String instance = "";
    @Option(names = "--engines", split = ",", description = "siji, ortools, jsprit, timefold (siji)")
    private List<String> engines = List.of("siji");
    @Option(names = "--quick", description = "one instance of each class, within ten minutes")
    private boolean isQuick;
    @Option(names = "--time-factor", defaultValue = "1", description = "times the seconds of each set (${DEFAULT-VALUE})")
    private double timeFactor;
    @Option(names = "--threads", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private int threads;
    @Option(names = "--clock", defaultValue = "wall", description = "wall or, on a machine shared with others, cpu: processor time / threads (${DEFAULT-VALUE})")
    private BenchClock clock = BenchClock.WALL;
    @Option(names = "--seed", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;
    @Option(names = "--data", defaultValue = "../shared/data/routing", description = "published problems (${DEFAULT-VALUE})")
    private Path data = Path.of("");
    @Option(names = "--commit", defaultValue = "unknown", description = "what is measured, for the log")
    private String commit = "";
    @Option(names = "--log", description = "append the rows to this file, and leave out those that it has")
    private @Nullable Path log;

    @Option(names = "--plans", description = "write the counties' plans to this folder")
    private @Nullable Path plans;

    private DispatchBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DispatchBench()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Rows rows = new Rows(log);
        rows.note("commit %s; %s; load %.1f; clock %s, threads %d, seed %d, time factor %.2f".formatted(commit,
                Machines.describe(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), clock,
                threads, seed, timeFactor));
        if (Files.isDirectory(data)) {
            routing(rows);
            if (sets.contains(SmallBench.SET)) {
                new SmallBench(rows, threads, seed).run(data, instance, isQuick);
            }
        } else {
            rows.note("left out: no published problems at " + data);
        }
        if (sets.contains(COUNTY)) {
            CountyBench county = new CountyBench(rows, clock.nanos(threads), threads, seed, timeFactor, isQuick, plans);
            if (engines.contains(RoutingEngine.SIJI.text())) {
                county.run();
            }
            if (engines.contains(RoutingEngine.ORTOOLS.text())) {
                county.besideOrTools();
            }
        }
        rows.summary();
        return 0;
    }

    private void routing(Rows rows) throws IOException {
        for (RoutingInstance one : RoutingInstance.list(data)) {
            if (!sets.contains(one.set()) || isQuick && !one.isQuick() || !one.name().contains(instance)) {
                continue;
            }
            for (RoutingEngine engine : RoutingEngine.values()) {
                if (engines.contains(engine.text()) && !rows.has(one.set(), one.name(), engine.text())) {
                    rows.add(row(one, engine));
                }
            }
        }
    }

    private String row(RoutingInstance one, RoutingEngine engine) throws IOException {
        RoutingProblem problem = one.problem();
        String head = "row set=%s instance=%s engine=%s ".formatted(one.set(), one.name(), engine.text());
        double limit = one.seconds() * timeFactor;
        long begin = System.nanoTime();
        double cpuBegin = BenchClock.cpuSeconds();
        RoutingPlan plan = engine.solve(problem, limit, clock.nanos(threads), threads, seed);
        double seconds = (System.nanoTime() - begin) / 1e9;
        String time = "time_s=%.2f cpu_s=%.2f limit_s=%.1f load=%.1f".formatted(seconds,
                BenchClock.cpuSeconds() - cpuBegin, limit,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (plan == null) {
            return head + "check=none " + time;
        }
        RoutingCheck.Verdict verdict = RoutingCheck.check(problem, plan);
        boolean isSound = verdict.violations().isEmpty();
        return head + String.format(Locale.ROOT,
                "cost=%.3f reference=%.3f %sroutes=%d unvisited=%d check=%s %s",
                verdict.distance() / (double) problem.scale(),
                one.reference() / (double) problem.scale(),
                isSound
                        ? "gap_percent=%.3f ".formatted(
                                (verdict.distance() - one.reference()) * 100.0 / one.reference())
                        : "",
                plan.routes().stream().filter(route -> !route.isEmpty()).count(), verdict.unvisited(),
                isSound ? "sound" : "unsound(" + verdict.violations().get(0).kind() + ")", time);
    }
}
