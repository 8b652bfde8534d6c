package org.siji.platform.tender;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to which sum a bundle may be awarded without a tender: each county's own decision, with its source. */
@Component
class AwardLimits {

    /** @param regionCode null for the platform's own, which holds where a county has recorded none */
    record Limit(UUID id, @Nullable String regionCode, long limitFen, String source, LocalDate validFrom,
            OffsetDateTime recordedAt, String recordedBy) {}

    private static final String LIMIT = """
            select id, region_code, limit_fen, source, valid_from, recorded_at, recorded_by from award_limit
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    AwardLimits(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Limit getLimit(String villageCode) {
        return jdbc.sql(LIMIT + """
                where (region_code is null or starts_with(:village, region_code)) and valid_from <= :today
                order by region_code nulls last, valid_from desc, id desc limit 1""").param("village", villageCode)
                .param("today", LocalDate.now(clock.withZone(Matching.FARM_ZONE))).query(Limit.class).single();
    }

    /** All that were ever recorded for a region's county, and the platform's own; the latest first. */
    List<Limit> listLimits(String regionPrefix) {
        return jdbc.sql(LIMIT + """
                where region_code is null or starts_with(region_code, :prefix) or starts_with(:prefix, region_code)
                order by region_code nulls last, valid_from desc, id desc""").param("prefix", regionPrefix)
                .query(Limit.class).list();
    }

    Limit record(String regionCode, long limitFen, String source, LocalDate validFrom, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into award_limit (id, region_code, limit_fen, source, valid_from, recorded_at, recorded_by)
                values (:id, :region, :limit, :source, :from, :at, :by)""").param("id", id)
                .param("region", regionCode).param("limit", limitFen).param("source", source)
                .param("from", validFrom).param("at", OffsetDateTime.now(clock)).param("by", by).update();
        return jdbc.sql(LIMIT + "where id = :id").param("id", id).query(Limit.class).single();
    }
}
