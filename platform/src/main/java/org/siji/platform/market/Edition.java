package org.siji.platform.market;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One wording of a contract. Frozen once sent.
 *
 * @param edition   1 is what was signed first, each amendment adds one
 * @param amendment what it changes; null for the first
 * @param textSm3   of the text's UTF-8 bytes, lower-case hex, like textSha256
 */
record Edition(UUID contractId, int edition, State state, ContractMode mode, ContractTerms terms, LocalDate windowFrom,
        LocalDate windowTo, long bundlePriceFenPerMu, @Nullable Amendment amendment, String text, String textSha256,
        String textSm3, boolean signedByCollective, boolean signedByProvider, String proposedBy,
        OffsetDateTime proposedAt, @Nullable OffsetDateTime inForceAt) {

    /** DRAFT may still be changed; PROPOSED waits for signatures; of a contract at most one is IN_FORCE. */
    enum State {
        DRAFT, PROPOSED, IN_FORCE, SUPERSEDED, WITHDRAWN
    }

    /**
     * What an amendment changes.
     *
     * @param changes        in words, as they stand in the text
     * @param droppedNeeds   those that leave the contract with it, and are withdrawn
     * @param priceFrom      first day of work for which the new price was agreed; null where the price stays
     * @param priceHoldsFrom that day, or the day after the last one that was measured before both had signed; null until then
     * @param closedReason   why it came to nothing
     */
    record Amendment(ContractSide proposedSide, String reason, List<String> changes, List<UUID> droppedNeeds,
            List<UUID> addedNeeds, @Nullable LocalDate priceFrom, @Nullable LocalDate priceHoldsFrom,
            @Nullable String closedBy, @Nullable String closedReason) {}

    boolean isSignedBy(ContractSide side) {
        return side == ContractSide.PROVIDER ? signedByProvider : signedByCollective;
    }

    /** 补充协议 1 is the second edition. */
    int amendmentNumber() {
        return edition - 1;
    }
}
