package org.siji.bench.dispatch;

import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlanner;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.DispatchPlanner.Solved;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.NearestNextPlanner;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.Replanning;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.Span;
import org.siji.dispatch.WeatherBlock;
import org.siji.dispatch.WorkOrder;
import org.siji.formats.dispatch.DispatchJson;
import org.siji.sample.SampleDispatch;

/** A county's rush: how soon there is a plan, how good it becomes, how it is planned anew, and what is left of it in bad luck. */
final class CountyBench {

    private static final String SET = "county";
    private static final int REPLAN_DAY = 4;
    private static final double REPLAN_SECONDS = 3;
    private static final int REPLAYS = 20;
    /** Its costs are a matrix for each machine and day: ten gigabytes with 1,000 orders. */
    private static final int MAX_OR_TOOLS_ORDERS = 200;

    private final Rows rows;
    private final LongSupplier clock;
    private final int threads;
    private final long seed;
    private final double timeFactor;
    private final boolean isQuick;
    private final @Nullable Path plans;

    /** @param plans folder for the plans found; null where they aren't wanted */
    CountyBench(Rows rows, LongSupplier clock, int threads, long seed, double timeFactor, boolean isQuick,
            @Nullable Path plans) {
        this.rows = rows;
        this.clock = clock;
        this.threads = threads;
        this.seed = seed;
        this.timeFactor = timeFactor;
        this.isQuick = isQuick;
        this.plans = plans;
    }

    void run() throws IOException {
        PublishedCounty large = PublishedCounty.LARGEST;
        DispatchProblem problem = large.problem();
        Solved planned = plan(large, "-60s", problem, 60);
        if (!isQuick) {
            plan(large, "-600s", problem, 600);
        }
        if (planned != null) {
            replan(large.name(), problem, planned.plan());
        }
        if (!rows.has(SET, "replays", "siji")) {
            replays(isQuick ? 3 : REPLAYS);
        }
        if (!isQuick) {
            for (PublishedCounty county : PublishedCounty.ALL) {
                if (!county.equals(large)) {
                    plan(county, "", county.problem(), 60);
                }
            }
        }
    }

    /** Small counties, of each the part that OR-Tools can say; both get the same time, and its plan is continued by our insertion. */
    void besideOrTools() {
        for (PublishedCounty county : PublishedCounty.ALL) {
            String name = county.name() + "-by-day";
            if (county.orders() > MAX_OR_TOOLS_ORDERS || isQuick && county.seed() > 1 || rows.has(SET, name, "siji")) {
                continue;
            }
            DispatchProblem problem = OrToolsCounty.sayable(county.problem());
            double limit = 60 * timeFactor;
            DispatchPlan found = new OrToolsCounty(problem).solve(limit);
            Solved theirs = DispatchPlanner.best().solve(problem, SolveLimits.ofIterations(0, 1, seed), Listener.NONE,
                    found == null ? new DispatchPlan(List.of(), List.of()) : found);
            Solved ours = DispatchPlanner.best().solve(problem, seconds(limit), Listener.NONE);
            long placed = found == null ? 0 : found.routes().stream().mapToLong(route -> route.stops().size()).sum();
            // A run that was stopped between the two rows has the first already.
            if (!rows.has(SET, name, "ortools")) {
                rows.add(besideRow(name, problem, "ortools", theirs) + " placed=" + placed);
            }
            rows.add(besideRow(name, problem, "siji", ours) + " cheaper_percent=%.1f".formatted(
                    100.0 * (theirs.cost().totalFen() - ours.cost().totalFen()) / theirs.cost().totalFen()));
        }
    }

    private static String besideRow(String name, DispatchProblem problem, String engine, Solved solved) {
        return "row set=%s instance=%s engine=%s orders=%d yuan=%.0f %s undone=%d check=%s".formatted(SET, name, engine,
                problem.orders().size(), solved.cost().totalFen() / 100.0, parts(solved.cost()),
                solved.plan().undone().size(), check(problem, solved));
    }

    private SolveLimits seconds(double seconds) {
        return SolveLimits.ofSeconds(seconds, clock, threads, seed);
    }

