package org.siji.platform.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractAmended;
import org.siji.platform.market.ContractSigned;
import org.siji.platform.market.ContractTerminated;
import org.siji.platform.market.Contracts;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a fund keeps for contracts: set aside when one is signed, as far as there is anything free; used up by its claims; released
 * when the contract is settled or terminated. A claim never takes what is kept for another contract. At the end of the year what
 * nobody can claim any more goes back to the treasury: no fund goes on into the next year. Everything happens under the fund's lock.
 */
@Component
class FundCommitments {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ledger ledger;
    private final SubsidyRules rules;
    private final Contracts contracts;

    FundCommitments(JdbcClient jdbc, Clock clock, Ledger ledger, SubsidyRules rules, Contracts contracts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
        this.rules = rules;
        this.contracts = contracts;
    }

    /** @param wantedFen what the contract's area came to; amountFen: what the fund could keep for it */
    record Commitment(UUID contractId, int ruleVersion, long wantedFen, long amountFen, long openFen,
            OffsetDateTime recordedAt, @Nullable OffsetDateTime releasedAt) {}

    record Return(UUID id, long amountFen, String reason, UUID transactionId, OffsetDateTime recordedAt,
            String recordedBy) {}

    @EventListener
    void on(ContractSigned event) {
        Contract contract = contracts.getContract(event.contractId());
        jdbc.sql("""
                select id from fund
                where operation = :operation and season = :season and starts_with(:village, region_code) order by id""")
                .param("operation", contract.operation().name()).param("season", contract.season())
                .param("village", contract.villageCode()).query(UUID.class).list()
                .forEach(fund -> commit(fund, contract));
    }

    /** Fields have left or joined: what is kept follows, upwards as far as there is anything free. */
    @EventListener
    void on(ContractAmended event) {
        if (event.droppedNeeds().isEmpty() && event.addedNeeds().isEmpty()) {
            return;
        }
        Contract contract = contracts.getContract(event.contractId());
        jdbc.sql("""
                select fund_id from fund_commitment where contract_id = :contract and released_at is null
                order by fund_id""").param("contract", contract.id()).query(UUID.class).list()
                .forEach(fund -> adjust(fund, contract));
    }

    private record Kept(int ruleVersion, long amountFen, long openFen) {}

    private void adjust(UUID fundId, Contract contract) {
        Money left = ledger.lock(ledger.account(AccountKind.FUND, fundId, null));
        Kept kept = jdbc.sql("""
                select rule_version, amount_fen, open_fen from fund_commitment
                where fund_id = :fund and contract_id = :contract""").param("fund", fundId)
                .param("contract", contract.id()).query(Kept.class).single();
        long wanted = wanted(rules.listVersions(fundId).stream()
                .filter(version -> version.version() == kept.ruleVersion).findFirst().orElseThrow().rule(), contract);
        long paid = kept.amountFen - kept.openFen;
        long free = Math.max(0, left.fen() - openForOthers(fundId, contract.id()));
        long amount = Math.min(wanted, paid + free);
        jdbc.sql("""
                update fund_commitment set wanted_fen = greatest(:wanted, :paid), amount_fen = greatest(:amount, :paid),
                    open_fen = greatest(0, :amount - :paid)
                where fund_id = :fund and contract_id = :contract""").param("wanted", wanted).param("paid", paid)
                .param("amount", amount).param("fund", fundId).param("contract", contract.id()).update();
    }

    private static long wanted(SubsidyRule rule, Contract contract) {
        long centimu = contract.needs().stream().mapToLong(need -> PayableArea.of(need.area()).centimu()).sum();
        long wanted = Money.ofFen(rule.fenPerMu()).perMuTimes(centimu).fen();
        if (rule.maxPriceShare() != null) {
            wanted = Math.min(wanted, BigDecimal.valueOf(
                    Money.ofFen(contract.singlePriceFenPerMu()).perMuTimes(centimu).fen())
                    .multiply(BigDecimal.valueOf(rule.maxPriceShare())).setScale(0, RoundingMode.FLOOR)
                    .longValueExact());
        }
        return wanted;
    }

    private void commit(UUID fundId, Contract contract) {
        Money left = ledger.lock(ledger.account(AccountKind.FUND, fundId, null));
        SubsidyRule rule = rules.getRule(fundId);
        long wanted = wanted(rule, contract);
        long free = Math.max(0, left.fen() - openForOthers(fundId, contract.id()));
        long amount = Math.min(wanted, free);
        jdbc.sql("""
                insert into fund_commitment (fund_id, contract_id, rule_version, wanted_fen, amount_fen, open_fen, recorded_at)
                values (:fund, :contract, :version, :wanted, :amount, :amount, :at)
                on conflict (fund_id, contract_id) do nothing""").param("fund", fundId)
                .param("contract", contract.id()).param("version", rule.version()).param("wanted", wanted)
                .param("amount", amount).param("at", OffsetDateTime.now(clock)).update();
    }

