package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Public money for accepted work. Every fund that names the operation, season and place gets a claim; it pays what its
 * {@link SubsidyRule} says and no more than it still holds. Every claim is kept with its reason, also those that got nothing. First
 * come, first served: what a reversal brings back is there for later claims, earlier ones are not paid up.
 */
@Component
class Subsidies {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final SubsidyRules rules;
    private final FundCommitments commitments;

    Subsidies(JdbcClient jdbc, Ledger ledger, SubsidyRules rules, FundCommitments commitments) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.rules = rules;
        this.commitments = commitments;
    }

    void claim(BillLine line, LocalDate on, String by) {
        if (line.payableCentimu() == 0) {
            return;
        }
        jdbc.sql("""
                select id from fund
                where operation = :operation and season = :season and starts_with(:village, region_code) order by id""")
                .param("operation", line.operation().name()).param("season", line.season())
                .param("village", line.villageCode()).query(UUID.class).list()
                .forEach(fund -> claim(fund, line, on, by));
    }

    private void claim(UUID fundId, BillLine line, LocalDate on, String by) {
        UUID fund = ledger.account(AccountKind.FUND, fundId, null);
        // Before anything is looked at: two claims on one fund, or a claim and a change of its rule, wait for each other here.
        Money left = ledger.lock(fund);
        SubsidyRule rule = rules.getRule(fundId);
        SubsidyRule.Award award = rule.compute(facts(fundId, line,
                Math.max(0, left.fen() - commitments.openForOthers(fundId, line.contractId()))));
        Money paid = Money.ofFen(award.paidFen());
        UUID cultivator = ledger.account(AccountKind.CULTIVATOR, line.cultivatorId(), line.villageCode());
        UUID transaction = ledger.post(new LedgerEntry("subsidy:" + fundId + ":" + line.acceptanceId(),
                LedgerEntry.Kind.SUBSIDY, line.acceptanceId(), line.season(), on, by,
                List.of(new LedgerEntry.Leg("fund", fund, paid.negated()),
                        new LedgerEntry.Leg("cultivator", cultivator, paid))))
                .orElse(null);
        jdbc.sql(
                """
                insert into subsidy_claim (id, fund_id, acceptance_id, cultivator_id, beneficiary_id, provider_id, field_id,
                    village_code, payable_centimu, counted_centimu, claim_fen, paid_fen, rule_version, reason_code, reason_args,
                    transaction_id)
                values (:id, :fund, :acceptance, :cultivator, :beneficiary, :provider, :field, :village, :centimu, :counted,
                    :claim, :paid, :version, :reason, :args, :transaction)""")
                .param("id", Ids.next()).param("fund", fundId).param("acceptance", line.acceptanceId())
                .param("cultivator", line.cultivatorId()).param("beneficiary", line.beneficiaryId())
                .param("provider", line.providerId()).param("field", line.fieldId())
                .param("village", line.villageCode()).param("centimu", line.payableCentimu())
                .param("counted", award.countedCentimu()).param("claim", award.claimedFen())
                .param("paid", award.paidFen()).param("version", rule.version()).param("reason", award.limit().code)
                .param("args", award.args().toArray(String[]::new)).param("transaction", transaction).update();
        commitments.refresh(fundId, line.contractId(), null);
    }

    private record Before(long countedOnField, long toHouseholdFen, long toProviderFen, long otherFundsFen) {}

    private SubsidyRule.Facts facts(UUID fundId, BillLine line, long leftFen) {
        Before before = jdbc
                .sql("""
                select coalesce(sum(c.counted_centimu) filter (where c.field_id = :field), 0) as counted_on_field,
                       coalesce(sum(c.paid_fen) filter (where c.beneficiary_id = :beneficiary), 0) as to_household_fen,
                       coalesce(sum(c.paid_fen) filter (where c.provider_id = :provider), 0) as to_provider_fen,
                       coalesce((select sum(other.paid_fen) from subsidy_claim other
                           where other.acceptance_id = :acceptance and other.fund_id <> :fund), 0) as other_funds_fen
                from subsidy_claim c
                where c.fund_id = :fund
                and (c.field_id = :field or c.beneficiary_id = :beneficiary or c.provider_id = :provider)
                and not exists (select 1 from bill_line later where later.supersedes_acceptance_id = c.acceptance_id)""")
                .param("field", line.fieldId()).param("beneficiary", line.beneficiaryId())
                .param("provider", line.providerId()).param("acceptance", line.acceptanceId()).param("fund", fundId)
                .query(Before.class).single();
        return new SubsidyRule.Facts(line.payableCentimu(), line.fieldCentimu(), line.coverage(), line.grossFen(),
                SubsidyRules.exclusionOf(rules.listHolding(fundId), line.fieldId(), line.cultivatorId(),
                        line.providerId()),
                before.otherFundsFen(), before.countedOnField(), before.toHouseholdFen(), before.toProviderFen(),
                leftFen);
    }

    private record Taken(UUID fundId, UUID contractId, UUID transactionId) {}

    void takeBack(UUID acceptanceId, LocalDate on, String by) {
        jdbc.sql("""
                select c.fund_id, b.contract_id, c.transaction_id from subsidy_claim c join bill_line b using (acceptance_id)
                where c.acceptance_id = :id and c.transaction_id is not null order by c.fund_id""")
                .param("id", acceptanceId).query(Taken.class).list().forEach(taken -> {
                    ledger.lock(ledger.account(AccountKind.FUND, taken.fundId(), null));
                    ledger.reverse(taken.transactionId(), on, by);
                    commitments.refresh(taken.fundId(), taken.contractId(), acceptanceId);
                });
    }
}
