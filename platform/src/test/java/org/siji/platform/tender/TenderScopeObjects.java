package org.siji.platform.tender;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A tender that runs, another bundle awarded with an objection to it, and free days. */
@Component
class TenderScopeObjects implements ScopeObjects {

    private final TenderWorld world;

    TenderScopeObjects(TenderWorld world) {
        this.world = world;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        String awarded = world.bundle(season.village());
        String award = season.clerk()
                .create("/bundles/" + awarded + "/award",
                        Map.of("providerId", season.providerId(), "reason", "做得好"))
                .path("id").asString();
        objects.put("awards", award);
        objects.put("award-objections", season.clerk().create("/awards/" + award + "/objections",
                Map.of("text", "太贵", "householdId", objects.get("households"))).path("id").asString());
        objects.put("tenders", season.clerk().create("/tenders",
                Map.of("bundleId", world.laterBundle(season.village()), "deadline",
                        OffsetDateTime.now(Matching.FARM_ZONE).plusDays(1).toString(), "criteria", "价格"))
                .path("tender").path("id").asString());
        objects.put("capacities", season.provider().create("/capacities", Map.of("machineId", season.machineId(),
                "operation", "HARVEST", "firstDay", TenderWorld.from().toString(), "lastDay",
                TenderWorld.to().toString(), "regions", List.of(season.village().code()))).path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/tenders/") ? Map.of("fenPerMu", 9_000) : Map.of();
    }

    @Override
    public Set<String> ofAllInTheVillage() {
        return Set.of("awards", "tenders");
    }
}
