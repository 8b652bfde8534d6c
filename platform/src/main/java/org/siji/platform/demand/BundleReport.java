package org.siji.platform.demand;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for bundles. */
@Component
class BundleReport implements StationReport {

    private final BundleStore bundles;
    private final BoundWithdrawals bound;

    BundleReport(BundleStore bundles, BoundWithdrawals bound) {
        this.bundles = bundles;
        this.bound = bound;
    }

    @Override
    public Station station() {
        return Station.BUNDLE;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        BundleStore.Totals totals = bundles.totals(season, regionPrefix);
        return new StationState(
                new StationSummary(totals.closed(), totals.squareMeters(), 0),
                waiting(totals, season, regionPrefix));
    }

    private List<WaitingItem> waiting(BundleStore.Totals totals, int season, String regionPrefix) {
        long drafts = totals.drafts();
        List<WaitingItem> items = new ArrayList<>();
        add(items, "bundle.unclosed", drafts, "/bundles?status=DRAFT");
        add(items, "bundle.waiting.objection", bundles.countOpenOf("bundle_objection", season, regionPrefix),
                "/bundles?waiting=objections");
        add(items, "bundle.waiting.withdrawal", bundles.countOpenOf("need_withdrawal", season, regionPrefix),
                "/bundles?waiting=withdrawals");
        add(items, "bundle.waiting.bound", bound.countWaiting(season, regionPrefix), "/bundles?waiting=withdrawals");
        return items;
    }

    private static void add(List<WaitingItem> items, String code, long count, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, Role.VILLAGE.name(), link));
        }
    }
}
