package org.siji.platform.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.Role;
import org.springframework.stereotype.Component;

/** The board's line for contracts. */
@Component
class ContractReport implements StationReport {

    private final ContractStore contracts;
    private final Bundles bundles;

    ContractReport(ContractStore contracts, Bundles bundles) {
        this.contracts = contracts;
        this.bundles = bundles;
    }

    @Override
    public Station station() {
        return Station.CONTRACT;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        ContractStore.Totals totals = contracts.totals(season, regionPrefix);
        return new StationState(
                new StationSummary(totals.signed(), totals.squareMeters(), totals.amountFen()),
                waiting(totals, season, regionPrefix));
    }

    private List<WaitingItem> waiting(ContractStore.Totals totals, int season, String regionPrefix) {
        Set<UUID> taken = contracts.listBundlesUnderContract(season, regionPrefix);
        long free = bundles.listClosedBundles(season, regionPrefix).stream().filter(id -> !taken.contains(id)).count();
        List<WaitingItem> waiting = new ArrayList<>();
        add(waiting, "bundle.without-contract", free, Role.VILLAGE, "/bundles?status=CLOSED");
        add(waiting, "contract.unsent", totals.drafts(), Role.VILLAGE, "/contracts?status=DRAFT");
        add(waiting, "contract.unsigned-by-collective", totals.unsignedByCollective(), Role.VILLAGE,
                "/contracts?status=SENT");
        add(waiting, "contract.unsigned-by-provider", totals.unsignedByProvider(), Role.PROVIDER,
                "/contracts?status=SENT");
        add(waiting, "amendment.unsigned-by-collective", totals.amendmentsForCollective(), Role.VILLAGE,
                "/contracts?amending=true");
        add(waiting, "amendment.unsigned-by-provider", totals.amendmentsForProvider(), Role.PROVIDER,
                "/contracts?amending=true");
        return waiting;
    }

    private static void add(List<WaitingItem> waiting, String code, long count, Role role, String link) {
        if (count > 0) {
            waiting.add(new WaitingItem(code, count, role.name(), link));
        }
    }
}
