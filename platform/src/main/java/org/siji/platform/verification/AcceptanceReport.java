package org.siji.platform.verification;

import java.util.ArrayList;
import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The acceptance station: orders accepted whole or in part, with their payable area; reviews and appeals wait here. */
@Component
class AcceptanceReport implements StationReport {

    private final JdbcClient jdbc;

    AcceptanceReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Station station() {
        return Station.ACCEPTANCE;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), waiting(season, regionPrefix));
    }

    private StationSummary summarise(int season, String regionPrefix) {
        return jdbc.sql("""
                select count(*) as count, coalesce(sum(payable_centimu) * 100 / 15.0, 0) as square_meters, 0 as amount_fen
                from acceptance a where season = :season and starts_with(village_code, :prefix)
                and decision in ('ACCEPTED', 'ACCEPTED_IN_PART')
                and not exists (select 1 from acceptance later where later.supersedes = a.id)""")
                .param("season", season).param("prefix", regionPrefix).query(StationSummary.class).single();
    }

    private List<WaitingItem> waiting(int season, String regionPrefix) {
        List<WaitingItem> items = new ArrayList<>();
        add(items, "acceptance.waiting.review", count("""
                select count(*) from acceptance a where season = :season and starts_with(village_code, :prefix)
                and decision = 'TO_REVIEW'
                and not exists (select 1 from acceptance later where later.supersedes = a.id)""", season,
                regionPrefix), "/work-orders?status=IN_REVIEW");
        add(items, "acceptance.waiting.appeal", count("""
                select count(*) from appeal where season = :season and starts_with(village_code, :prefix)
                and status = 'OPEN'""", season, regionPrefix), "/appeals?status=OPEN");
        return items;
    }

    private long count(String sql, int season, String regionPrefix) {
        return jdbc.sql(sql).param("season", season).param("prefix", regionPrefix).query(Long.class).single();
    }

    private static void add(List<WaitingItem> items, String code, long count, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, Role.VILLAGE.name(), link));
        }
    }
}
