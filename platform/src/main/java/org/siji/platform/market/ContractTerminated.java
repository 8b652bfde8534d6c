package org.siji.platform.market;

import java.util.UUID;

/** A contract ended before it was fulfilled. What was accepted by then stays owed. */
public record ContractTerminated(UUID contractId) {}
