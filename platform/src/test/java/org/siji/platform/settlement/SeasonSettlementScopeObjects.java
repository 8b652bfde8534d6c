package org.siji.platform.settlement;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A settlement of the season's village. */
@Component
class SeasonSettlementScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("season-settlements", season.clerk()
                .create("/season-settlements", Map.of("season", 2026, "village", season.village().code())).path("id")
                .asString());
    }
}
