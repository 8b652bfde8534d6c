package org.siji.platform.inspection;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;

/**
 * A work order that was drawn, and what was found on its field.
 *
 * @param rank           in which place it was drawn, from 1 on
 * @param number         of the work order
 * @param distanceMeters from where the phone was to the field; 0 inside; null when the phone told no place
 * @param note           what the inspector says; for a dropped one, why
 * @param passed         null until it is done
 * @param followUp       what a person decided to do about a failed one; null until then
 */
record Inspection(UUID id, UUID planId, String planNumber, int rank, UUID workOrderId, String number, UUID contractId,
        UUID fieldId, UUID providerId, @Nullable UUID householdId, String villageCode, int season, Operation operation,
        UUID checklistId, @Nullable UUID inspectorId, @Nullable String inspectorName, LocalDate dueOn,
        InspectionStatus status, @Nullable OffsetDateTime doneAt, @Nullable String doneBy, @Nullable Double lon,
        @Nullable Double lat, @Nullable Double distanceMeters, @Nullable String note, @Nullable Boolean passed,
        @Nullable FollowUp followUp, @Nullable OffsetDateTime followUpAt, @Nullable String followUpBy,
        @Nullable String followUpReason, @Nullable UUID disputeId) {

    enum InspectionStatus {
        ASSIGNED, DONE, DROPPED
    }

    /** LEFT: nothing follows, with a reason. */
    enum FollowUp {
        REVIEW, DISPUTE, LEFT
    }

    boolean asksForFollowUp() {
        return Boolean.FALSE.equals(passed) && followUp == null;
    }
}
