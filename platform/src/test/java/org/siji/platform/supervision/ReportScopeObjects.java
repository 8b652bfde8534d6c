package org.siji.platform.supervision;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** The clerk's report about the first field's work. */
@Component
class ReportScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("reports", season.clerk()
                .create("/reports", Map.of("kind", "BAD_WORK", "workOrderId", objects.get("work-orders")))
                .path("report").path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/reports/") ? Map.of("against", "PROVIDER", "claim", "没收干净") : Map.of();
    }
}
