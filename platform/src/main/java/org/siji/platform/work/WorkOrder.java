package org.siji.platform.work;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.platform.api.Operation;

/**
 * One operation on one field, ordered from one provider.
 *
 * @param number what people call it, {@code 2026-101203-00012}
 * @param fieldName as people called it when the need was entered
 * @param area   of the field, as it was when the need was entered
 */
public record WorkOrder(UUID id, String number, UUID contractId, UUID needId, UUID fieldId, String fieldName,
        UUID providerId,
        UUID cultivatorId, String villageCode, int season, Operation operation, LocalDate windowFrom,
        LocalDate windowTo, Area area, WorkOrderStatus status, @Nullable String refusalReason,
        @Nullable UUID plannedMachineId, @Nullable LocalDate plannedDay, long version) {}
