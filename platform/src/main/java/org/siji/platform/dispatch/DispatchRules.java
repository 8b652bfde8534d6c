package org.siji.platform.dispatch;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What dispatch reckons with, as data: a county's own before the general; the last one recorded holds. */
@Component
class DispatchRules {

    private final JdbcClient jdbc;
    private final Clock clock;

    DispatchRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param latePermillePerDay of the work's price, lost with each day after the first of the order's window
     * @param costFenPerHour     of a machine that works or drives for it
     * @param leastCoveragePercent that a machine with a measured record must have covered; null for any
     */
    record RuleRow(Operation operation, int latePermillePerDay, long costFenPerHour,
            @Nullable Integer leastCoveragePercent) {}

    /**
     * @param roadDetour road over straight line
     * @param rows       one per operation, in their order; an operation without a row costs nothing
     * @param example    whether the numbers have no source
     */
    record RuleSet(LocalTime shiftFrom, LocalTime shiftTo, BigDecimal roadDetour, List<RuleRow> rows, long costFenPerKm,
            long costFenPerDay, String source, boolean example) {

        RuleRow row(Operation operation) {
            return rows.stream().filter(row -> row.operation() == operation).findFirst()
                    .orElse(new RuleRow(operation, 0, 0, null));
        }
    }

    private record Head(UUID id, LocalTime shiftFrom, LocalTime shiftTo, BigDecimal roadDetour, long fenPerKm,
            long fenPerDay, String source, boolean example) {}

    /** @param county six digits, or null for the general rules */
    RuleSet getRules(@Nullable String county) {
        Head head = jdbc.sql("""
                select id, shift_from, shift_to, road_detour, fen_per_km, fen_per_day, source, example from dispatch_rules
                where county_code is null or county_code = :county
                order by county_code is null, recorded_at desc, id desc limit 1""").param("county", county)
                .query(Head.class).single();
        List<RuleRow> rows = new ArrayList<>(jdbc.sql("""
                select operation, late_permille_per_day, fen_per_hour as cost_fen_per_hour, least_coverage_percent
                from dispatch_rule_row where rules_id = :id""").param("id", head.id()).query(RuleRow.class).list());
        rows.sort((a, b) -> a.operation().compareTo(b.operation()));
        return new RuleSet(head.shiftFrom(), head.shiftTo(), head.roadDetour(), rows, head.fenPerKm(), head.fenPerDay(),
                head.source(), head.example());
    }

    /** @param county six digits, or null for the general rules */
    void record(@Nullable String county, RuleSet rules, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into dispatch_rules (id, county_code, shift_from, shift_to, road_detour, fen_per_km, fen_per_day, source,
                    example, recorded_at, recorded_by)
                values (:id, :county, :from, :to, :detour, :km, :day, :source, :example, :at, :by)""").param("id", id)
                .param("county", county).param("from", rules.shiftFrom()).param("to", rules.shiftTo())
                .param("detour", rules.roadDetour()).param("km", rules.costFenPerKm())
                .param("day", rules.costFenPerDay()).param("source", rules.source()).param("example", rules.example())
                .param("at", OffsetDateTime.now(clock)).param("by", by).update();
        rules.rows().forEach(row -> jdbc.sql("""
                insert into dispatch_rule_row (rules_id, operation, late_permille_per_day, fen_per_hour, least_coverage_percent)
                values (:id, :operation, :late, :hour, :least)""").param("id", id)
                .param("operation", row.operation().name()).param("late", row.latePermillePerDay())
                .param("hour", row.costFenPerHour()).param("least", row.leastCoveragePercent()).update());
    }
}
