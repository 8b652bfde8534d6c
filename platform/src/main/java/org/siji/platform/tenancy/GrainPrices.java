package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a kilogram of a grain cost in a county on a day, and who says so. */
@Component
class GrainPrices {

    private final JdbcClient jdbc;

    GrainPrices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record GrainPrice(UUID id, String countyCode, String grain, long fenPerKg, LocalDate onDate, String source) {}

    private static final String PRICE = "select id, county_code, grain, fen_per_kg, on_date, source from grain_price ";

    void add(GrainPrice price, String by) {
        jdbc.sql("""
                insert into grain_price (id, county_code, grain, fen_per_kg, on_date, source, recorded_by)
                values (:id, :county, :grain, :fen, :on, :source, :by)""").param("id", price.id())
                .param("county", price.countyCode()).param("grain", price.grain()).param("fen", price.fenPerKg())
                .param("on", price.onDate()).param("source", price.source()).param("by", by).update();
    }

    List<GrainPrice> list(String prefix) {
        return jdbc.sql(PRICE + """
                where starts_with(county_code, :prefix) or starts_with(:prefix, county_code)
                order by on_date desc, grain limit 500""").param("prefix", prefix).query(GrainPrice.class).list();
    }

    /** A look-up for many rents of one village: each grain and day is asked for once. */
    BiFunction<String, LocalDate, Optional<GrainPrice>> of(String villageCode) {
        Map<String, Optional<GrainPrice>> known = new HashMap<>();
        return (grain, day) -> known.computeIfAbsent(day + grain, key -> find(villageCode, grain, day));
    }

    /** The latest until the day; one that is a year old says nothing any more. */
    Optional<GrainPrice> find(String villageCode, String grain, LocalDate day) {
        return jdbc.sql(PRICE + """
                where county_code = :county and grain = :grain and on_date <= :day and on_date > :old
                order by on_date desc limit 1""").param("county", villageCode.substring(0, 6)).param("grain", grain)
                .param("day", day).param("old", day.minusYears(1)).query(GrainPrice.class).optional();
    }
}
