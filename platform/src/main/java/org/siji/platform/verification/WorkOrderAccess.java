package org.siji.platform.verification;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

/** Who may look at the work on an order: offices of its village, its provider, the household that farms the field. */
@Component
class WorkOrderAccess {

    private final WorkOrders workOrders;
    private final CultivatorRegister cultivators;

    WorkOrderAccess(WorkOrders workOrders, CultivatorRegister cultivators) {
        this.workOrders = workOrders;
        this.cultivators = cultivators;
    }

    /** @throws ProblemException 404 unless the user may see it */
    WorkOrder getVisible(CurrentUser user, UUID workOrderId) {
        WorkOrder order = workOrders.getWorkOrder(workOrderId);
        if (!isVisible(user, order)) {
            throw ProblemException.notFound("work-order", workOrderId);
        }
        return order;
    }

    boolean isVisible(CurrentUser user, UUID workOrderId) {
        return isVisible(user, workOrders.getWorkOrder(workOrderId));
    }

    private boolean isVisible(CurrentUser user, WorkOrder order) {
        return switch (user.role()) {
            case COUNTY, TOWNSHIP, VILLAGE -> user.seesVillage(order.villageCode());
            case PROVIDER -> user.isProvider(order.providerId());
            case HOUSEHOLD -> user.isHousehold(cultivators.findCultivator(order.cultivatorId())
                    .map(Cultivator::householdId).orElse(null));
            case LEADER, OPERATOR -> false;
        };
    }
}
