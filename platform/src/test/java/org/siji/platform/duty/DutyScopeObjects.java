package org.siji.platform.duty;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A duty area of the season's village. */
@Component
class DutyScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("duty-areas", season.clerk()
                .create("/duty-areas", Map.of("villageCode", season.village().code(), "name", "一组")).path("id")
                .asString());
    }
}
