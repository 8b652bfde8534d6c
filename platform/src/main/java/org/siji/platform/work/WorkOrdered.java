package org.siji.platform.work;

import java.util.Set;
import java.util.UUID;

/** A provider has got the orders of a contract, one for each of these fields. */
public record WorkOrdered(UUID contractId, Set<UUID> fieldIds) {}
