package org.siji.platform.dispute;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** Disputes that grow out of something else: a report that an answer did not end. */
@Component
public class RaisedDisputes {

    private final DisputeAccess access;
    private final Disputes disputes;

    RaisedDisputes(DisputeAccess access, Disputes disputes) {
        this.access = access;
        this.disputes = disputes;
    }

    /** @param cultivatorId for a contract, whose land it is about; @param side on whose behalf a clerk raises it */
    public record Claim(@Nullable UUID workOrderId, UUID contractId, @Nullable UUID cultivatorId, @Nullable Side side,
            Side against, String text) {}

    /**
     * @return the dispute's id
     * @throws ProblemException where the user would hear the same when raising it himself
     */
    public UUID raise(CurrentUser user, Claim claim) {
        Dispute dispute = access.draft(user,
                new DisputeAccess.Subject(claim.workOrderId(), claim.contractId(), claim.cultivatorId()), claim.side(),
                claim.against(), claim.text());
        disputes.open(dispute);
        return dispute.id();
    }
}
