package org.siji.platform.verification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Operation;

/**
 * A decision on measured work; never changed, only superseded.
 *
 * @param measurementId null where somebody decided without a measurement
 * @param fieldArea     of the field as it was at the decision
 * @param covered       measured as worked at least once, inside the field
 * @param coverage      covered / field area, 0 to 1, to four decimals: the figure on which the rule decided
 * @param workedOn      the farm day (Asia/Shanghai) of the last fix at work on the field
 * @param groundCheck   what others are paid for on its ground; null where nobody looked
 * @param isSecondPayment somebody has said that the ground is rightly paid for once more
 * @param reasonCode    sentence in the message files
 * @param decidedBy     a user's name, or null when the rule decided
 * @param supersedes    the decision before this one on the same work order
 */
public record Acceptance(UUID id, UUID workOrderId, UUID contractId, UUID fieldId, UUID cultivatorId,
        String villageCode,
        int season, Operation operation, @Nullable UUID measurementId, AcceptanceDecision decision,
        PayableArea payable, Area fieldArea, Area covered, double coverage, LocalDate workedOn,
        @Nullable GroundCheck groundCheck,
        boolean isSecondPayment, String reasonCode,
        List<String> reasonArgs, @Nullable String decidedBy, Instant decidedAt, @Nullable UUID supersedes) {}
