package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A paper of the provider, one that the clerk asks for, a code, and a repair of its machine. */
@Component
class PaperScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("papers", PaperWorld.bring(season.provider(), season.providerId(),
                PaperWorld.licence("8001", LocalDate.of(2026, 1, 1), null)));
        objects.put("paper-requests", season.clerk().create("/providers/" + season.providerId() + "/paper-requests",
                Map.of("kind", "BUSINESS_LICENCE", "reason", "签合同")).path("request").path("id").asString());
        season.provider().create("/providers/" + season.providerId() + "/code", Map.of());
        objects.put("machine-upkeep",
                season.provider()
                        .create("/machines/" + season.machineId() + "/upkeep",
                                Map.of("kind", "REPAIR", "onDay", "2026-06-01", "what", "换皮带", "downFrom",
                                        "2026-06-01"))
                        .path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        if (path.endsWith("/upkeep")) {
            return Map.of("kind", "REPAIR", "onDay", "2026-06-02", "what", "换刀片");
        }
        return path.endsWith("/papers") || path.endsWith("/paper-requests")
                ? Map.of("kind", "BUSINESS_LICENCE", "number", "1", "issuedBy", "局")
                : Map.of();
    }

    /** One office's inspection serves all offices of the county. */
    @Override
    public Set<String> ofTheCounty() {
        return Set.of("papers", "paper-requests");
    }

    @Override
    public Set<String> openToOthers() {
        return Set.of("GET /providers/{id}/papers", "POST /providers/{id}/paper-requests", "GET /providers/{id}/code",
                "GET /providers/{id}/service-area", "GET /providers/{id}/record", "GET /providers/{id}/record/behind",
                "GET /provider-overview", "GET /papers", "GET /paper-requests", "GET /machines/{id}/upkeep");
    }
}
