package org.siji.platform.telemetry;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationSummary;
import org.siji.platform.api.WaitingItem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The track station: track files that are evidence for work of the season. They have neither area nor money yet. */
@Component
class TrackReport implements StationReport {

    private final JdbcClient jdbc;

    TrackReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Station station() {
        return Station.TRACK;
    }

    @Override
    public StationSummary summarise(int season, String regionPrefix) {
        return new StationSummary(jdbc.sql("""
                select count(distinct l.track_id) from track_log l join track_log_work_order w on w.log_id = l.id
                where w.season = :season and starts_with(w.village_code, :prefix)""").param("season", season)
                .param("prefix", regionPrefix).query(Long.class).single(), 0, 0);
    }

    @Override
    public List<WaitingItem> waiting(int season, String regionPrefix) {
        return List.of();
    }
}
