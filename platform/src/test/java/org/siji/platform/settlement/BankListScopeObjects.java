package org.siji.platform.settlement;

import java.util.Map;
import java.util.UUID;

import org.siji.platform.api.Ids;
import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A list for the bank, without lines: nothing of the season's money is changed by it. */
@Component
class BankListScopeObjects implements ScopeObjects {

    private final JdbcClient jdbc;

    BankListScopeObjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into bank_list (id, village_code, season, source, number, made_by)
                values (:id, :village, 2026, 'REFUND', 900, 'test')""").param("id", id)
                .param("village", season.village().code()).update();
        objects.put("bank-lists", id.toString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.endsWith("/bank-lists") ? Map.of("source", "REFUND") : Map.of();
    }
}
