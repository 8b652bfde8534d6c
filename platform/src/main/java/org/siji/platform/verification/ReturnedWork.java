package org.siji.platform.verification;

import java.util.UUID;

import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** Decided work that goes back into review for something that was found elsewhere, as an inspection in the field. */
@Component
public class ReturnedWork {

    private final WorkOrderAccess access;
    private final Decisions decisions;
    private final AuditTrail audit;

    ReturnedWork(WorkOrderAccess access, Decisions decisions, AuditTrail audit) {
        this.access = access;
        this.decisions = decisions;
        this.audit = audit;
    }

    /** @throws org.siji.platform.api.ProblemException 404 outside of the user's scope, 409 while nothing is decided */
    public void sendToReview(CurrentUser user, UUID workOrderId, String reason) {
        decisions.sendToReview(access.getVisible(user, workOrderId), reason, user.username());
        audit.record(user, "work-order.send-to-review", "work-order", workOrderId, reason);
    }
}
