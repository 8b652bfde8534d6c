package org.siji.dispatch;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Machines, jobs, and the days to plan.
 *
 * @param from             first day of the plan
 * @param to               last day, included
 * @param roadDetourFactor road length over straight-line length, at least 1
 */
public record DispatchProblem(List<Machine> machines, List<Job> jobs, LocalDate from, LocalDate to,
        double roadDetourFactor) {

    public DispatchProblem {
        machines = List.copyOf(machines);
        jobs = List.copyOf(jobs);
        requireOrder(from, to);
        if (!(roadDetourFactor >= 1) || Double.isInfinite(roadDetourFactor)) {
            throw new IllegalArgumentException("road detour factor below 1: " + roadDetourFactor);
        }
        requireUnique(machines.stream().map(Machine::id).toList());
        requireUnique(jobs.stream().map(Job::id).toList());
    }

    /**
     * A machine with its driver. It begins its first day at the depot, spends each night where it stopped, and drives within
     * its working hours only.
     *
     * @param rateMuPerHour    by operation; an operation that is missing it can't do
     * @param dayStartHour     when its day begins, e.g. 6.5 for half past six
     * @param hoursPerDay      driving and working together; the day ends before midnight
     * @param availableFrom    first day
     * @param availableTo      last day, included
     */
    public record Machine(String id, double depotLonDegrees, double depotLatDegrees, Map<String, Double> rateMuPerHour,
            double roadKmPerHour, double dayStartHour, double hoursPerDay, LocalDate availableFrom,
            LocalDate availableTo) {

        public Machine {
            rateMuPerHour = Map.copyOf(rateMuPerHour);
            requireOrder(availableFrom, availableTo);
            rateMuPerHour.values().forEach(rate -> requirePositive("rate", rate));
            requirePositive("road speed", roadKmPerHour);
            requirePositive("hours per day", hoursPerDay);
            if (!(dayStartHour >= 0) || dayStartHour + hoursPerDay > 24) {
                throw new IllegalArgumentException("day must lie between 0 and 24 h: " + id);
            }
        }

        int minutesPerDay() {
            return (int) Math.floor(hoursPerDay * 60);
        }

        /** Whole minutes, rounded up; only for an operation that it can do. */
        int workMinutes(Job job) {
            Double rate = rateMuPerHour.get(job.operation());
            if (rate == null) {
                throw new IllegalArgumentException(id + " can't do " + job.operation());
            }
            return (int) Math.ceil(job.mu() * 60 / rate);
        }

        boolean isAvailable(LocalDate day) {
            return !day.isBefore(availableFrom) && !day.isAfter(availableTo);
        }
    }

    /**
     * One operation on one field.
     *
     * @param entryLonDegrees where the machine gets onto the field
     * @param windowFrom      first day on which it may be worked
     * @param windowTo        last day, included: the job must be finished on it
     */
    public record Job(String id, double entryLonDegrees, double entryLatDegrees, double mu, String operation,
            LocalDate windowFrom, LocalDate windowTo) {

        public Job {
            requireOrder(windowFrom, windowTo);
            requirePositive("area", mu);
        }

        boolean isOpen(LocalDate day) {
            return !day.isBefore(windowFrom) && !day.isAfter(windowTo);
        }
    }

    private static void requireOrder(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("ends before it begins: " + from + " to " + to);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be finite and above 0: " + value);
        }
    }

    private static void requireUnique(List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("id occurs twice: " + id);
            }
        }
    }
}
