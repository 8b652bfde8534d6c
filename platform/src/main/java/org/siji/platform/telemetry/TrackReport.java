package org.siji.platform.telemetry;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.siji.platform.work.WorkOrders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The track station: track files that are evidence for work of the season. Their area
 * is that of the fields for which they are evidence, each order's once: what was really worked is known at the next station. */
@Component
class TrackReport implements StationReport {

    private final JdbcClient jdbc;
    private final WorkOrders workOrders;

    TrackReport(JdbcClient jdbc, WorkOrders workOrders) {
        this.jdbc = jdbc;
        this.workOrders = workOrders;
    }

    @Override
    public Station station() {
        return Station.TRACK;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), List.of());
    }

    private StationSummary summarise(int season, String regionPrefix) {
        long tracks = jdbc.sql("""
                select count(distinct l.track_id) from track_log l join track_log_work_order w on w.log_id = l.id
                where w.season = :season and starts_with(w.village_code, :prefix)""").param("season", season)
                .param("prefix", regionPrefix).query(Long.class).single();
        List<UUID> orders = jdbc.sql("""
                select distinct work_order_id from track_log_work_order
                where season = :season and starts_with(village_code, :prefix)""").param("season", season)
                .param("prefix", regionPrefix).query((row, index) -> row.getObject(1, UUID.class)).list();
        return new StationSummary(tracks, workOrders.sumAreas(orders).squareMeters(), 0);
    }
}
