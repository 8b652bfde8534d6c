package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** The paper that both sides signed, photographed, and whatever else belongs to a contract. */
@Component
class ContractEvidence implements EvidenceSubject {

    static final String TYPE = "contracts";

    private final ContractStore contracts;

    ContractEvidence(ContractStore contracts) {
        this.contracts = contracts;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return contracts.find(subjectId)
                .filter(row -> ContractService.sees(user, row)).isPresent();
    }
}
