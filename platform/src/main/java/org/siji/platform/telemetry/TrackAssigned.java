package org.siji.platform.telemetry;

import java.util.UUID;

/** A log was received that is evidence for work on an order's field. Heard in the transaction of the upload. */
public record TrackAssigned(UUID logId, UUID workOrderId, UUID fieldId, int season) {}
