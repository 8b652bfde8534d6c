package org.siji.platform.verification;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Work was accepted whole or in part, or an earlier acceptance was taken back (then the payable area is zero). Heard in the
 * transaction of the decision.
 *
 * @param acceptanceId           the decision that holds from now on
 * @param supersedesAcceptanceId the last announced decision on the same work order, whose money has to be counter-posted
 */
public record WorkAccepted(UUID acceptanceId, UUID workOrderId, @Nullable UUID supersedesAcceptanceId) {}
