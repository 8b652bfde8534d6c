package org.siji.platform.dispute;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * @param workOrderId  null for a dispute over the whole contract
 * @param number       of the work order or contract
 * @param cultivatorId whose land it is about, if a household is a side
 * @param levelDueOn   last day for the level to bring it to an end
 * @param rejectedOn   when the last proposal was rejected; null when there is none or another one followed
 * @param proposalId   the step that waits for answers
 */
record Dispute(UUID id, String villageCode, int season, @Nullable UUID workOrderId, UUID contractId, String number,
        UUID providerId, @Nullable UUID cultivatorId, @Nullable UUID householdId, Side claimant, Side respondent,
        String claim, DisputeLevel level, DisputeStatus status, LocalDate levelDueOn, @Nullable LocalDate rejectedOn,
        @Nullable UUID proposalId, OffsetDateTime openedAt, String openedBy) {

    enum DisputeStatus {
        OPEN, SETTLED, CLOSED
    }

    boolean isParty(Side side) {
        return claimant == side || respondent == side;
    }
}
