package org.siji.platform.packages;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A package of the village's collective, taken by the first household. */
@Component
class PackageScopeObjects implements ScopeObjects {

    private final PackageWorld world;
    private final TestUsers users;

    PackageScopeObjects(PackageWorld world, TestUsers users) {
        this.world = world;
        this.users = users;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        ApiClient provider = users.provider(UUID.fromString(world.provider(season.village())));
        Map<String, Object> offer = PackageWorld.offer(season.village());
        // The season's own harvest is wanted in these days already.
        offer.put("operations", java.util.List.of(
                Map.of("operation", "TILLAGE", "windowFrom", "2026-03-10", "windowTo", "2026-03-25", "weight", 5),
                Map.of("operation", "HARVEST", "windowFrom", "2026-10-10", "windowTo", "2026-10-20", "weight", 4)));
        String id = provider.create("/packages", offer).path("id").asString();
        provider.create("/packages/" + id + "/publish", null);
        objects.put("packages", id);
        objects.put("package-takings",
                season.clerk().create("/packages/" + id + "/take",
                        Map.of("householdId", season.village().farms().getFirst().householdId(), "confirmation",
                                "SIGNATURE"))
                        .path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/package") ? Map.of("reason", "不要了") : Map.of();
    }

    @Override
    public Set<String> ofAllInTheVillage() {
        return Set.of("packages");
    }
}
