package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.calendar.WorkingDays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many working days each kind of notice stands, and whether what was decided waits for it: data of each county. */
@Component
class NoticeRules {

    static final int MOST_DAYS = 60;
    private static final int COUNTY_DIGITS = 6;
    private static final String RULE = """
            select id, region_code, kind, working_days, blocks, source, valid_from from notice_rule
            where kind = :kind and (region_code is null or region_code = :county) and valid_from <= :on
            order by region_code nulls last, valid_from desc, recorded_at desc, id desc limit 1""";

    private final JdbcClient jdbc;
    private final WorkingDays days;

    NoticeRules(JdbcClient jdbc, WorkingDays days) {
        this.jdbc = jdbc;
        this.days = days;
    }

    /**
     * @param regionCode null for the platform's own
     * @param blocks     whether what was decided may be carried out only after the notice
     * @param source     on what it rests
     */
    record Rule(UUID id, @Nullable String regionCode, NoticeKind kind, int workingDays, boolean blocks, String source,
            LocalDate validFrom) {}

    /** What holds today for a village or a county. */
    Rule getRule(NoticeKind kind, String regionCode) {
        return jdbc.sql(RULE).param("kind", kind.name()).param("county", county(regionCode)).param("on", days.today())
                .query(Rule.class).single();
    }

    List<Rule> listRules(String regionCode) {
        return Arrays.stream(NoticeKind.values()).map(kind -> getRule(kind, regionCode)).toList();
    }

    Rule change(NoticeKind kind, String regionCode, int workingDays, boolean blocks, String source, LocalDate from,
            String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into notice_rule (id, region_code, kind, working_days, blocks, source, valid_from, recorded_by)
                values (:id, :county, :kind, :days, :blocks, :source, :from, :by)""").param("id", id)
                .param("county", county(regionCode)).param("kind", kind.name()).param("days", workingDays)
                .param("blocks", blocks).param("source", source).param("from", from).param("by", by).update();
        return new Rule(id, county(regionCode), kind, workingDays, blocks, source, from);
    }

    private static String county(String regionCode) {
        return regionCode.length() > COUNTY_DIGITS ? regionCode.substring(0, COUNTY_DIGITS) : regionCode;
    }
}
