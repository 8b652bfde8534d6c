package org.siji.platform.verification;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.siji.platform.market.MeasuredDays;
import org.springframework.stereotype.Component;

/** Tells the market on which days a contract's work was measured: an amended price holds for later work only. */
@Component
class MeasuredDaysOfContract implements MeasuredDays {

    private final Acceptances acceptances;

    MeasuredDaysOfContract(Acceptances acceptances) {
        this.acceptances = acceptances;
    }

    @Override
    public Optional<LocalDate> findLastDay(UUID contractId) {
        return acceptances.listCurrentOfContract(contractId).stream().map(Acceptance::workedOn)
                .max(LocalDate::compareTo);
    }

    @Override
    public Optional<LocalDate> findFirstDay(UUID contractId) {
        return acceptances.listCurrentOfContract(contractId).stream().map(Acceptance::workedOn)
                .min(LocalDate::compareTo);
    }
}
