package org.siji.platform.work;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Work on an order on one day, as a published dispatch plan has it.
 *
 * @param sequence     from 1 within the machine's day
 * @param startHour    when work begins, local time, 7.25 for a quarter past seven
 * @param driveMinutes to get there, directly before the start
 * @param interrupted  whether the work goes on on the machine's next day
 */
public record PlannedStop(UUID machineId, LocalDate day, int sequence, UUID workOrderId, double startHour,
        int driveMinutes, int workMinutes, double mu, boolean interrupted) {}