    /** What is kept for other contracts than this; call under the fund's lock. */
    long openForOthers(UUID fundId, UUID contractId) {
        return jdbc.sql("""
                select coalesce(sum(open_fen), 0) from fund_commitment
                where fund_id = :fund and contract_id <> :contract and open_fen > 0""").param("fund", fundId)
                .param("contract", contractId).query(Long.class).single();
    }

    /**
     * Counts anew what is still kept for a contract; call under the fund's lock.
     *
     * @param takenBack an acceptance whose claim no longer counts, though nothing has taken its place yet
     */
    void refresh(UUID fundId, UUID contractId, @Nullable UUID takenBack) {
        jdbc.sql("""
                update fund_commitment k set open_fen = greatest(0, k.amount_fen - (
                    select coalesce(sum(c.paid_fen), 0) from bill_line b join subsidy_claim c using (acceptance_id)
                    where b.contract_id = k.contract_id and c.fund_id = k.fund_id
                    and (cast(:gone as uuid) is null or b.acceptance_id <> :gone)
                    and not exists (select 1 from bill_line later where later.supersedes_acceptance_id = b.acceptance_id)))
                where k.fund_id = :fund and k.contract_id = :contract and k.released_at is null""")
                .param("fund", fundId).param("contract", contractId).param("gone", takenBack).update();
    }

    @EventListener
    void on(ContractTerminated event) {
        release(event.contractId());
    }

    @EventListener
    void on(ContractSettled event) {
        release(event.contractId());
    }

    private void release(UUID contractId) {
        jdbc.sql("""
                select fund_id from fund_commitment where contract_id = :contract and released_at is null
                order by fund_id""").param("contract", contractId).query(UUID.class).list().forEach(fund -> {
            ledger.lock(ledger.account(AccountKind.FUND, fund, null));
            jdbc.sql("""
                            update fund_commitment set open_fen = 0, released_at = :at
                            where fund_id = :fund and contract_id = :contract""").param("at", OffsetDateTime.now(clock))
                    .param("fund", fund).param("contract", contractId).update();
        });
    }

    /** The latest first. */
    List<Commitment> list(UUID fundId, int rows) {
        return jdbc.sql("""
                select contract_id, rule_version, wanted_fen, amount_fen, open_fen, recorded_at, released_at
                from fund_commitment where fund_id = :fund order by recorded_at desc, contract_id limit :rows""")
                .param("fund", fundId).param("rows", rows).query(Commitment.class).list();
    }

    List<Return> listReturns(UUID fundId) {
        return jdbc.sql("""
                select id, amount_fen, reason, transaction_id, recorded_at, recorded_by
                from fund_return where fund_id = :fund order by id""").param("fund", fundId).query(Return.class).list();
    }

    /**
     * Gives back what is left and kept for no contract. Once more after a correction has brought money back.
     *
     * @throws ProblemException 409 while the year lasts, or if nothing is free
     */
    void giveBack(Funds.Fund fund, String reason, String by) {
        LocalDate today = LocalDate.now(clock.withZone(Billing.FARM_ZONE));
        if (today.getYear() <= fund.season()) {
            throw ProblemException.conflict("fund.year-lasts", "", fund.season());
        }
        UUID account = ledger.account(AccountKind.FUND, fund.id(), null);
        Money left = ledger.lock(account);
        Money free = left.minus(Money.ofFen(openForOthers(fund.id(), fund.id())));
        if (free.fen() <= 0) {
            throw ProblemException.conflict("fund.nothing-free", "", left.yuan());
        }
        UUID id = Ids.next();
        UUID transaction = ledger.post(new LedgerEntry("return:" + id, LedgerEntry.Kind.RETURN, fund.id(),
                fund.season(), today, by,
                List.of(new LedgerEntry.Leg("fund", account, free.negated()), new LedgerEntry.Leg("treasury",
                        ledger.account(AccountKind.TREASURY, fund.regionCode().substring(0, 6), null), free))))
                .orElseThrow();
        jdbc.sql("""
                insert into fund_return (id, fund_id, amount_fen, reason, transaction_id, recorded_at, recorded_by)
                values (:id, :fund, :amount, :reason, :transaction, :at, :by)""").param("id", id)
                .param("fund", fund.id()).param("amount", free.fen()).param("reason", reason)
                .param("transaction", transaction).param("at", OffsetDateTime.now(clock)).param("by", by).update();
    }
}
