package org.siji.platform.market;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** On which days work under a contract has been measured; the module that measures knows it. */
public interface MeasuredDays {

    /** The last day of which work was measured, whatever was decided on it. */
    Optional<LocalDate> findLastDay(UUID contractId);

    /** The first day of which work was measured. */
    Optional<LocalDate> findFirstDay(UUID contractId);
}
