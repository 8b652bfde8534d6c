package org.siji.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.siji.dispatch.DispatchPlan.MachineDay;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Unassigned;
import org.siji.dispatch.DispatchProblem.Job;
import org.siji.dispatch.DispatchProblem.Machine;

/** Checks a plan against everything that a plan must respect, independently of how it was made. */
public final class PlanCheck {

    private static final double HOUR_TOLERANCE = 1e-6;

    /** What a plan got wrong. */
    public enum Kind {
        UNKNOWN_MACHINE, UNKNOWN_JOB, MACHINE_DAY_TWICE, MACHINE_NOT_AVAILABLE, OUTSIDE_PLAN, OUTSIDE_WINDOW,
        CANNOT_DO_OPERATION, DAY_TOO_LONG, OVERLAP, DRIVE_TOO_SHORT, WORK_MINUTES_WRONG, AREA_WRONG, JOB_TWICE,
        JOB_MISSING, BROKEN_OFF
    }

    /** @param subject id of the job or machine concerned */
    public record Violation(Kind kind, String subject) {}

    private final DispatchProblem problem;
    private final Map<String, Job> jobs;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> minutesDone = new HashMap<>();
    private final Map<String, Double> muDone = new HashMap<>();
    private final Map<String, String> machineOfJob = new HashMap<>();

    private PlanCheck(DispatchProblem problem) {
        this.problem = problem;
        this.jobs = problem.jobs().stream().collect(Collectors.toMap(Job::id, job -> job));
    }

    /** Empty when the plan is sound. */
    public static List<Violation> violations(DispatchProblem problem, DispatchPlan plan) {
        PlanCheck check = new PlanCheck(problem);
        check.machines(plan);
        check.jobs(plan);
        return List.copyOf(check.violations);
    }

    private void machines(DispatchPlan plan) {
        Map<String, TreeMap<LocalDate, List<Stop>>> byMachine = new HashMap<>();
        for (MachineDay day : plan.machineDays()) {
            List<Stop> before = byMachine.computeIfAbsent(day.machineId(), id -> new TreeMap<>()).put(day.day(),
                    day.stops());
            require(before == null, Kind.MACHINE_DAY_TWICE, day.machineId());
        }
        for (Machine machine : problem.machines()) {
            TreeMap<LocalDate, List<Stop>> days = byMachine.remove(machine.id());
            if (days != null) {
                machineRoute(machine, days);
            }
        }
        byMachine.keySet().forEach(id -> violations.add(new Violation(Kind.UNKNOWN_MACHINE, id)));
    }

    private void machineRoute(Machine machine, TreeMap<LocalDate, List<Stop>> days) {
        double lon = machine.depotLonDegrees();
        double lat = machine.depotLatDegrees();
        String toContinue = null;
        for (Map.Entry<LocalDate, List<Stop>> day : days.entrySet()) {
            require(machine.isAvailable(day.getKey()), Kind.MACHINE_NOT_AVAILABLE, machine.id());
            require(!day.getKey().isBefore(problem.from()) && !day.getKey().isAfter(problem.to()), Kind.OUTSIDE_PLAN,
                    machine.id());
            double freeHour = machine.dayStartHour();
            for (Stop stop : day.getValue()) {
                Job job = jobs.get(stop.jobId());
                if (job == null) {
                    violations.add(new Violation(Kind.UNKNOWN_JOB, stop.jobId()));
                    continue;
                }
                require(toContinue == null || toContinue.equals(job.id()), Kind.BROKEN_OFF, job.id());
                int drive = Travel.minutes(lon, lat, job.entryLonDegrees(), job.entryLatDegrees(),
                        machine.roadKmPerHour(), problem.roadDetourFactor());
                require(stop.driveMinutes() >= drive, Kind.DRIVE_TOO_SHORT, job.id());
                require(stop.startHour() - stop.driveMinutes() / 60.0 >= freeHour - HOUR_TOLERANCE, Kind.OVERLAP,
                        job.id());
                stop(machine, job, stop, day.getKey());
                freeHour = stop.startHour() + stop.workMinutes() / 60.0;
                lon = job.entryLonDegrees();
                lat = job.entryLatDegrees();
                toContinue = stop.interrupted() ? job.id() : null;
            }
            require(freeHour <= machine.dayStartHour() + machine.hoursPerDay() + HOUR_TOLERANCE, Kind.DAY_TOO_LONG,
                    machine.id());
        }
        require(toContinue == null, Kind.BROKEN_OFF, machine.id());
    }

    private void stop(Machine machine, Job job, Stop stop, LocalDate day) {
        require(job.isOpen(day), Kind.OUTSIDE_WINDOW, job.id());
        String otherMachine = machineOfJob.putIfAbsent(job.id(), machine.id());
        require(otherMachine == null || otherMachine.equals(machine.id()), Kind.JOB_TWICE, job.id());
        if (!machine.rateMuPerHour().containsKey(job.operation())) {
            violations.add(new Violation(Kind.CANNOT_DO_OPERATION, job.id()));
            return;
        }
        int total = machine.workMinutes(job);
        int done = minutesDone.merge(job.id(), stop.workMinutes(), Integer::sum);
        require(stop.workMinutes() > 0 && done <= total && stop.interrupted() == done < total, Kind.WORK_MINUTES_WRONG,
                job.id());
        muDone.merge(job.id(), stop.mu(), Double::sum);
    }

    private void jobs(DispatchPlan plan) {
        Set<String> unassigned = new HashSet<>();
        for (Unassigned entry : plan.unassigned()) {
            require(jobs.containsKey(entry.jobId()), Kind.UNKNOWN_JOB, entry.jobId());
            require(unassigned.add(entry.jobId()) && !machineOfJob.containsKey(entry.jobId()), Kind.JOB_TWICE,
                    entry.jobId());
        }
        for (Job job : problem.jobs()) {
            if (machineOfJob.containsKey(job.id())) {
                double mu = muDone.getOrDefault(job.id(), 0.0);
                require(Math.abs(mu - job.mu()) <= 1e-9 * job.mu(), Kind.AREA_WRONG, job.id());
            } else {
                require(unassigned.contains(job.id()), Kind.JOB_MISSING, job.id());
            }
        }
    }

    private void require(boolean holds, Kind kind, String subject) {
        if (!holds) {
            violations.add(new Violation(kind, subject));
        }
    }
}
