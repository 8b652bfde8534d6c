package org.siji.platform.demand;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.consent.ConfirmationKind;

/**
 * What a cultivator wants done on a field.
 *
 * @param fieldName        as it was when the need was entered, like the area
 * @param householdId      the household behind the cultivator, which may see and cancel the need
 * @param windowTo         last day, inclusive
 * @param confirmationNote where the signature or photo is kept, who witnessed
 * @param tie              of the offer that it was entered under: bundled and cancelled only with its like; null for most
 */
record Need(UUID id, int season, String villageCode, UUID fieldId, String fieldName, double areaSquareMeters,
        UUID cultivatorId, @Nullable UUID householdId, Operation operation, LocalDate windowFrom, LocalDate windowTo,
        NeedStatus status, String enteredBy, ConfirmationKind confirmationKind, String confirmationNote,
        OffsetDateTime recordedAt, @Nullable UUID tie) {}
