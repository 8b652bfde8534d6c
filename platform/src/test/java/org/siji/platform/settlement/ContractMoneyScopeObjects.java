package org.siji.platform.settlement;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** Nothing new beside the season's contract, but words that its deposit and penalties understand. */
@Component
class ContractMoneyScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        // The contract is there already.
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return switch (path) {
            case "/contracts/{id}/penalties" -> Map.of("decision", "WAIVED");
            case "/contracts/{id}/deposit" -> Map.of("kind", "PAID_IN");
            default -> Map.of();
        };
    }
}
