package org.siji.platform.dispute;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** The provider's dispute with the household of the season's first field. */
@Component
class DisputeScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("disputes", season.provider()
                .create("/disputes",
                        Map.of("workOrderId", objects.get("work-orders"), "against", "HOUSEHOLD", "claim", "面积算少了"))
                .path("dispute").path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/disputes/")
                ? Map.of("heldOn", "2026-12-01", "place", "村委会", "attendants", "双方", "accepts", true)
                : Map.of();
    }
}
