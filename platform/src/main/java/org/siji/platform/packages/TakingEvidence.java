package org.siji.platform.packages;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** How a household confirmed that it takes a package: the drawn signature, the photographed sheet, the spoken yes. */
@Component
class TakingEvidence implements EvidenceSubject {

    static final String TYPE = "package-takings";

    private final TakingStore store;
    private final Takings takings;

    TakingEvidence(TakingStore store, Takings takings) {
        this.store = store;
        this.takings = takings;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return store.find(subjectId).filter(taking -> takings.mayTakeFor(user, taking)).isPresent();
    }
}
