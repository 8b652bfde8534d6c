package org.siji.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

import org.siji.dispatch.DispatchPlan.MachineDay;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Unassigned;
import org.siji.dispatch.DispatchProblem.Job;
import org.siji.dispatch.DispatchProblem.Machine;

/**
 * The plain rule of a dispatcher with a map: whichever machine is free first goes to the nearest job that it can finish
 * within the window. Between equally near ones the earlier deadline wins, then the lower id. A job longer than what is left
 * of the day goes on the next day.
 */
public final class NearestNextPlanner implements DispatchPlanner {

    /** Nobody drives out for less; a job that takes less in all is begun only if it can be finished. */
    private static final int MIN_PART_MINUTES = 30;

    @Override
    public DispatchPlan plan(DispatchProblem problem) {
        TreeMap<String, Job> open = new TreeMap<>();
        problem.jobs().forEach(job -> open.put(job.id(), job));
        PriorityQueue<Shift> free = new PriorityQueue<>(Comparator.comparing((Shift shift) -> shift.day)
                .thenComparingDouble(Shift::hour).thenComparing(shift -> shift.machine.id()));
        List<Shift> shifts = new ArrayList<>();
        for (Machine machine : problem.machines()) {
            Shift shift = new Shift(machine, problem);
            shifts.add(shift);
            free.add(shift);
        }
        while (!free.isEmpty() && !open.isEmpty()) {
            Shift shift = free.remove();
            if (shift.isOver()) {
                continue;
            }
            Optional<Job> next = nearest(shift, open.values());
            if (next.isPresent()) {
                open.remove(next.get().id());
                shift.work(next.get());
            } else {
                shift.toNextDay();
            }
            free.add(shift);
        }
        List<MachineDay> days = shifts.stream().sorted(Comparator.comparing(shift -> shift.machine.id()))
                .flatMap(shift -> shift.machineDays().stream()).toList();
        return new DispatchPlan(days,
                open.values().stream().map(job -> new Unassigned(job.id(), reason(problem, job))).toList());
    }

    private static Optional<Job> nearest(Shift shift, Iterable<Job> open) {
        Job best = null;
        int bestDrive = Integer.MAX_VALUE;
        for (Job job : open) {
            if (shift.machine.rateMuPerHour().containsKey(job.operation()) && job.isOpen(shift.day)) {
                int drive = shift.driveMinutes(job);
                boolean better = drive < bestDrive
                        || (best != null && drive == bestDrive && job.windowTo().isBefore(best.windowTo()));
                if (better && shift.fits(job, drive)) {
                    best = job;
                    bestDrive = drive;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Reason reason(DispatchProblem problem, Job job) {
        List<Machine> able = problem.machines().stream()
                .filter(machine -> machine.rateMuPerHour().containsKey(job.operation())).toList();
        if (able.isEmpty()) {
            return Reason.NO_MACHINE_FOR_OPERATION;
        }
        boolean anyDay = false;
        boolean fitsAlone = false;
        for (Machine machine : able) {
            Shift idle = new Shift(machine, problem);
            while (!idle.isOver() && idle.day.isBefore(job.windowFrom())) {
                idle.toNextDay();
            }
            anyDay |= !idle.isOver() && job.isOpen(idle.day);
            fitsAlone |= !idle.isOver() && job.isOpen(idle.day) && idle.fits(job, idle.driveMinutes(job));
        }
        if (!anyDay) {
            return Reason.NO_MACHINE_IN_WINDOW;
        }
        return fitsAlone ? Reason.NO_TIME_LEFT : Reason.TOO_LARGE_FOR_WINDOW;
    }

    /** Where a machine is, what time it is for it, and what it has done. */
    private static final class Shift {
        private final Machine machine;
        private final DispatchProblem problem;
        private final LocalDate lastDay;
        private final TreeMap<LocalDate, List<Stop>> stops = new TreeMap<>();
        private LocalDate day;
        private int minute;
        private double lonDegrees;
        private double latDegrees;

        Shift(Machine machine, DispatchProblem problem) {
            this.machine = machine;
            this.problem = problem;
            this.day = machine.availableFrom().isAfter(problem.from()) ? machine.availableFrom() : problem.from();
            this.lastDay = machine.availableTo().isBefore(problem.to()) ? machine.availableTo() : problem.to();
            this.lonDegrees = machine.depotLonDegrees();
            this.latDegrees = machine.depotLatDegrees();
        }

        double hour() {
            return machine.dayStartHour() + minute / 60.0;
        }

        boolean isOver() {
            return day.isAfter(lastDay);
        }

        void toNextDay() {
            day = day.plusDays(1);
            minute = 0;
        }

        int driveMinutes(Job job) {
            return Travel.minutes(lonDegrees, latDegrees, job.entryLonDegrees(), job.entryLatDegrees(),
                    machine.roadKmPerHour(), problem.roadDetourFactor());
        }

        /** Whether a start now is worth it and the end lies within the window and the machine's days. */
        boolean fits(Job job, int drive) {
            int work = machine.workMinutes(job);
            int leftToday = machine.minutesPerDay() - minute - drive;
            if (leftToday < Math.min(work, MIN_PART_MINUTES)) {
                return false;
            }
            LocalDate end = job.windowTo().isBefore(lastDay) ? job.windowTo() : lastDay;
            long laterDays = end.toEpochDay() - day.toEpochDay();
            return work <= leftToday + laterDays * machine.minutesPerDay();
        }

        void work(Job job) {
            int drive = driveMinutes(job);
            int total = machine.workMinutes(job);
            int left = total;
            minute += drive;
            while (left > 0) {
                int part = Math.min(left, machine.minutesPerDay() - minute);
                left -= part;
                stops.computeIfAbsent(day, first -> new ArrayList<>())
                        .add(new Stop(job.id(), drive, hour(), part, job.mu() * part / total, left > 0));
                minute += part;
                if (left > 0) {
                    toNextDay();
                    drive = 0;
                }
            }
            lonDegrees = job.entryLonDegrees();
            latDegrees = job.entryLatDegrees();
        }

        List<MachineDay> machineDays() {
            return stops.entrySet().stream()
                    .map(entry -> new MachineDay(machine.id(), entry.getKey(), entry.getValue())).toList();
        }
    }
}
