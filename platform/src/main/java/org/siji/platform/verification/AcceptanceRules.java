package org.siji.platform.verification;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Sentences;
import org.siji.platform.market.AcceptanceTerms;
import org.siji.platform.work.WorkOrder;
import org.siji.track.PaidGround;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules in two times: a new version closes what was recorded before it and tells when it begins to hold. */
@Component
class AcceptanceRules implements AcceptanceTerms {

    private static final String RULE = """
            select id, region_code, operation, min_coverage, part_coverage, review_band, attempt_coverage, max_overlap,
                   times_per_season, source, valid_from, valid_to
            from acceptance_rule where recorded_until is null""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sentences sentences;

    AcceptanceRules(JdbcClient jdbc, Clock clock, Sentences sentences) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.sentences = sentences;
    }

    /** The county's own before the general, the operation's own before the one for all. */
    AcceptanceRule getRule(Operation operation, String villageCode, LocalDate on) {
        return jdbc.sql(RULE + " " + """
                and (region_code is null or starts_with(:village, region_code))
                and (operation is null or operation = :operation)
                and valid_from <= :on and (valid_to is null or valid_to > :on)
                order by region_code is null, operation is null limit 1""").param("village", villageCode)
                .param("operation", operation.name()).param("on", on).query(AcceptanceRule.class).single();
    }

    /** How often work as the order's may be paid for on the same ground: as the rule of the day says, else as usual. */
    PaidGround.Times getTimes(WorkOrder order, LocalDate on) {
        Integer own = getRule(order.operation(), order.villageCode(), on).timesPerSeason();
        return jdbc.sql("select times_per_season, days_between from operation_times where operation = :operation")
                .param("operation", order.operation().name())
                .query((row, n) -> new PaidGround.Times(own == null ? row.getInt(1) : own, row.getInt(2))).single();
    }

    /** All that hold or will hold in a region. */
    List<AcceptanceRule> list(String regionPrefix) {
        return jdbc.sql(RULE + " " + """
                and (region_code is null or starts_with(:prefix, region_code) or starts_with(region_code, :prefix))
                order by region_code nulls first, operation nulls first, valid_from""").param("prefix", regionPrefix)
                .query(AcceptanceRule.class).list();
    }

    /** Replaces, from the rule's first day on, what has been recorded for its region and operation. */
    AcceptanceRule replace(AcceptanceRule rule, String by) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<AcceptanceRule> before = jdbc.sql(RULE + " " + """
                and region_code is not distinct from :region and operation is not distinct from :operation
                and valid_from < :from and (valid_to is null or valid_to > :from)""").param("region", rule.regionCode())
                .param("operation", nameOf(rule.operation())).param("from", rule.validFrom())
                .query(AcceptanceRule.class).optional();
        jdbc.sql("""
                update acceptance_rule set recorded_until = :now where recorded_until is null
                and region_code is not distinct from :region and operation is not distinct from :operation
                and (valid_to is null or valid_to > :from)""").param("now", now).param("region", rule.regionCode())
                .param("operation", nameOf(rule.operation())).param("from", rule.validFrom()).update();
        before.ifPresent(old -> insert(old, Ids.next(), rule.validFrom(), by));
        insert(rule, rule.id(), null, by);
        return rule;
    }

    private void insert(AcceptanceRule rule, UUID id, @Nullable LocalDate validTo, String by) {
        jdbc.sql(
                """
                insert into acceptance_rule (id, region_code, operation, min_coverage, part_coverage, review_band,
                    attempt_coverage, max_overlap, times_per_season, source, valid_from, valid_to, recorded_by)
                values (:id, :region, :operation, :min, :part, :band, :attempt, :overlap, :times, :source, :from, :to, :by)""")
                .param("id", id).param("region", rule.regionCode()).param("operation", nameOf(rule.operation()))
                .param("min", rule.minCoverage()).param("part", rule.partCoverage()).param("band", rule.reviewBand())
                .param("attempt", rule.attemptCoverage()).param("overlap", rule.maxOverlap())
                .param("times", rule.timesPerSeason()).param("source", rule.source()).param("from", rule.validFrom())
                .param("to", validTo).param("by", by)
                .update();
    }

    private static @Nullable String nameOf(@Nullable Operation operation) {
        return operation == null ? null : operation.name();
    }

    /** The contract's text is Chinese whoever reads it, and quotes the general rule. */
    @Override
    public String inWords(Operation operation, LocalDate on) {
        AcceptanceRule rule = getRule(operation, "", on);
        return sentences.say(Locale.SIMPLIFIED_CHINESE, "acceptance.terms", AcceptanceRule.percent(rule.minCoverage()),
                AcceptanceRule.percent(rule.partCoverage()), AcceptanceRule.percent(rule.reviewBand()));
    }
}
