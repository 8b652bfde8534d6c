package org.siji.platform.work;

import java.util.UUID;

/** A provider has got an order. */
public record WorkOrdered(UUID workOrderId, UUID fieldId) {}
