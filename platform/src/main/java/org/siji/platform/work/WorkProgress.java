package org.siji.platform.work;

import java.util.Map;
import java.util.UUID;

import org.siji.platform.market.ContractProgress;
import org.springframework.stereotype.Component;

/** Tells a contract's page how far its orders have come. */
@Component
class WorkProgress implements ContractProgress {

    private final WorkOrderStore orders;

    WorkProgress(WorkOrderStore orders) {
        this.orders = orders;
    }

    @Override
    public Map<String, Long> countOrders(UUID contractId) {
        return orders.countByStatus(contractId);
    }
}
