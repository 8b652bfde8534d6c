package org.siji.platform.qualification;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The paper itself, photographed or scanned. */
@Component
class PaperEvidence implements EvidenceSubject {

    static final String TYPE = "papers";

    private final Papers papers;
    private final PaperAccess access;

    PaperEvidence(Papers papers, PaperAccess access) {
        this.papers = papers;
        this.access = access;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return papers.find(subjectId).filter(paper -> access.sees(user, paper.providerId())).isPresent();
    }

    @Override
    public boolean mayAdd(CurrentUser user, UUID subjectId) {
        return user.role() != Role.VILLAGE && maySee(user, subjectId);
    }
}
