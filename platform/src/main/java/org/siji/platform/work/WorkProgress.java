package org.siji.platform.work;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

    @Override
    public Set<UUID> listWorkedNeeds(UUID contractId) {
        return orders.listOfContract(contractId).stream()
                .filter(order -> !order.status().isUntouched() && order.status() != WorkOrderStatus.CANCELLED)
                .map(WorkOrderStore.Row::needId).collect(Collectors.toSet());
    }
}
