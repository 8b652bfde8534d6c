package org.siji.platform.settlement;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rules of funds in their versions, and who or what is excluded. Whoever changes either holds the fund first, as a claim does: a
 * claim sees all of a change or nothing of it.
 */
@Component
class SubsidyRules {

    private static final String EXCLUSION = """
            select id, fund_id, field_id, cultivator_id, provider_id, reason, recorded_at, recorded_by, lifted_reason, lifted_at,
                   lifted_by
            from subsidy_exclusion""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    SubsidyRules(JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    record Version(int version, long fenPerMu, double minCoverage, @Nullable Long capFenPerHousehold,
            @Nullable Long capFenPerProvider, @Nullable Double maxPriceShare, boolean oncePerGround,
            boolean excludeOtherFunds, String reason, OffsetDateTime recordedAt, String recordedBy) {

        SubsidyRule rule() {
            return new SubsidyRule(version, fenPerMu, minCoverage, capFenPerHousehold, capFenPerProvider,
                    maxPriceShare, oncePerGround, excludeOtherFunds);
        }
    }

    record Exclusion(UUID id, UUID fundId, @Nullable UUID fieldId, @Nullable UUID cultivatorId,
            @Nullable UUID providerId, String reason, OffsetDateTime recordedAt, String recordedBy,
            @Nullable String liftedReason, @Nullable OffsetDateTime liftedAt, @Nullable String liftedBy) {

        boolean fits(UUID field, UUID cultivator, UUID provider) {
            return (fieldId == null || fieldId.equals(field))
                    && (cultivatorId == null || cultivatorId.equals(cultivator))
                    && (providerId == null || providerId.equals(provider));
        }
    }

    /** The latest first. */
    List<Version> listVersions(UUID fundId) {
        return jdbc.sql("""
                select version, fen_per_mu, min_coverage, cap_fen_per_household, cap_fen_per_provider, max_price_share,
                       once_per_ground, exclude_other_funds, reason, recorded_at, recorded_by
                from subsidy_rule where fund_id = :fund order by version desc""").param("fund", fundId)
                .query(Version.class).list();
    }

    SubsidyRule getRule(UUID fundId) {
        return jdbc.sql("""
                select version, fen_per_mu, min_coverage, cap_fen_per_household, cap_fen_per_provider, max_price_share,
                       once_per_ground, exclude_other_funds
                from subsidy_rule where fund_id = :fund order by version desc limit 1""").param("fund", fundId)
                .query(SubsidyRule.class).single();
    }

    /**
     * Holds for claims from now on; what was paid stays.
     *
     * @throws ProblemException 409 if somebody has changed it since the base was read
     */
    void change(UUID fundId, int baseVersion, SubsidyRule rule, String reason, String by) {
        ledger.lock(ledger.account(AccountKind.FUND, fundId, null));
        int current = getRule(fundId).version();
        if (current != baseVersion) {
            throw ProblemException.conflict("subsidy-rule.changed", "baseVersion", current, baseVersion);
        }
        insert(fundId, current + 1, rule, reason, by);
    }

    void insert(UUID fundId, int version, SubsidyRule rule, String reason, String by) {
        jdbc.sql("""
                insert into subsidy_rule (fund_id, version, fen_per_mu, min_coverage, cap_fen_per_household, cap_fen_per_provider,
                    max_price_share, once_per_ground, exclude_other_funds, reason, recorded_at, recorded_by)
                values (:fund, :version, :fenPerMu, :minCoverage, :household, :provider, :share, :once, :others, :reason, :at,
                    :by)""").param("fund", fundId).param("version", version).param("fenPerMu", rule.fenPerMu())
                .param("minCoverage", rule.minCoverage()).param("household", rule.capFenPerHousehold())
                .param("provider", rule.capFenPerProvider()).param("share", rule.maxPriceShare())
                .param("once", rule.oncePerGround()).param("others", rule.excludeOtherFunds()).param("reason", reason)
                .param("at", OffsetDateTime.now(clock)).param("by", by).update();
    }

    /** Those that were lifted too, the latest first. */
    List<Exclusion> listExclusions(UUID fundId) {
        return jdbc.sql(EXCLUSION + " where fund_id = :fund order by id desc").param("fund", fundId)
                .query(Exclusion.class).list();
    }

    /** Those that hold. */
    List<Exclusion> listHolding(UUID fundId) {
        return jdbc.sql(EXCLUSION + " where fund_id = :fund and lifted_at is null order by id").param("fund", fundId)
                .query(Exclusion.class).list();
    }

    Optional<Exclusion> findExclusion(UUID id) {
        return jdbc.sql(EXCLUSION + " where id = :id").param("id", id).query(Exclusion.class).optional();
    }

    /** Why a piece of work gets nothing; the first that fits. */
    static @Nullable String exclusionOf(List<Exclusion> holding, UUID field, UUID cultivator, UUID provider) {
        return holding.stream().filter(one -> one.fits(field, cultivator, provider)).map(Exclusion::reason).findFirst()
                .orElse(null);
    }

    Exclusion exclude(UUID fundId, FundController.NewExclusion request, String by) {
        ledger.lock(ledger.account(AccountKind.FUND, fundId, null));
        UUID id = Ids.next();
        jdbc.sql("""
                insert into subsidy_exclusion (id, fund_id, field_id, cultivator_id, provider_id, reason, recorded_at, recorded_by)
                values (:id, :fund, :field, :cultivator, :provider, :reason, :at, :by)""").param("id", id)
                .param("fund", fundId).param("field", request.fieldId()).param("cultivator", request.cultivatorId())
                .param("provider", request.providerId()).param("reason", Objects.requireNonNull(request.reason()))
                .param("at", OffsetDateTime.now(clock)).param("by", by).update();
        return findExclusion(id).orElseThrow();
    }

    Exclusion lift(Exclusion exclusion, String reason, String by) {
        ledger.lock(ledger.account(AccountKind.FUND, exclusion.fundId(), null));
        int lifted = jdbc.sql("""
                update subsidy_exclusion set lifted_reason = :reason, lifted_at = :at, lifted_by = :by
                where id = :id and lifted_at is null""").param("reason", reason)
                .param("at", OffsetDateTime.now(clock)).param("by", by).param("id", exclusion.id()).update();
        if (lifted == 0) {
            throw ProblemException.conflict("subsidy-exclusion.lifted", "");
        }
        return findExclusion(exclusion.id()).orElseThrow();
    }
}
