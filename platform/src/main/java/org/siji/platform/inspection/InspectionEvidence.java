package org.siji.platform.inspection;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** Photos from the field. Whoever may see an inspection sees them; who inspects adds them. */
@Component
class InspectionEvidence implements EvidenceSubject {

    static final String TYPE = "inspections";

    private final InspectionStore inspections;

    InspectionEvidence(InspectionStore inspections) {
        this.inspections = inspections;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return inspections.find(subjectId).filter(one -> InspectionController.sees(user, one)).isPresent();
    }

    @Override
    public boolean mayAdd(CurrentUser user, UUID subjectId) {
        return inspections.find(subjectId).filter(one -> InspectionController.inspects(user, one)).isPresent();
    }
}