    /** Null when the log has the row already. */
    private @Nullable Solved plan(PublishedCounty county, String suffix, DispatchProblem problem, double seconds)
            throws IOException {
        String name = county.name() + suffix;
        if (rows.has(SET, name, "siji")) {
            return null;
        }
        PlanCost plain = new NearestNextPlanner().solve(problem, seconds(seconds), Listener.NONE).cost();
        long begin = clock.getAsLong();
        double[] first = {-1, 0};
        Solved solved = DispatchPlanner.best().solve(problem, seconds(seconds * timeFactor), new Listener() {
            @Override
            public void better(PlanCost cost, long iterations, Supplier<DispatchPlan> plan) {
                if (first[0] < 0) {
                    first[0] = (clock.getAsLong() - begin) / 1e9;
                    first[1] = cost.totalFen() / 100.0;
                }
            }
        });
        double taken = (clock.getAsLong() - begin) / 1e9;
        rows.add(("row set=%s instance=%s engine=siji orders=%d machines=%d first_s=%.2f first_yuan=%.0f yuan=%.0f %s"
                + " nearest_next_yuan=%.0f nearest_next_must=%d undone=%d check=%s time_s=%.2f iterations=%d load=%.1f")
                .formatted(SET, name, problem.orders().size(), problem.machines().size(), first[0], first[1],
                        solved.cost().totalFen() / 100.0, parts(solved.cost()), plain.totalFen() / 100.0,
                        plain.undoneMust(), solved.plan().undone().size(), check(problem, solved), taken,
                        solved.iterations(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        if (plans != null) {
            Files.createDirectories(plans);
            try (Writer out = Files.newBufferedWriter(plans.resolve(county.name() + ".json"))) {
                DispatchJson.write(solved.plan(), solved.cost(), problem.from(), out);
            }
        }
        return solved;
    }

    private static String parts(PlanCost cost) {
        return "lateness=%d travel=%d machines=%d prizes=%d must=%d".formatted(cost.latenessFen() / 100,
                cost.travelFen() / 100, cost.machineFen() / 100, cost.undoneFen() / 100, cost.undoneMust());
    }

    private static String check(DispatchProblem problem, Solved solved) {
        PlanCheck.Verdict verdict = PlanCheck.check(problem, solved.plan());
        if (!verdict.violations().isEmpty()) {
            return "unsound(" + verdict.violations().get(0).kind() + ")";
        }
        return verdict.cost().equals(solved.cost()) ? "sound" : "unsound(cost)";
    }

    /** On the fifth morning something has happened. */
    private void replan(String name, DispatchProblem problem, DispatchPlan plan) {
        DispatchProblem rest = Replanning.restOf(problem, plan, REPLAN_DAY);
        DispatchPlan old = Replanning.restOf(plan, REPLAN_DAY);
        Set<String> concerned = new HashSet<>();
        old.routes().stream().limit(3).forEach(route -> concerned.add(route.machineId()));
        List<Span> broken = List.of(Span.ofDays(REPLAN_DAY, REPLAN_DAY + 2));
        again(name + "-breakdown", rest.withMachines(rest.machines().stream()
                .map(machine -> concerned.contains(machine.id()) ? machine.withDown(broken) : machine).toList()), old,
                concerned);
        if (isQuick) {
            return;
        }
        String zone = rest.orders().isEmpty() ? "" : rest.orders().get(0).zone();
        List<WeatherBlock> weather = new ArrayList<>(rest.weather());
        weather.add(new WeatherBlock(zone, Set.of(), Span.ofDays(REPLAN_DAY, REPLAN_DAY)));
        again(name + "-rain", rest.withWeather(weather), old, inZone(rest, old, zone));
        List<WorkOrder> orders = new ArrayList<>(rest.orders());
        DispatchProblem other = SampleDispatch.of(400, 20, problem.days(), seed + 77);
        other.orders().stream().filter(order -> order.operation().equals("HARVEST")).limit(50)
                .forEach(order -> orders.add(urgent(order)));
        again(name + "-urgent", rest.withOrders(orders), old, Set.of());
    }

    private static WorkOrder urgent(WorkOrder order) {
        return WorkOrder.of("U" + order.id(), order.entry(), order.mu(), order.operation(), REPLAN_DAY, REPLAN_DAY + 2)
                .withZone(order.zone()).withPrizeFen(Math.round(order.mu() * 117_000));
    }

    private static Set<String> inZone(DispatchProblem problem, DispatchPlan plan, String zone) {
        Set<String> orders = new HashSet<>();
        problem.orders().stream().filter(order -> order.zone().equals(zone)).forEach(order -> orders.add(order.id()));
        Set<String> machines = new HashSet<>();
        plan.routes().stream().filter(route -> route.stops().stream()
                .anyMatch(stop -> stop.day() == REPLAN_DAY && orders.contains(stop.orderId())))
                .forEach(route -> machines.add(route.machineId()));
        return machines;
    }

    private void again(String name, DispatchProblem changed, DispatchPlan old, Set<String> concerned) {
        if (rows.has(SET, name, "siji")) {
            return;
        }
        long begin = clock.getAsLong();
        Solved quick = DispatchPlanner.best().solve(changed, seconds(REPLAN_SECONDS), Listener.NONE, old);
        double taken = (clock.getAsLong() - begin) / 1e9;
        Solved scratch = DispatchPlanner.best().solve(changed, seconds(60 * timeFactor), Listener.NONE);
        double over = (quick.cost().totalFen() - scratch.cost().totalFen()) * 100.0
                / Math.max(1, scratch.cost().totalFen());
        rows.add(("row set=%s instance=%s engine=siji yuan=%.0f scratch_60s_yuan=%.0f over_scratch_percent=%.2f "
                + "must=%d scratch_must=%d kept_percent=%.1f check=%s time_s=%.2f load=%.1f").formatted(SET, name,
                        quick.cost().totalFen() / 100.0, scratch.cost().totalFen() / 100.0, over,
                        quick.cost().undoneMust(), scratch.cost().undoneMust(),
                        keptPercent(old, quick.plan(), concerned), check(changed, quick), taken,
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** Of the orders of machines that nothing has happened to: how many are still on the same machine in the same sequence. */
    static double keptPercent(DispatchPlan old, DispatchPlan plan, Set<String> concerned) {
        int kept = 0;
        int all = 0;
        for (Route before : old.routes()) {
            if (!concerned.contains(before.machineId())) {
                List<String> sequence = sequence(before);
                all += sequence.size();
                kept += plan.routes().stream().filter(route -> route.machineId().equals(before.machineId()))
                        .mapToInt(route -> longestCommon(sequence, sequence(route))).sum();
            }
        }
        return all == 0 ? 100 : kept * 100.0 / all;
    }

    private static List<String> sequence(Route route) {
        return route.stops().stream().map(Stop::orderId).distinct().toList();
    }

    private static int longestCommon(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                length[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length[a.size()][b.size()];
    }

    /** A small county, many times, each time with other luck; both planners meet the same luck and plan anew each morning. */
    private void replays(int count) {
        DispatchProblem problem = SampleDispatch.of(400, 32, 12, seed);
        DispatchPlanner plain = new NearestNextPlanner();
        Solved plainPlan = plain.solve(problem, seconds(1), Listener.NONE);
        Solved ourPlan = DispatchPlanner.best().solve(problem, seconds(10), Listener.NONE);
        double planned = (double) (plainPlan.cost().totalFen() - ourPlan.cost().totalFen());
        double realised = 0;
        double plainTotal = 0;
        for (int replay = 0; replay < count; replay++) {
            Replay luck = new Replay(problem, seed * 1000 + replay);
            PlanCost worst = luck.play(plain, plainPlan.plan(), seconds(1));
            PlanCost ours = luck.play(DispatchPlanner.best(), ourPlan.plan(), seconds(1));
            realised += (worst.totalFen() - ours.totalFen()) / (double) count;
            plainTotal += worst.totalFen() / (double) count;
            rows.note("replay %d: nearest-next %.0f yuan (must %d), siji %.0f yuan (must %d)".formatted(replay,
                    worst.totalFen() / 100.0, worst.undoneMust(), ours.totalFen() / 100.0, ours.undoneMust()));
        }
        rows.add(("row set=%s instance=replays engine=siji replays=%d planned_gain_yuan=%.0f realised_gain_yuan=%.0f "
                + "survives_percent=%.1f nearest_next_yuan=%.0f check=none time_s=0").formatted(SET, count,
                        planned / 100, realised / 100, planned == 0 ? 0 : realised / planned * 100,
                        plainTotal / 100));
    }
}
