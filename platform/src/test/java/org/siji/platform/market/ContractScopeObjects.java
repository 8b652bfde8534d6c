package org.siji.platform.market;

import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** Nothing new beside the season's contract, but words that signatures and amendments understand. */
@Component
class ContractScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        // The contract is there already.
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.equals("/contracts/{id}/sign") ? TestUsers.signature("COLLECTIVE") : Map.of();
    }
}
