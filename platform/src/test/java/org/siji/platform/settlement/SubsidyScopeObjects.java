package org.siji.platform.settlement;

import java.util.Map;
import java.util.Set;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** An exclusion from the county's fund. */
@Component
class SubsidyScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("subsidy-exclusions", season.county().create("/funds/" + objects.get("funds") + "/exclusions",
                Map.of("providerId", season.providerId(), "reason", "自有土地")).path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return switch (path) {
            case "/funds/{id}/rules" -> Map.of("baseVersion", 1, "reason", "改", "rule", Map.of("fenPerMu", 100));
            case "/funds/{id}/simulations" -> Map.of("rule", Map.of("fenPerMu", 100));
            case "/funds/{id}/returns" -> Map.of("reason", "年终");
            case "/funds/{id}/exclusions" -> Map.of("reason", "自有土地");
            case "/subsidy-exclusions/{id}/lift" -> Map.of("reason", "查无此事");
            default -> Map.of();
        };
    }

    @Override
    public Set<String> ofTheCounty() {
        return Set.of("subsidy-exclusions");
    }
}
