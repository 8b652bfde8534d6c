package org.siji.platform.market;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A signature that somebody gives: either with the key of his account, which his password unlocks, or on paper.
 *
 * @param edition  the one that was read; null for whichever waits
 * @param password of the one who signs
 */
record SignRequest(@Nullable ContractSide side, @Nullable Integer edition, @Nullable String password,
        @Nullable Paper paper) {

    /**
     * A signed sheet that was photographed.
     *
     * @param evidenceId its picture, kept with the contract
     * @param signer     who signed it, as it can be read there
     */
    record Paper(@Nullable UUID evidenceId, @Nullable String signer, @Nullable LocalDate signedOn) {}
}
