package org.siji.platform.season;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The days of the year within which a crop's operations are done. */
@Component
class CropWindows {

    private final JdbcClient jdbc;

    CropWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Days as month * 100 + day. */
    record Window(String crop, Operation operation, int firstDay, int lastDay, String source) {

        LocalDate first(int season) {
            return LocalDate.of(season, firstDay / 100, firstDay % 100);
        }

        LocalDate last(int season) {
            return LocalDate.of(season, lastDay / 100, lastDay % 100);
        }

        /** Some day of the week lies in the window. */
        boolean allows(int season, LocalDate monday) {
            return !monday.isBefore(mondayOf(first(season))) && !monday.isAfter(mondayOf(last(season)));
        }
    }

    static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Ordered by crop and first day. */
    List<Window> list() {
        return jdbc.sql("""
                select crop, operation, first_day, last_day, source from crop_window
                order by crop, first_day, operation""").query(DataClassRowMapper.newInstance(Window.class)).list();
    }

    Map<String, List<Window>> mapByCrop() {
        Map<String, List<Window>> byCrop = new TreeMap<>();
        list().forEach(one -> byCrop.computeIfAbsent(one.crop(), crop -> new ArrayList<>()).add(one));
        return byCrop;
    }
}
