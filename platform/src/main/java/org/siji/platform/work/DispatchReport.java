package org.siji.platform.work;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
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
    public StationState look(int season, String regionPrefix) {
        WorkOrderStore.Totals totals = orders.totals(season, regionPrefix);
        return new StationState(
                new StationSummary(totals.planned(), totals.plannedSquareMeters(), 0),
                waiting(totals));
    }

    private static List<WaitingItem> waiting(WorkOrderStore.Totals totals) {
        long issued = totals.issued();
        return issued == 0
                ? List.of()
                : List.of(new WaitingItem("dispatch.unplanned", issued, Role.PROVIDER.name(),
                        "/work-orders?status=ISSUED"));
    }
}
