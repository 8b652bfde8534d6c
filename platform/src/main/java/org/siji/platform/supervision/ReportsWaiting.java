package org.siji.platform.supervision;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Station;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** Reports without an answer wait for the village; those past their day for the township. */
@Component
class ReportsWaiting implements MoreWaiting {

    private final Reports reports;

    ReportsWaiting(Reports reports) {
        this.reports = reports;
    }

    @Override
    public Station station() {
        return Station.MEASURED_WORK;
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        Reports.Open open = reports.countOpen(season, regionPrefix);
        List<WaitingItem> items = new ArrayList<>();
        if (open.all() > 0) {
            items.add(new WaitingItem("report.waiting.open", open.all(), Role.VILLAGE.name(), "/reports?status=OPEN"));
        }
        if (open.late() > 0) {
            items.add(new WaitingItem("report.waiting.late", open.late(), Role.TOWNSHIP.name(),
                    "/reports?status=OPEN"));
        }
        return items;
    }
}
