package org.siji.platform.fleet;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;

/** Machines for the modules that plan and measure their work. */
public interface Fleet {

    /** @throws ProblemException 404 if there is none */
    Machine getMachine(UUID id);

    /** Ordered by id, out of service ones included. */
    List<Machine> listMachinesOf(UUID providerId);

    /** Those in service that can do it, of all providers, ordered by id. */
    List<Machine> listMachinesFor(Operation operation);

    /** A stretch of days on which a machine stands still for a repair or service; both days included. */
    record Down(UUID machineId, LocalDate fromDay, LocalDate toDay) {}

    /** Of all machines, what touches these days, cut to them; none if {@code to} is past. Stretches of one machine may overlap. */
    List<Down> listDown(LocalDate from, LocalDate to);
}
