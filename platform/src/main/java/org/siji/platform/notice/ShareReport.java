package org.siji.platform.notice;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.siji.platform.identity.Role;
import org.siji.platform.settlement.Bills;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The share station: pieces of work whose gain was shared out, their area, and the shares. Objections wait here. */
@Component
class ShareReport implements StationReport {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Bills bills;

    ShareReport(JdbcClient jdbc, Clock clock, Bills bills) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.bills = bills;
    }

    @Override
    public Station station() {
        return Station.SHARE;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), waiting(season, regionPrefix));
    }

    private StationSummary summarise(int season, String regionPrefix) {
        return bills.summariseShares(season, regionPrefix);
    }

    private List<WaitingItem> waiting(int season, String regionPrefix) {
        List<WaitingItem> items = new ArrayList<>();
        add(items, "notice.waiting.objection", count("""
                select count(*) from objection o join public_notice n on n.id = o.notice_id
                where n.season = :season and starts_with(n.village_code, :prefix) and o.outcome is null
                and n.published_at <= :now""", season, regionPrefix), "/notices?open=true");
        add(items, "notice.waiting.close", count("""
                select count(*) from public_notice n
                where n.season = :season and starts_with(n.village_code, :prefix) and n.closed_at is null
                and n.objections_to < :now""", season, regionPrefix), "/notices?due=true");
        return items;
    }

    private long count(String sql, int season, String regionPrefix) {
        return jdbc.sql(sql).param("season", season).param("prefix", regionPrefix)
                .param("now", OffsetDateTime.now(clock)).query(Long.class).single();
    }

    private static void add(List<WaitingItem> items, String code, long count, String link) {
        if (count > 0) {
            items.add(new WaitingItem(code, count, Role.VILLAGE.name(), link));
        }
    }
}
