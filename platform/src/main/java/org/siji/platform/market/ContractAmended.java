package org.siji.platform.market;

import java.util.Set;
import java.util.UUID;

/** Both sides have signed an amendment; the contract is as it says from now on. */
public record ContractAmended(UUID contractId, Set<UUID> droppedNeeds, Set<UUID> addedNeeds) {}
