package org.siji.platform.settlement;

import java.util.UUID;

/** A contract's gain was shared out; {@code run} counts from 1 and grows with every appeal that changes it. */
public record ContractSettled(UUID contractId, int run) {}
