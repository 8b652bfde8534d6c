package org.siji.platform.supervision;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.Role;

/**
 * What somebody saw and wants to be looked after.
 *
 * @param subjectName  number of the work order or contract, name of the field, or empty for the village at large
 * @param cultivatorId whose land it is about
 * @param lon          where the phone was, degrees of WGS 84; null when it was not told
 * @param reporterId   the login that reported it
 * @param dueOn        last day for an answer
 */
record Report(UUID id, String villageCode, int season, Kind kind, String words, @Nullable UUID workOrderId,
        @Nullable UUID contractId, @Nullable UUID fieldId, String subjectName, @Nullable UUID cultivatorId,
        @Nullable UUID householdId, @Nullable Double lon, @Nullable Double lat, UUID reporterId, Role reporterRole,
        String reportedBy, OffsetDateTime reportedAt, LocalDate dueOn, ReportStatus status, @Nullable String answer,
        @Nullable String answeredBy, @Nullable OffsetDateTime answeredAt, @Nullable UUID disputeId) {

    enum Kind {
        NOT_COME, BAD_WORK, DAMAGE, MONEY, INPUTS, OTHER
    }

    /** DISPUTED: it goes on as a dispute. */
    enum ReportStatus {
        OPEN, ANSWERED, DISPUTED
    }
}
