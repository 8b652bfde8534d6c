package org.siji.platform.work;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
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
    public StationSummary summarise(int season, String regionPrefix) {
        WorkOrderStore.Totals totals = orders.totals(season, regionPrefix);
        return new StationSummary(totals.live(), totals.squareMeters(), 0);
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        long refused = orders.totals(season, regionPrefix).refusedByProvider();
        return refused == 0
                ? List.of()
                : List.of(new WaitingItem("work-order.refused-by-provider", refused, Role.VILLAGE.name(),
                        "/work-orders?status=REFUSED_BY_PROVIDER"));
    }
}
