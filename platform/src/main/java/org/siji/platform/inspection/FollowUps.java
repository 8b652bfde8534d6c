package org.siji.platform.inspection;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.dispute.RaisedDisputes;
import org.siji.platform.dispute.Side;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.inspection.Inspection.FollowUp;
import org.siji.platform.verification.ReturnedWork;
import org.springframework.stereotype.Component;

/** What a person decides to do about a failed inspection: once, with a reason. */
@Component
class FollowUps {

    private final InspectionStore inspections;
    private final ReturnedWork returned;
    private final RaisedDisputes disputes;

    FollowUps(InspectionStore inspections, ReturnedWork returned, RaisedDisputes disputes) {
        this.inspections = inspections;
        this.returned = returned;
        this.disputes = disputes;
    }

    private Inspection holdFailed(UUID id) {
        Inspection one = inspections.hold(id);
        if (!Boolean.FALSE.equals(one.passed())) {
            throw ProblemException.conflict("inspection.not-failed", "");
        }
        if (one.followUp() != null) {
            throw ProblemException.conflict("inspection.decided", "", one.followUp());
        }
        return one;
    }

    void sendToReview(CurrentUser user, UUID id, String reason) {
        Inspection one = holdFailed(id);
        returned.sendToReview(user, one.workOrderId(), reason);
        inspections.followUp(id, FollowUp.REVIEW, reason, null, user.username());
    }

    void dispute(CurrentUser user, UUID id, Side side, Side against, String claim) {
        Inspection one = holdFailed(id);
        UUID dispute = disputes.raise(user,
                new RaisedDisputes.Claim(one.workOrderId(), one.contractId(), null, side, against, claim));
        inspections.followUp(id, FollowUp.DISPUTE, claim, dispute, user.username());
    }

    void leave(CurrentUser user, UUID id, String reason) {
        holdFailed(id);
        inspections.followUp(id, FollowUp.LEFT, reason, null, user.username());
    }
}
