package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;

/**
 * A sample of work orders to be inspected, from its publication to its drawing.
 *
 * @param regionCode       county, township or village whose orders are the candidates
 * @param candidates       how many there are
 * @param listSha256       over their numbers, one a line
 * @param commitment       SHA-256 of the secret
 * @param publicValueOf    event whose result goes into the seed; empty for none
 * @param secret           hex; null until the plan is drawn or cancelled
 * @param drawnNumbers     in the order in which they were drawn; null until then
 */
record InspectionPlan(UUID id, String number, String regionCode, int season, Operation operation, Work work,
        @Nullable UUID contractId, UUID checklistId, String reason, BigDecimal share, int minimum, int workingDays,
        String ruleSource, boolean ruleExample, int sampleSize, int candidates, String listSha256, String commitment,
        String publicValueOf, OffsetDateTime drawFrom, @Nullable UUID inspectorId, OffsetDateTime publishedAt,
        String publishedBy, PlanStatus status, @Nullable String publicValue, @Nullable String secret,
        @Nullable List<String> drawnNumbers, @Nullable OffsetDateTime endedAt, @Nullable String endedBy,
        @Nullable String endReason) {

    /** OPEN: before the work is done; WORKED: after. */
    enum Work {
        ALL, OPEN, WORKED
    }

    enum PlanStatus {
        PUBLISHED, DRAWN, CANCELLED
    }
}
