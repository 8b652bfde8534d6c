package org.siji.platform.work;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for dispatch: orders that got a machine and a day. */
@Component
class DispatchReport implements StationReport {

    private final WorkOrderStore orders;

    DispatchReport(WorkOrderStore orders) {
        this.orders = orders;
    }

    @Override
    public Station station() {
        return Station.DISPATCH;
    }

    @Override
    public StationSummary summarise(int season, String regionPrefix) {
        WorkOrderStore.Totals totals = orders.totals(season, regionPrefix);
        return new StationSummary(totals.planned(), totals.plannedSquareMeters(), 0);
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        long issued = orders.totals(season, regionPrefix).issued();
        return issued == 0
                ? List.of()
                : List.of(new WaitingItem("dispatch.unplanned", issued, Role.PROVIDER.name(),
                        "/work-orders?status=ISSUED"));
    }
}
