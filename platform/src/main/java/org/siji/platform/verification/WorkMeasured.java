package org.siji.platform.verification;

import java.util.UUID;

/** Work on an order's field was measured. Heard in the transaction of the measuring, before the decision. */
public record WorkMeasured(UUID measurementId, UUID workOrderId, UUID fieldId, int season) {}
