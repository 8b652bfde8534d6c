package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Public money for accepted work. Every fund whose rule names the operation, season and place gets a claim; it pays what its rule
 * says, up to its cap per cultivator, and no more than it still holds. Every claim is kept with its reason, also those that got
 * nothing. First come, first served: what a reversal brings back is there for later claims, earlier ones are not paid up.
 */
@Component
class Subsidies {

    /** Why a claim was paid as it was; sentences stand under {@code subsidy.*}. */
    enum Reason {
        PAID("subsidy.paid"), COVERAGE_LOW("subsidy.coverage-low"), CAPPED("subsidy.capped"), FUND_EXHAUSTED(
                "subsidy.fund-exhausted");

        final String code;

        Reason(String code) {
            this.code = code;
        }
    }

    private record Rule(UUID id, long fenPerMu, double minCoverage, @Nullable Long capFenPerCultivator) {}

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Subsidies(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    void claim(BillLine line, double coverage, LocalDate on, String by) {
        if (line.payableCentimu() == 0) {
            return;
        }
        jdbc.sql("""
                select id, fen_per_mu, min_coverage, cap_fen_per_cultivator from fund
                where operation = :operation and season = :season and starts_with(:village, region_code) order by id""")
                .param("operation", line.operation().name()).param("season", line.season())
                .param("village", line.villageCode()).query(Rule.class).list()
                .forEach(rule -> claim(rule, line, coverage, on, by));
    }

    private void claim(Rule rule, BillLine line, double coverage, LocalDate on, String by) {
        UUID fund = ledger.account(AccountKind.FUND, rule.id(), null);
        // Before the cap is looked at: two claims of one cultivator wait for each other here.
        Money left = ledger.lock(fund);
        Money claimed = Money.ofFen(rule.fenPerMu()).perMuTimes(line.payableCentimu());
        Money paid = claimed;
        Reason reason = Reason.PAID;
        if (coverage < rule.minCoverage()) {
            paid = Money.ZERO;
            reason = Reason.COVERAGE_LOW;
        }
        if (rule.capFenPerCultivator() != null) {
            Money room = Money.ofFen(rule.capFenPerCultivator()).minus(paidTo(rule.id(), line.cultivatorId()));
            if (paid.compareTo(room) > 0) {
                paid = room;
                reason = Reason.CAPPED;
            }
        }
        if (paid.compareTo(left) > 0) {
            paid = left;
            reason = Reason.FUND_EXHAUSTED;
        }
        UUID cultivator = ledger.account(AccountKind.CULTIVATOR, line.cultivatorId(), line.villageCode());
        UUID transaction = ledger.post(new LedgerEntry("subsidy:" + rule.id() + ":" + line.acceptanceId(),
                LedgerEntry.Kind.SUBSIDY, line.acceptanceId(), line.season(), on, by,
                List.of(new LedgerEntry.Leg("fund", fund, paid.negated()),
                        new LedgerEntry.Leg("cultivator", cultivator, paid))))
                .orElse(null);
        jdbc.sql(
                """
                insert into subsidy_claim (id, fund_id, acceptance_id, cultivator_id, village_code, payable_centimu, claim_fen,
                    paid_fen, reason_code, transaction_id)
                values (:id, :fund, :acceptance, :cultivator, :village, :centimu, :claim, :paid, :reason, :transaction)""")
                .param("id", Ids.next()).param("fund", rule.id()).param("acceptance", line.acceptanceId())
                .param("cultivator", line.cultivatorId()).param("village", line.villageCode())
                .param("centimu", line.payableCentimu()).param("claim", claimed.fen()).param("paid", paid.fen())
                .param("reason", reason.code).param("transaction", transaction).update();
    }

    /** What the fund has paid to a cultivator for work whose acceptance still holds. */
    private Money paidTo(UUID fundId, UUID cultivatorId) {
        return Money.ofFen(jdbc
                .sql("""
                select coalesce(sum(c.paid_fen), 0) from subsidy_claim c
                where c.fund_id = :fund and c.cultivator_id = :cultivator
                and not exists (select 1 from bill_line later where later.supersedes_acceptance_id = c.acceptance_id)""")
                .param("fund", fundId).param("cultivator", cultivatorId).query(Long.class).single());
    }

    void takeBack(UUID acceptanceId, LocalDate on, String by) {
        jdbc.sql("""
                select transaction_id from subsidy_claim
                where acceptance_id = :id and transaction_id is not null order by fund_id""").param("id", acceptanceId)
                .query(UUID.class).list().forEach(transaction -> ledger.reverse(transaction, on, by));
    }
}
