package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many are drawn: a share, and a least number. A county's own rule goes before the platform's; the last one recorded holds. */
@Component
class SamplingRules {

    private static final String RULE = """
            select id, region_code, operation, share, minimum, working_days, source, example, valid_from, recorded_at, recorded_by
            from sampling_rule
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SamplingRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param operation null: for all; @param workingDays that an inspection has; @param example whether the numbers have no source */
    record SamplingRule(UUID id, @Nullable String regionCode, @Nullable Operation operation, BigDecimal share,
            int minimum, int workingDays, String source, boolean example, LocalDate validFrom,
            OffsetDateTime recordedAt, String recordedBy) {

        /** The share rounded up, at least the minimum, at most all. */
        int sizeOf(int candidates) {
            int shared = share.multiply(BigDecimal.valueOf(candidates)).setScale(0, RoundingMode.CEILING)
                    .intValueExact();
            return Math.min(candidates, Math.max(minimum, shared));
        }
    }

    SamplingRule getRule(Operation operation, String regionCode, LocalDate on) {
        return jdbc.sql(RULE + """
                where (region_code is null or starts_with(:region, region_code))
                and (operation is null or operation = :operation) and valid_from <= :on
                order by region_code is null, operation is null, valid_from desc, recorded_at desc limit 1""")
                .param("region", regionCode).param("operation", operation.name()).param("on", on)
                .query(SamplingRule.class).single();
    }

    List<SamplingRule> list(@Nullable String county) {
        return jdbc.sql(RULE + "where region_code is null or region_code = :county order by recorded_at desc, id desc")
                .param("county", county).query(SamplingRule.class).list();
    }

    void insert(SamplingRule rule) {
        jdbc.sql("""
                insert into sampling_rule (id, region_code, operation, share, minimum, working_days, source, example, valid_from,
                    recorded_at, recorded_by)
                values (:id, :region, :operation, :share, :minimum, :days, :source, :example, :from, :at, :by)""")
                .param("id", rule.id()).param("region", rule.regionCode())
                .param("operation", rule.operation() == null ? null : rule.operation().name())
                .param("share", rule.share()).param("minimum", rule.minimum()).param("days", rule.workingDays())
                .param("source", rule.source()).param("example", rule.example()).param("from", rule.validFrom())
                .param("at", OffsetDateTime.now(clock)).param("by", rule.recordedBy()).update();
    }
}
