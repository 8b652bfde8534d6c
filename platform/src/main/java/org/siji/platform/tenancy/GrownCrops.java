package org.siji.platform.tenancy;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is recorded to grow where, for those who plan. */
@Component
public class GrownCrops {

    private final JdbcClient jdbc;

    GrownCrops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param crop in the village's own words */
    public record Grown(UUID fieldId, String crop) {}

    public List<Grown> listOfVillage(String villageCode, int season) {
        return jdbc.sql("""
                select field_id, crop from crop_season where village_code = :village and season = :season
                order by crop, field_id""").param("village", villageCode).param("season", season).query(Grown.class)
                .list();
    }
}
