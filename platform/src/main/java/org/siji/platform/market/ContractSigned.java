package org.siji.platform.market;

import java.util.UUID;

/** Both sides have signed. */
public record ContractSigned(UUID contractId) {}
