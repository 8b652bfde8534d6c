package org.siji.platform.work;

import java.util.UUID;

/** An order will not be worked. */
public record WorkOrderCancelled(UUID workOrderId, UUID fieldId) {}
