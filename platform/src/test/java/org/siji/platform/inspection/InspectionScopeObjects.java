package org.siji.platform.inspection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A plan over the village's orders, drawn, and the inspection of the first field. */
@Component
class InspectionScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        String plan = season.clerk().create("/inspection-plans", InspectionsTest.plan()).path("id").asString();
        season.clerk().create("/inspection-plans/" + plan + "/draw", null);
        objects.put("inspection-plans", plan);
        objects.put("inspections", season.clerk()
                .fetch("/inspections?plan=" + plan + "&workOrder=" + objects.get("work-orders")).path("items").path(0)
                .path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (path.startsWith("/inspections/")) {
            body.put("claim", "损失多");
        }
        return body;
    }

    /** A plan is published, and each household sees of which one its own inspection came. */
    @Override
    public Set<String> ofAllInTheVillage() {
        return Set.of("inspection-plans");
    }
}
