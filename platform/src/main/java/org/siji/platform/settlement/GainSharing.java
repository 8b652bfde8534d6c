package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Allocation;
import org.siji.money.Money;
import org.siji.platform.market.Contract;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * Shares out what a contract's bundling has gained: first the village's service fee per accepted mu, as far as the pool reaches,
 * the rest among the accepted pieces by their payable area, by largest remainder, so that the shares add up to the fen.
 */
@Component
class GainSharing {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;

    GainSharing(JdbcClient jdbc, Ledger ledger, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.events = events;
    }

    /** The latest sharing of a contract's gain; it is the one that holds. */
    record Run(UUID contractId, int run, long serviceFeeFenPerMu, long payableCentimu, long poolFen, long feeFen,
            long sharedFen, @Nullable UUID transactionId, String settledBy) {}

    Optional<Run> findRun(UUID contractId) {
        return jdbc.sql("""
                select contract_id, run, service_fee_fen_per_mu, payable_centimu, pool_fen, fee_fen, shared_fen, transaction_id,
                    settled_by
                from contract_settlement where contract_id = :id order by run desc limit 1""").param("id", contractId)
                .query(Run.class).optional();
    }

    List<BillLine> listLines(UUID contractId) {
        return jdbc
                .sql(BillLine.SELECT + " where b.contract_id = :id and " + BillLine.CURRENT
                        + " order by b.work_order_id")
                .param("id", contractId).query(BillLine.class).list();
    }

    /** @return whether there was a run; then {@link #share} has to follow in the same transaction */
    boolean takeBack(UUID contractId, LocalDate on, String by) {
        Optional<Run> run = findRun(contractId);
        if (run.isPresent() && run.get().transactionId() != null) {
            ledger.reverse(run.get().transactionId(), on, by);
        }
        return run.isPresent();
    }

    /**
     * The first run; a contract that is settled stays as it is. Of two at the same moment the second finds it so.
     *
     * @param untold what is done after the gain is shared and before anybody is told that the contract is settled
     */
    Run settle(Contract contract, LocalDate on, String by, Runnable untold) {
        ledger.lock(poolOf(contract));
        Optional<Run> before = findRun(contract.id());
        if (before.isPresent()) {
            untold.run();
            return before.get();
        }
        return share(contract, on, by, untold);
    }

    private UUID poolOf(Contract contract) {
        return ledger.account(AccountKind.GAIN_POOL, contract.id(), contract.villageCode());
    }

    /** Another run, after {@link #takeBack}. */
    Run share(Contract contract, LocalDate on, String by) {
        return share(contract, on, by, () -> {});
    }

    private Run share(Contract contract, LocalDate on, String by, Runnable untold) {
        UUID pool = poolOf(contract);
        Money held = ledger.lock(pool);
        int run = findRun(contract.id()).map(Run::run).orElse(0) + 1;
        List<BillLine> lines = listLines(contract.id());
        long[] weights = lines.stream().mapToLong(BillLine::payableCentimu).toArray();
        long centimu = lines.stream().mapToLong(BillLine::payableCentimu).sum();
        Money wanted = Money.ofFen(contract.serviceFeeFenPerMu()).perMuTimes(centimu);
        Money fee = wanted.compareTo(held) > 0 ? held : wanted;
        Money rest = held.minus(fee);
        Money[] shares = Allocation.byLargestRemainder(rest, weights);

        List<LedgerEntry.Leg> legs = new ArrayList<>();
        legs.add(new LedgerEntry.Leg("pool", pool, held.negated()));
        legs.add(new LedgerEntry.Leg("village",
                ledger.account(AccountKind.VILLAGE, contract.villageCode(), contract.villageCode()), fee));
        Map<String, UUID> cultivators = ledger.accounts(AccountKind.CULTIVATOR,
                lines.stream().map(line -> line.cultivatorId().toString()).toList(), contract.villageCode());
        for (int i = 0; i < shares.length; i++) {
            BillLine line = lines.get(i);
            legs.add(new LedgerEntry.Leg(line.acceptanceId().toString(),
                    requireNonNull(cultivators.get(line.cultivatorId().toString())), shares[i]));
        }
        UUID transaction = ledger.post(new LedgerEntry("gain:" + contract.id() + ":" + run, LedgerEntry.Kind.GAIN,
                contract.id(), contract.season(), on, by, legs)).orElse(null);
        Run done = new Run(contract.id(), run, contract.serviceFeeFenPerMu(), centimu, held.fen(), fee.fen(),
                rest.fen(),
                transaction, by);
        insert(contract, done);
        insertShares(contract.id(), run, lines, shares);
        untold.run();
        events.publishEvent(new ContractSettled(contract.id(), run));
        return done;
    }

    private void insert(Contract contract, Run run) {
        jdbc.sql("""
                insert into contract_settlement (contract_id, run, village_code, season, service_fee_fen_per_mu,
                    payable_centimu, pool_fen, fee_fen, shared_fen, transaction_id, settled_by)
                values (:contractId, :run, :village, :season, :serviceFeeFenPerMu, :payableCentimu, :poolFen, :feeFen, :sharedFen,
                    :transactionId, :settledBy)""").param("contractId", run.contractId()).param("run", run.run())
                .param("village", contract.villageCode()).param("season", contract.season())
                .param("serviceFeeFenPerMu", run.serviceFeeFenPerMu()).param("payableCentimu", run.payableCentimu())
                .param("poolFen", run.poolFen()).param("feeFen", run.feeFen()).param("sharedFen", run.sharedFen())
                .param("transactionId", run.transactionId()).param("settledBy", run.settledBy()).update();
    }

    private void insertShares(UUID contractId, int run, List<BillLine> lines, Money[] shares) {
        jdbc.sql("""
                insert into gain_share (contract_id, run, acceptance_id, cultivator_id, weight, share_fen)
                select :contract, :run, one.acceptance, one.cultivator, one.weight, one.share
                from unnest(:acceptances::uuid[], :cultivators::uuid[], :weights::bigint[], :shares::bigint[])
                    one(acceptance, cultivator, weight, share)""").param("contract", contractId).param("run", run)
                .param("acceptances", lines.stream().map(BillLine::acceptanceId).toArray(UUID[]::new))
                .param("cultivators", lines.stream().map(BillLine::cultivatorId).toArray(UUID[]::new))
                .param("weights", lines.stream().map(BillLine::payableCentimu).toArray(Long[]::new))
                .param("shares", Arrays.stream(shares).map(Money::fen).toArray(Long[]::new)).update();
    }
}
