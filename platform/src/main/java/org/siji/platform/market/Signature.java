package org.siji.platform.market;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What stands under a wording of a contract for one side.
 *
 * @param signer     the name as it is to be read; recordedBy is the login
 * @param textSm3    of the text that was signed
 * @param keyId      of the account's key, with signature (DER of r and s) for SM2 only
 * @param evidenceId picture of the paper, for PAPER only
 */
record Signature(UUID id, UUID contractId, int edition, ContractSide side, Kind kind, String signer,
        LocalDate signedOn, String recordedBy, OffsetDateTime recordedAt, String textSm3, @Nullable UUID keyId,
        byte @Nullable [] signature, @Nullable UUID evidenceId) {

    /** CLICK is what was signed before there were keys; none is added any more. */
    enum Kind {
        SM2, PAPER, CLICK
    }
}
