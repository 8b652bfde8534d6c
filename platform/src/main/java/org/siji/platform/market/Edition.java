package org.siji.platform.market;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One wording of a contract. Frozen once sent.
 *
 * @param edition      1 is what was signed first, each amendment adds one
 * @param reason       why it was amended, empty for the first
 * @param droppedNeeds those that leave the contract with this edition
 * @param textSm3      of the text's UTF-8 bytes, lower-case hex, like textSha256
 */
record Edition(UUID contractId, int edition, State state, String reason, ContractMode mode, ContractTerms terms,
        LocalDate windowTo, List<UUID> droppedNeeds, String text, String textSha256, String textSm3,
        boolean signedByCollective, boolean signedByProvider, String proposedBy, OffsetDateTime proposedAt,
        @Nullable OffsetDateTime inForceAt) {

    /** DRAFT may still be changed; PROPOSED waits for signatures; of a contract at most one is IN_FORCE. */
    enum State {
        DRAFT, PROPOSED, IN_FORCE, SUPERSEDED, WITHDRAWN
    }
}
