package org.siji.platform.market;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Says how far the work under a contract has come. Filled by the module that carries contracts out. */
public interface ContractProgress {

    /** Number of work orders by the name of their status; empty before the contract is signed. */
    Map<String, Long> countOrders(UUID contractId);

    /** The needs on which somebody has worked: they can't leave the contract any more. */
    Set<UUID> listWorkedNeeds(UUID contractId);
}
