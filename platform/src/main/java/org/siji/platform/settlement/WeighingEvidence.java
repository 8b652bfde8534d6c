package org.siji.platform.settlement;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.springframework.stereotype.Component;

/** The weighing note, photographed. */
@Component
class WeighingEvidence implements EvidenceSubject {

    static final String TYPE = "weighings";

    private final ContractOutcomes outcomes;
    private final Contracts contracts;

    WeighingEvidence(ContractOutcomes outcomes, Contracts contracts) {
        this.outcomes = outcomes;
        this.contracts = contracts;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return outcomes.findWeighing(subjectId).map(one -> contracts.getContract(one.contractId()))
                .filter(contract -> sees(user, contract)).isPresent();
    }

    static boolean sees(CurrentUser user, Contract contract) {
        return user.seesVillage(contract.villageCode()) || user.isProvider(contract.providerId());
    }
}
