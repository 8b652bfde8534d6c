package org.siji.platform.settlement;

import org.siji.platform.market.RecordedMilestones;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A settled contract has reached its last milestone. */
@Component
class SettledMilestone {

    private final RecordedMilestones recorded;

    SettledMilestone(RecordedMilestones recorded) {
        this.recorded = recorded;
    }

    @EventListener
    void on(ContractSettled event) {
        recorded.settled(event.contractId());
    }
}
