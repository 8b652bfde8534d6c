package org.siji.platform.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subsidy funds: a budget out of the treasury, and the rule by which it is spent. */
@Component
class Funds {

    private static final String FUND = """
            select f.id, f.region_code, f.name, f.operation, f.season, f.budget_fen, r.version as rule_version,
                   r.fen_per_mu, r.min_coverage, r.cap_fen_per_household, f.source, f.justification,
                   (select coalesce(sum(k.open_fen), 0) from fund_commitment k where k.fund_id = f.id and k.open_fen > 0)
                       as committed_fen,
                   (select coalesce(sum(b.amount_fen), 0) from fund_return b where b.fund_id = f.id) as returned_fen,
                   (select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                    where a.kind = 'FUND' and a.owner_id = f.id::text) as left_fen,
                   (select count(*) from subsidy_claim c where c.fund_id = f.id) as claims
            from fund f join lateral (select * from subsidy_rule r where r.fund_id = f.id order by r.version desc limit 1) r on true""";

    /** A township's or village's fund is seen from above, the county's from below. */
    private static final String SEEN = """
            (starts_with(f.region_code, :prefix) or starts_with(:prefix, f.region_code))""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;
    private final SubsidyRules rules;
    private final Sentences sentences;

    Funds(JdbcClient jdbc, Ledger ledger, Clock clock, SubsidyRules rules, Sentences sentences) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
        this.rules = rules;
        this.sentences = sentences;
    }

    /** @param leftFen what the ledger says it holds */
    record Fund(UUID id, String regionCode, String name, Operation operation, int season, long budgetFen,
            int ruleVersion, long fenPerMu, double minCoverage, @Nullable Long capFenPerHousehold,
            @Nullable String source, @Nullable String justification, long committedFen, long returnedFen,
            long leftFen, long claims) {

        public long getPaidFen() {
            return budgetFen - leftFen - returnedFen;
        }

        /** Neither paid nor kept for a contract: budget = committed + paid + free + returned. */
        public long getFreeFen() {
            return leftFen - committedFen;
        }
    }

    /** @param held whether the acceptance behind it still holds; if not, what was paid has been counter-posted */
    record Claim(UUID id, UUID acceptanceId, UUID cultivatorId, UUID fieldId, String villageCode, long payableCentimu,
            long countedCentimu, long claimFen, long paidFen, int ruleVersion, String reasonCode, String reason,
            boolean held, OffsetDateTime recordedAt) {}

    List<Fund> list(String prefix, @Nullable Integer season, UUID after, int rows) {
        return jdbc.sql(FUND + " where " + SEEN + """
                 and f.id > :after and (cast(:season as int) is null or f.season = :season)
                order by f.id limit :rows""").param("prefix", prefix).param("after", after).param("season", season)
                .param("rows", rows).query(Fund.class).list();
    }

    /** @throws ProblemException 404 unless it can be seen from the region */
    Fund getFund(UUID id, String prefix) {
        return jdbc.sql(FUND + " where f.id = :id and " + SEEN).param("id", id).param("prefix", prefix)
                .query(Fund.class).optional().orElseThrow(() -> ProblemException.notFound("fund", id));
    }

    boolean isSeen(UUID id, String prefix) {
        return jdbc.sql("select count(*) from fund f where f.id = :id and " + SEEN).param("id", id)
                .param("prefix", prefix).query(Long.class).single() > 0;
    }

    /** As they were recorded. */
    List<Claim> listClaims(UUID fundId, String prefix, UUID after, int rows) {
        return jdbc.sql("""
                select c.id, c.acceptance_id, c.cultivator_id, c.field_id, c.village_code, c.payable_centimu, c.counted_centimu,
                       c.claim_fen, c.paid_fen, c.rule_version, c.reason_code, c.reason_args, c.recorded_at,
                       not exists (select 1 from bill_line b where b.supersedes_acceptance_id = c.acceptance_id) as held
                from subsidy_claim c where c.fund_id = :fund and starts_with(c.village_code, :prefix) and c.id > :after
                order by c.id limit :rows""").param("fund", fundId).param("prefix", prefix).param("after", after)
                .param("rows", rows).query(this::claim).list();
    }

    private Claim claim(ResultSet row, int number) throws SQLException {
        String code = row.getString("reason_code");
        return new Claim(row.getObject("id", UUID.class), row.getObject("acceptance_id", UUID.class),
                row.getObject("cultivator_id", UUID.class), row.getObject("field_id", UUID.class),
                row.getString("village_code"), row.getLong("payable_centimu"), row.getLong("counted_centimu"),
                row.getLong("claim_fen"), row.getLong("paid_fen"), row.getInt("rule_version"), code,
                sentences.say(code, (Object[]) row.getArray("reason_args").getArray()), row.getBoolean("held"),
                row.getObject("recorded_at", OffsetDateTime.class));
    }

    Fund create(String region, FundController.NewFund request, SubsidyRule rule, String by) {
        UUID id = Ids.next();
        String operation = Objects.requireNonNull(request.operation()).name();
        int season = Objects.requireNonNull(request.season());
        long budgetFen = Objects.requireNonNull(request.budgetFen());
        jdbc.sql(
                """
                insert into fund (id, region_code, name, operation, season, budget_fen, source, justification, recorded_by)
                values (:id, :region, :name, :operation, :season, :budget, :source, :justification, :by)""")
                .param("id", id).param("region", region).param("name", request.name()).param("operation", operation)
                .param("season", season).param("budget", budgetFen).param("source", request.source())
                .param("justification", request.justification())
                .param("by", by).update();
        rules.insert(id, 1, rule, sentences.say("subsidy-rule.first"), by);
        Money budget = Money.ofFen(budgetFen);
        ledger.post(new LedgerEntry("budget:" + id, LedgerEntry.Kind.BUDGET, id, season,
                LocalDate.now(clock.withZone(Billing.FARM_ZONE)), by,
                List.of(new LedgerEntry.Leg("treasury",
                        ledger.account(AccountKind.TREASURY, region.substring(0, 6), null), budget.negated()),
                        new LedgerEntry.Leg("fund", ledger.account(AccountKind.FUND, id, null), budget))));
        return getFund(id, region);
    }
}
