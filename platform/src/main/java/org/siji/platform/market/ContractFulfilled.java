package org.siji.platform.market;

import java.util.UUID;

/** All of a contract's work is decided. */
public record ContractFulfilled(UUID contractId) {}
