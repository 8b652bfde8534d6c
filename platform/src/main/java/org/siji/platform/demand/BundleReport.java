package org.siji.platform.demand;

import java.util.ArrayList;
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
        List<WaitingItem> items = new ArrayList<>();
        add(items, "bundle.unclosed", drafts, "/bundles?status=DRAFT");
        add(items, "bundle.waiting.objection", bundles.countOpenOf("bundle_objection", season, regionPrefix),
                "/bundles?waiting=objections");
        add(items, "bundle.waiting.withdrawal", bundles.countOpenOf("need_withdrawal", season, regionPrefix),
                "/bundles?waiting=withdrawals");
        return items;
    }

    private static void add(List<WaitingItem> items, String code, long count, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, Role.VILLAGE.name(), link));
        }
    }
}
