package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ManyRows;
import org.siji.platform.verification.GroundCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * Public money for accepted work. Every fund that names the operation, season and place gets a claim; it pays what its
 * {@link SubsidyRule} says and no more than it still holds. Every claim is kept with its reason, also those that got nothing. First
 * come, first served: what a reversal brings back is there for later claims, earlier ones are not paid up.
 */
@Component
class Subsidies {

    /** Between the arguments of a reason: arrays of arrays must be as long as each other. */
    private static final String SEPARATOR = "\u001f";

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

    /**
     * Claims for pieces of work under one contract, in their order.
     *
     * @param by      who decided each of them
     * @param grounds by acceptance, where others are paid for the same ground
     */
    void claim(List<BillLine> lines, LocalDate on, List<String> by, Map<UUID, GroundCheck> grounds) {
        List<Work> works = IntStream.range(0, lines.size()).filter(i -> lines.get(i).payableCentimu() > 0)
                .mapToObj(i -> new Work(lines.get(i), by.get(i))).toList();
        if (works.isEmpty()) {
            return;
        }
        BillLine first = works.getFirst().line();
        List<UUID> funds = jdbc.sql("""
                select id from fund
                where operation = :operation and season = :season and starts_with(:village, region_code) order by id""")
                .param("operation", first.operation().name()).param("season", first.season())
                .param("village", first.villageCode()).query(UUID.class).list();
        if (!funds.isEmpty()) {
            Map<String, UUID> cultivators = ledger.accounts(AccountKind.CULTIVATOR,
                    works.stream().map(work -> work.line().cultivatorId().toString()).toList(), first.villageCode());
            funds.forEach(fund -> claim(fund, works, cultivators, on, grounds));
        }
    }

    /** A piece of work, and who accepted it. */
    private record Work(BillLine line, String by) {}

    private record Claim(Work work, SubsidyRule.Award award, String businessKey) {}

    private void claim(UUID fundId, List<Work> works, Map<String, UUID> cultivators, LocalDate on,
            Map<UUID, GroundCheck> grounds) {
        UUID contractId = works.getFirst().line().contractId();
        UUID fund = ledger.account(AccountKind.FUND, fundId, null);
        // Before anything is looked at: two claims on one fund, or a claim and a change of its rule, wait for each other here.
        Money left = ledger.lock(fund);
        SubsidyRule rule = rules.getRule(fundId);
        List<Claim> claims = new ArrayList<>();
        List<LedgerEntry> entries = new ArrayList<>();
        ClaimsBefore before = ClaimsBefore.read(jdbc, fundId, works.stream().map(Work::line).toList(),
                grounds,
                Math.max(0, left.fen() - commitments.openForOthers(fundId, contractId)));
        List<SubsidyRules.Exclusion> excluded = rules.listHolding(fundId);
        for (Work work : works) {
            BillLine line = work.line();
            SubsidyRule.Award award = rule.compute(before.facts(line,
                    SubsidyRules.exclusionOf(excluded, line.fieldId(), line.cultivatorId(), line.providerId())));
            before.add(line, award);
            Claim claim = new Claim(work, award, "subsidy:" + fundId + ":" + line.acceptanceId());
            claims.add(claim);
            Money paid = Money.ofFen(award.paidFen());
            entries.add(new LedgerEntry(claim.businessKey(), LedgerEntry.Kind.SUBSIDY, line.acceptanceId(),
                    line.season(), on, work.by(),
                    List.of(new LedgerEntry.Leg("fund", fund, paid.negated()), new LedgerEntry.Leg("cultivator",
                            requireNonNull(cultivators.get(line.cultivatorId().toString())), paid))));
        }
        insert(fundId, rule.version(), claims, ledger.postAll(entries));
        commitments.refresh(fundId, contractId, null);
    }

    private void insert(UUID fundId, int version, List<Claim> claims, Map<String, UUID> transactions) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Claim claim : claims) {
            BillLine line = claim.work().line();
            SubsidyRule.Award award = claim.award();
            rows.add(new @Nullable Object[]{Ids.next(), fundId, line.acceptanceId(), line.cultivatorId(),
                    line.beneficiaryId(), line.providerId(), line.fieldId(), line.villageCode(), line.payableCentimu(),
                    award.countedCentimu(), award.claimedFen(), award.paidFen(), version, award.limit().code,
                    String.join(SEPARATOR, award.args()), transactions.get(claim.businessKey())});
        }
        ManyRows.insert(jdbc, """
                insert into subsidy_claim (id, fund_id, acceptance_id, cultivator_id, beneficiary_id, provider_id, field_id,
                    village_code, payable_centimu, counted_centimu, claim_fen, paid_fen, rule_version, reason_code, reason_args,
                    transaction_id)
                select id, fund, acceptance, cultivator, beneficiary, provider, field, village, centimu, counted, claim, paid,
                    version, reason, coalesce(string_to_array(args, chr(31)), '{}'), transaction
                from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::uuid[])
                    one(id, fund, acceptance, cultivator, beneficiary, provider, field, village, centimu, counted, claim, paid,
                        version, reason, args, transaction)""", rows);
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
