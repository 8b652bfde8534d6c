package org.siji.dispatch;

import java.time.LocalDate;
import java.util.List;

/**
 * Every job is either done, in one stop or in several on consecutive working days of one machine, or unassigned.
 *
 * @param machineDays by machine id, then day; only days with stops
 * @param unassigned  by job id
 */
public record DispatchPlan(List<MachineDay> machineDays, List<Unassigned> unassigned) {

    public DispatchPlan {
        machineDays = List.copyOf(machineDays);
        unassigned = List.copyOf(unassigned);
    }

    /** @param stops in the order of the day */
    public record MachineDay(String machineId, LocalDate day, List<Stop> stops) {
        public MachineDay {
            stops = List.copyOf(stops);
        }
    }

    /**
     * Work on one job on one day.
     *
     * @param driveMinutes  from the stop before (or where the machine spent the night), directly before the start; 0 when the
     *                      job goes on where it was interrupted
     * @param startHour     when work begins, local time, e.g. 7.25 for a quarter past seven
     * @param workMinutes   whole minutes, rounded up per job
     * @param mu            what is worked in them
     * @param interrupted   whether the job goes on on the machine's next day
     */
    public record Stop(String jobId, int driveMinutes, double startHour, int workMinutes, double mu,
            boolean interrupted) {}

    /** A job that found no place, and why. */
    public record Unassigned(String jobId, Reason reason) {}

    /** Why a job found no place; the first that holds, in this order. */
    public enum Reason {
        /** No machine has a rate for the operation. */
        NO_MACHINE_FOR_OPERATION,
        /** No machine that could do it is available on a planned day within its window. */
        NO_MACHINE_IN_WINDOW,
        /** Even a machine with nothing else to do wouldn't finish it within the window. */
        TOO_LARGE_FOR_WINDOW,
        /** The machines were busy with other jobs. */
        NO_TIME_LEFT
    }
}
