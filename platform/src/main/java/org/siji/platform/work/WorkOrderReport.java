package org.siji.platform.work;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for work orders. */
@Component
class WorkOrderReport implements StationReport {

    private final WorkOrderStore orders;

    WorkOrderReport(WorkOrderStore orders) {
        this.orders = orders;
    }

    @Override
    public Station station() {
        return Station.WORK_ORDER;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        WorkOrderStore.Totals totals = orders.totals(season, regionPrefix);
        return new StationState(
                new StationSummary(totals.live(), totals.squareMeters(), 0),
                waiting(totals));
    }

    private static List<WaitingItem> waiting(WorkOrderStore.Totals totals) {
        long refused = totals.refusedByProvider();
        return refused == 0
                ? List.of()
                : List.of(new WaitingItem("work-order.refused-by-provider", refused, Role.VILLAGE.name(),
                        "/work-orders?status=REFUSED_BY_PROVIDER"));
    }
}
