package org.siji.platform.demand;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for bundles. */
@Component
class BundleReport implements StationReport {

    private final BundleStore bundles;

    BundleReport(BundleStore bundles) {
        this.bundles = bundles;
    }

    @Override
    public Station station() {
        return Station.BUNDLE;
    }

    @Override
    public StationSummary summarise(int season, String regionPrefix) {
        BundleStore.Totals totals = bundles.totals(season, regionPrefix);
        return new StationSummary(totals.closed(), totals.squareMeters(), 0);
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        long drafts = bundles.totals(season, regionPrefix).drafts();
        return drafts == 0
                ? List.of()
                : List.of(new WaitingItem("bundle.unclosed", drafts, Role.VILLAGE.name(), "/bundles?status=DRAFT"));
    }
}
