package org.siji.platform.qualification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A paper as it was brought, with the inspection that holds; personal data still encrypted.
 *
 * @param validTo    last day, null without end
 * @param replaces   the wrongly entered paper in whose place it stands
 * @param renewed    whether a paper of the same kind lasts longer, inspected or still to be
 * @param inspectionId null before the first; the last one holds
 */
record Paper(UUID id, UUID providerId, String kind, @Nullable UUID machineId, byte[] numberEnc,
        byte @Nullable [] holderNameEnc, String issuedBy, LocalDate validFrom, @Nullable LocalDate validTo,
        @Nullable UUID replaces, String reason, String recordedBy, OffsetDateTime recordedAt, State state,
        boolean renewed, @Nullable UUID inspectionId, @Nullable String inspectionReason,
        @Nullable LocalDate inspectedOn, @Nullable String officeCode, @Nullable String officeRole,
        @Nullable String inspector) {

    /** ENDING: within the days before which its kind warns. */
    enum State {
        TO_INSPECT, VALID, ENDING, ENDED, REFUSED, REPLACED
    }

    boolean isPassed() {
        return state == State.VALID || state == State.ENDING || state == State.ENDED;
    }

    boolean holdsOn(LocalDate day) {
        return !validFrom.isAfter(day) && (validTo == null || !validTo.isBefore(day));
    }
}
