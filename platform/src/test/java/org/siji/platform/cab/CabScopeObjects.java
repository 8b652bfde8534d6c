package org.siji.platform.cab;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** An operator of the season's provider, with a login and a machine. */
@Component
class CabScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("operators",
                season.provider().create("/operators",
                        Map.of("name", "机手", "username", "jishou-" + UUID.randomUUID().toString().substring(0, 12),
                                "machineIds", List.of(season.machineId())))
                        .path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/operators") ? Map.of("username", "jishou", "machineIds", List.of()) : Map.of();
    }
}
