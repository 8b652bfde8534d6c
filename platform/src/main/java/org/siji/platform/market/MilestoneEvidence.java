package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** What proves that a milestone was reached. */
@Component
class MilestoneEvidence implements EvidenceSubject {

    static final String TYPE = "milestones";

    private final ContractStore contracts;
    private final Milestones milestones;

    MilestoneEvidence(ContractStore contracts, Milestones milestones) {
        this.contracts = contracts;
        this.milestones = milestones;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return milestones.find(subjectId).flatMap(one -> contracts.find(one.contractId()))
                .filter(row -> ContractService.sees(user, row)).isPresent();
    }
}
