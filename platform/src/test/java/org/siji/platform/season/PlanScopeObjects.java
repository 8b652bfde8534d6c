package org.siji.platform.season;

import java.util.Map;
import java.util.Set;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** The production plan of the season's village. */
@Component
class PlanScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("production-plans",
                season.clerk().create("/production-plans",
                        Map.of("villageCode", season.village().code(), "season", 2026)).path("plan").path("id")
                        .asString());
    }

    /** Everybody in the village may look at its plan. */
    @Override
    public Set<String> ofAllInTheVillage() {
        return Set.of("production-plans");
    }
}
