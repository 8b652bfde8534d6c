package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.NeedLeftBundle;
import org.siji.platform.demand.NeedWithdrawalAsked;
import org.siji.platform.demand.NeedWithdrawing;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Needs that contracts hold: they leave a signed contract by an amendment only, and none falls out of a text that names it. */
@Component
class ContractedNeeds {

    private final ContractStore contracts;

    ContractedNeeds(ContractStore contracts) {
        this.contracts = contracts;
    }

    @EventListener
    void on(NeedWithdrawing event) {
        refuse(event.needId(), true);
    }

    /** While nobody has signed, the household may ask: the village then decides, and ends the contract if it agrees. */
    @EventListener
    void on(NeedWithdrawalAsked event) {
        refuse(event.needId(), false);
    }

    @EventListener
    void on(NeedLeftBundle event) {
        refuse(event.needId(), true);
    }

    private void refuse(UUID needId, boolean alsoUnsigned) {
        contracts.findOfNeed(needId).ifPresent(row -> {
            boolean signed = row.status() != ContractStatus.DRAFT && row.status() != ContractStatus.SENT;
            if (signed || alsoUnsigned) {
                throw ProblemException.conflict(signed ? "need.in-contract" : "need.in-unsigned-contract", "",
                        row.number(), row.providerName());
            }
        });
    }
}
