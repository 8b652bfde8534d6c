package org.siji.platform.qualification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.api.MoreWaiting;
import org.siji.platform.api.Station;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.qualification.Paper.State;
import org.springframework.stereotype.Component;

/** Papers to be inspected, and papers that end soon, wait for the office with which the provider is registered. */
@Component
class PapersWaiting implements MoreWaiting {

    private final Papers papers;
    private final Providers providers;

    PapersWaiting(Papers papers, Providers providers) {
        this.papers = papers;
        this.providers = providers;
    }

    @Override
    public Station station() {
        return Station.CONTRACT;
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        List<UUID> registered = providers.listProviders().stream()
                .filter(provider -> provider.regionCode().startsWith(regionPrefix)).map(Provider::id).toList();
        if (registered.isEmpty()) {
            return List.of();
        }
        Map<State, Long> open = papers.countWaiting(registered);
        List<WaitingItem> items = new ArrayList<>();
        String role = (regionPrefix.length() > 6 ? Role.TOWNSHIP : Role.COUNTY).name();
        add(items, "paper.waiting.inspect", open.getOrDefault(State.TO_INSPECT, 0L), role, "/papers?state=TO_INSPECT");
        add(items, "paper.waiting.ending", open.getOrDefault(State.ENDING, 0L), role, "/papers?state=ENDING");
        add(items, "paper.waiting.ended", open.getOrDefault(State.ENDED, 0L), role, "/papers?state=ENDED");
        return items;
    }

    private static void add(List<WaitingItem> items, String code, long count, String role, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, role, link));
        }
    }
}
