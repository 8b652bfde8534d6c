package org.siji.platform.verification;

import java.util.List;

import org.siji.platform.api.Station;
import org.siji.platform.api.StationReport;
import org.siji.platform.api.StationState;
import org.siji.platform.api.StationSummary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The measured-work station: orders that were measured, and the area covered according to the latest measurement of each. */
@Component
class MeasuredWorkReport implements StationReport {

    private final JdbcClient jdbc;

    MeasuredWorkReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Station station() {
        return Station.MEASURED_WORK;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), List.of());
    }

    private StationSummary summarise(int season, String regionPrefix) {
        return jdbc.sql("""
                select count(*) as count, coalesce(sum(covered), 0) as square_meters, 0 as amount_fen from (
                    select distinct on (work_order_id) covered_square_meters as covered from measured_work
                    where season = :season and starts_with(village_code, :prefix)
                    order by work_order_id, id desc) latest""").param("season", season).param("prefix", regionPrefix)
                .query(StationSummary.class).single();
    }
}
