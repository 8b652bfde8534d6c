package org.siji.platform.demand;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** The first household's objection to a draft, and what it has withdrawn. */
@Component
class DraftScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        var farm = season.village().farms().getFirst();
        String need = season.clerk().create("/needs", Map.of("fieldId", farm.fieldId(), "operation", "STRAW_RETURN",
                "windowFrom", "2026-11-01", "windowTo", "2026-11-10", "season", 2026, "enteredFor",
                farm.cultivatorId(), "confirmation", Map.of("kind", "PHOTO"))).path("id").asString();
        String draft = season.clerk().create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
        objects.put("bundle-objections", season.clerk().create("/bundles/" + draft + "/objections",
                Map.of("text", "太早", "householdId", Objects.requireNonNull(objects.get("households")))).path("id")
                .asString());
        objects.put("need-withdrawals", season.clerk().create("/needs/" + need + "/withdraw",
                Map.of("reason", "不要了", "confirmation", Map.of("kind", "PHOTO"))).path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/need-withdrawals/") ? Map.of("outcome", "REFUSED") : Map.of();
    }
}
