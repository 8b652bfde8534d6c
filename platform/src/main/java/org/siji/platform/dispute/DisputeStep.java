package org.siji.platform.dispute;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a dispute; never changed.
 *
 * @param text       claim, what was proposed, why, or where an answer on paper can be looked up
 * @param amountFen  in a proposal, what {@code payer} owes {@code payee}
 * @param remeasure  in a proposal, that the work is measured again
 * @param changed    whether measuring again came to another result
 * @param proposalId which proposal an answer is about, or was carried out
 */
record DisputeStep(UUID id, UUID disputeId, DisputeLevel level, Kind kind, @Nullable Side side, @Nullable String text,
        @Nullable LocalDate heldOn, @Nullable String place, @Nullable String attendants, @Nullable Long amountFen,
        @Nullable Side payer, @Nullable Side payee, boolean remeasure, @Nullable Boolean changed,
        @Nullable UUID proposalId, @Nullable UUID appealId, @Nullable UUID transactionId, OffsetDateTime recordedAt,
        String recordedBy) {

    enum Kind {
        OPENED, HEARING, PROPOSAL, ACCEPTED_BY, REJECTED_BY, ESCALATED, REMEASURED, SETTLED, CLOSED
    }
}
