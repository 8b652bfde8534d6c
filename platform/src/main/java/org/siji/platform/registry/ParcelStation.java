package org.siji.platform.registry;

import java.time.LocalDate;
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

/** The first station of the season board: the parcels that there are at the end of the season's year. */
@Component
class ParcelStation implements StationReport {

    private final JdbcClient jdbc;

    ParcelStation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Station station() {
        return Station.PARCEL;
    }

    @Override
    public StationState look(int season, String regionPrefix) {
        return new StationState(summarise(season, regionPrefix), waiting(regionPrefix));
    }

    private StationSummary summarise(int season, String regionPrefix) {
        return jdbc.sql("""
                select count(*), coalesce(sum(geodesic_square_meters), 0) from parcel_version
                where starts_with(village_code, :prefix) and recorded_until is null and valid_from <= :end
                    and (valid_to is null or valid_to > :end)""").param("prefix", regionPrefix)
                .param("end", LocalDate.of(season, 12, 31))
                .query((row, index) -> new StationSummary(row.getLong(1), row.getDouble(2), 0)).single();
    }

    private List<WaitingItem> waiting(String regionPrefix) {
        List<WaitingItem> waiting = new ArrayList<>();
        long unknown = jdbc.sql("""
                select count(*) from field_version v
                where starts_with(v.village_code, :prefix) and v.recorded_until is null and v.valid_to is null
                    and not exists (select from field_cultivator c where c.field_id = v.field_id
                        and c.recorded_until is null)""").param("prefix", regionPrefix)
                .query((row, index) -> row.getLong(1)).single();
        if (unknown > 0) {
            waiting.add(new WaitingItem("field.without-cultivator", unknown, Role.VILLAGE.name(), "/parcels"));
        }
        return waiting;
    }
}
