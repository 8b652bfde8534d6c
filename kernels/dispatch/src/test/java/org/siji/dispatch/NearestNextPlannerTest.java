package org.siji.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.siji.dispatch.DispatchPlan.MachineDay;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Unassigned;
import org.siji.dispatch.DispatchProblem.Job;
import org.siji.dispatch.DispatchProblem.Machine;
import org.siji.dispatch.PlanCheck.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NearestNextPlannerTest {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 20);

    private static Machine combine(String id, int days) {
        return new Machine(id, 110.10, 27.80, Map.of("HARVEST", 6.0), 15, 7, 10, DAY, DAY.plusDays(days - 1));
    }

    private static Job harvest(String id, double lon, double mu, int firstDay, int lastDay) {
        return new Job(id, lon, 27.80, mu, "HARVEST", DAY.plusDays(firstDay), DAY.plusDays(lastDay));
    }

    private static DispatchProblem problem(List<Machine> machines, List<Job> jobs) {
        return new DispatchProblem(machines, jobs, DAY, DAY.plusDays(9), 1.3);
    }

    private static DispatchPlan plan(DispatchProblem problem) {
        DispatchPlan plan = new NearestNextPlanner().plan(problem);
        assertThat(PlanCheck.violations(problem, plan)).isEmpty();
        return plan;
    }

    @Test
    void goesToTheNearestThenTheNextNearest() {
        DispatchPlan plan = plan(problem(List.of(combine("m", 10)), List.of(harvest("far", 110.20, 6, 0, 9),
                harvest("near", 110.11, 6, 0, 9), harvest("middle", 110.15, 6, 0, 9))));
        List<Stop> stops = plan.machineDays().get(0).stops();
        assertThat(stops).extracting(Stop::jobId).containsExactly("near", "middle", "far");
        // 0.01 degrees of longitude at 27.8 N are 0.984 km; with detour 1.279 km at 15 km/h: 5.1 minutes.
        assertThat(stops.get(0).driveMinutes()).isEqualTo(6);
        assertThat(stops.get(0).startHour()).isEqualTo(7.1, within(1e-9));
        assertThat(stops.get(0).workMinutes()).isEqualTo(60);
    }

    @Test
    void aLongJobGoesOnTheNextMorning() {
        DispatchPlan plan = plan(problem(List.of(combine("m", 10)), List.of(harvest("long", 110.10, 90, 0, 9))));
        assertThat(plan.machineDays()).containsExactly(
                new MachineDay("m", DAY, List.of(new Stop("long", 0, 7, 600, 60, true))),
                new MachineDay("m", DAY.plusDays(1), List.of(new Stop("long", 0, 7, 300, 30, false))));
    }

    @Test
    void waitsForAWindowAndKeepsADeadline() {
        DispatchPlan plan = plan(problem(List.of(combine("m", 10)),
                List.of(harvest("late", 110.10, 6, 4, 5), harvest("today", 110.12, 6, 0, 0))));
        assertThat(plan.machineDays()).extracting(MachineDay::day).containsExactly(DAY, DAY.plusDays(4));
        assertThat(plan.unassigned()).isEmpty();
    }

    @Test
    void whatFindsNoPlaceIsListedWithItsReason() {
        Job tillage = new Job("tillage", 110.1, 27.8, 5, "TILLAGE", DAY, DAY.plusDays(9));
        DispatchPlan plan = plan(problem(List.of(combine("m", 3)), List.of(tillage, harvest("later", 110.1, 5, 5, 9),
                harvest("huge", 110.1, 500, 0, 9), harvest("a", 110.1, 60, 0, 0), harvest("b", 110.1, 60, 0, 0))));
        assertThat(plan.unassigned()).containsExactly(new Unassigned("b", Reason.NO_TIME_LEFT),
                new Unassigned("huge", Reason.TOO_LARGE_FOR_WINDOW),
                new Unassigned("later", Reason.NO_MACHINE_IN_WINDOW),
                new Unassigned("tillage", Reason.NO_MACHINE_FOR_OPERATION));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    private static DispatchProblem random(long seed) {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            Map<String, Double> rates = random.nextBoolean()
                    ? Map.of("HARVEST", 3 + random.nextDouble() * 9)
                    : Map.of("HARVEST", 4.0, "TILLAGE", 2 + random.nextDouble() * 5);
            LocalDate from = DAY.plusDays(random.nextInt(5) - 2);
            machines.add(new Machine("m" + i, 110 + random.nextDouble() * 0.3, 27.7 + random.nextDouble() * 0.3, rates,
                    10 + random.nextInt(20), 5 + random.nextDouble() * 3, 4 + random.nextDouble() * 9, from,
                    from.plusDays(random.nextInt(12))));
        }
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < random.nextInt(80); i++) {
            LocalDate from = DAY.plusDays(random.nextInt(12) - 2);
            jobs.add(new Job("j" + i, 110 + random.nextDouble() * 0.3, 27.7 + random.nextDouble() * 0.3,
                    0.3 + Math.pow(random.nextDouble(), 3) * 120, random.nextInt(4) == 0 ? "TILLAGE" : "HARVEST", from,
                    from.plusDays(random.nextInt(8))));
        }
        return problem(machines, jobs);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPlanIsSoundAndIndependentOfTheOrderOfInput(long seed) {
        DispatchProblem problem = random(seed);
        DispatchPlan plan = plan(problem);
        List<Job> jobs = new ArrayList<>(problem.jobs());
        List<Machine> machines = new ArrayList<>(problem.machines());
        Collections.shuffle(jobs, new Random(seed));
        Collections.shuffle(machines, new Random(seed));
        assertThat(plan(problem(machines, jobs))).as("seed %d", seed).isEqualTo(plan);
    }

    /** The check itself must notice: each plan here breaks one rule. */
    @Test
    void theCheckNoticesEachBrokenRule() {
        DispatchProblem problem = problem(List.of(combine("m", 3), combine("n", 3)),
                List.of(harvest("a", 110.10, 6, 0, 1), harvest("b", 110.15, 6, 0, 1)));
        Stop a = new Stop("a", 0, 7, 60, 6, false);
        Stop b = new Stop("b", 26, 8 + 26 / 60.0, 60, 6, false);
        assertThat(kinds(problem, day("m", 0, a, b))).isEmpty();
        assertThat(kinds(problem, day("m", 0, a))).containsExactly(Kind.JOB_MISSING);
        assertThat(kinds(problem, day("m", 0, a, b), day("n", 0, a))).contains(Kind.JOB_TWICE);
        assertThat(kinds(problem, day("x", 0, a, b))).contains(Kind.UNKNOWN_MACHINE);
        assertThat(kinds(problem, day("m", 0, a, b, new Stop("c", 0, 12, 60, 6, false)))).contains(Kind.UNKNOWN_JOB);
        assertThat(kinds(problem, day("m", 2, a, b))).containsOnly(Kind.OUTSIDE_WINDOW);
        assertThat(kinds(problem, day("m", 5, a, b))).contains(Kind.MACHINE_NOT_AVAILABLE);
        assertThat(kinds(problem, day("m", 12, a, b))).contains(Kind.OUTSIDE_PLAN);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 5, 9, 60, 6, false)))).contains(Kind.DRIVE_TOO_SHORT);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 26, 8, 60, 6, false)))).contains(Kind.OVERLAP);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 26, 16.5, 60, 6, false)))).contains(Kind.DAY_TOO_LONG);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 26, 9, 30, 6, false))))
                .contains(Kind.WORK_MINUTES_WRONG);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 26, 9, 60, 5, false)))).contains(Kind.AREA_WRONG);
        assertThat(kinds(problem, day("m", 0, a, new Stop("b", 26, 9, 30, 3, true)))).contains(Kind.BROKEN_OFF);
        assertThat(kinds(problem, day("m", 0, a), day("m", 0, b))).contains(Kind.MACHINE_DAY_TWICE);
        Machine tiller = new Machine("t", 110.1, 27.8, Map.of("TILLAGE", 6.0), 15, 7, 10, DAY, DAY);
        assertThat(kinds(problem(List.of(tiller), problem.jobs()), day("t", 0, a, b)))
                .contains(Kind.CANNOT_DO_OPERATION);
    }

    private static MachineDay day(String machine, int day, Stop... stops) {
        return new MachineDay(machine, DAY.plusDays(day), List.of(stops));
    }

    private static List<Kind> kinds(DispatchProblem problem, MachineDay... days) {
        return PlanCheck.violations(problem, new DispatchPlan(List.of(days), List.of())).stream()
                .map(PlanCheck.Violation::kind).toList();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> harvest("a", 110, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> harvest("a", 110, 5, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Machine("m", 110, 27, Map.of(), 15, 20, 10, DAY, DAY))
                .isInstanceOf(IllegalArgumentException.class);
        Job job = harvest("a", 110, 5, 0, 1);
        assertThatThrownBy(() -> problem(List.of(), List.of(job, job))).isInstanceOf(IllegalArgumentException.class);
    }
}
