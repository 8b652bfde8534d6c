package org.siji.platform.demand;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for needs. */
@Component
class NeedReport implements StationReport {

    private final NeedStore needs;

    NeedReport(NeedStore needs) {
        this.needs = needs;
    }

    @Override
    public Station station() {
        return Station.NEED;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        NeedStore.Totals totals = needs.totals(season, regionPrefix);
        return new StationState(
                new StationSummary(totals.live(), totals.squareMeters(), 0),
                waiting(totals));
    }

    private static List<WaitingItem> waiting(NeedStore.Totals totals) {
        long open = totals.open();
        return open == 0
                ? List.of()
                : List.of(new WaitingItem("need.unbundled", open, Role.VILLAGE.name(), "/needs?status=OPEN"));
    }
}
