package org.siji.platform.demand;

import java.util.UUID;

import org.siji.platform.duty.DutyAreas;
import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** How a household confirmed its need: the drawn signature, the photographed sheet, the spoken yes. */
@Component
class NeedEvidence implements EvidenceSubject {

    static final String TYPE = "needs";

    private final NeedStore needs;
    private final DutyAreas duty;

    NeedEvidence(NeedStore needs, DutyAreas duty) {
        this.needs = needs;
        this.duty = duty;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return needs.find(subjectId)
                .filter(need -> user.seesVillage(need.villageCode()) || user.isHousehold(need.householdId())
                        || user.role() == Role.LEADER && duty.covers(user.id(), need.householdId()))
                .isPresent();
    }
}
