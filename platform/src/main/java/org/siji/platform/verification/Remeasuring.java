package org.siji.platform.verification;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

/** Measuring work again at the wish of those who settle a dispute: an appeal, filed and heard in one go. */
@Component
public class Remeasuring {

    private final Appeals appeals;
    private final WorkOrders workOrders;

    Remeasuring(Appeals appeals, WorkOrders workOrders) {
        this.appeals = appeals;
        this.workOrders = workOrders;
    }

    /** @param changed whether another decision took the old one's place, and its money was counter-posted */
    public record Remeasured(UUID appealId, boolean changed) {}

    /** @throws ProblemException 409 where nothing was decided yet or there is no track to measure */
    public Remeasured measureAgain(UUID workOrderId, String reason, String by) {
        Appeals.Appeal filed = appeals.file(workOrders.getWorkOrder(workOrderId), reason, List.of(), by);
        Appeals.Appeal done = appeals.measure(filed, Measuring.Settings.USUAL, by);
        return new Remeasured(done.id(), done.status() == Appeals.Status.CHANGED);
    }
}
