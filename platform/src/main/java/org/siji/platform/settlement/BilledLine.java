package org.siji.platform.settlement;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * What a cultivator is billed for one accepted piece of work, with what came back to him.
 *
 * @param netFen         gross - gain share - subsidy
 * @param subsidyReasons one per fund that was asked
 */
public record BilledLine(UUID acceptanceId, UUID workOrderId, UUID contractId, UUID cultivatorId, UUID fieldId,
        String villageCode, int season, Operation operation, long payableCentimu, long singlePriceFenPerMu,
        long grossFen, long gainShareFen, long subsidyFen, long netFen, List<SubsidyReason> subsidyReasons) {}
