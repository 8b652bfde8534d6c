package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When people of a village want what done, for those who plan. */
@Component
public class NeedWindows {

    private final JdbcClient jdbc;

    NeedWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A need that was not cancelled; both days included. */
    public record Window(UUID fieldId, Operation operation, LocalDate windowFrom, LocalDate windowTo,
            double areaSquareMeters) {}

    public List<Window> listOfVillage(String villageCode, int season) {
        return jdbc.sql("""
                select field_id, operation, window_from, window_to, area_square_meters from need
                where village_code = :village and season = :season and status <> 'CANCELLED' order by id""")
                .param("village", villageCode).param("season", season)
                .query(DataClassRowMapper.newInstance(Window.class)).list();
    }
}
