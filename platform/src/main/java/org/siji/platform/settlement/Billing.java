package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Turns accepted work into postings: the cultivator owes the single-plot price, the provider gets the bundle's, the difference
 * goes into the contract's gain pool. Each amount is rounded once, the pool takes what is left, so that the three add up.
 *
 * <p>When a decision changes, everything that followed from the old one is counter-posted first: the sharing of the gain, the
 * bill, the subsidies. Then the new one is posted and, if the gain had been shared, shared again.
 */
@Component
class Billing {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final String RULE = "rule";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Acceptances acceptances;
    private final Contracts contracts;
    private final Ledger ledger;
    private final Subsidies subsidies;
    private final GainSharing gain;

    Billing(JdbcClient jdbc, Clock clock, Acceptances acceptances, Contracts contracts, Ledger ledger,
            Subsidies subsidies, GainSharing gain) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.acceptances = acceptances;
        this.contracts = contracts;
        this.ledger = ledger;
        this.subsidies = subsidies;
        this.gain = gain;
    }

    @EventListener
    void on(WorkAccepted event) {
        Acceptance acceptance = acceptances.getAcceptance(event.acceptanceId());
        Contract contract = contracts.getContract(acceptance.contractId());
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        String by = Objects.requireNonNullElse(acceptance.decidedBy(), RULE);
        boolean wasShared = false;
        if (event.supersedesAcceptanceId() != null) {
            wasShared = gain.takeBack(contract.id(), today, by);
            takeBack(event.supersedesAcceptanceId(), today, by);
        }
        BillLine line = bill(acceptance, contract, event.supersedesAcceptanceId(), today, by);
        subsidies.claim(line, acceptance.coverage(), today, by);
        if (wasShared) {
            gain.share(contract, today, by);
        }
    }

    private void takeBack(UUID acceptanceId, LocalDate today, String by) {
        Optional<BillLine> old = jdbc.sql(BillLine.SELECT + " where b.acceptance_id = :id").param("id", acceptanceId)
                .query(BillLine.class).optional();
        if (old.isPresent() && old.get().transactionId() != null) {
            ledger.reverse(old.get().transactionId(), today, by);
        }
        subsidies.takeBack(acceptanceId, today, by);
    }

    private BillLine bill(Acceptance acceptance, Contract contract, @Nullable UUID supersedes, LocalDate today,
            String by) {
        long centimu = acceptance.payable().centimu();
        Money gross = Money.ofFen(contract.singlePriceFenPerMu()).perMuTimes(centimu);
        Money payout = Money.ofFen(contract.bundlePriceFenPerMu()).perMuTimes(centimu);
        Money pool = gross.minus(payout);
        UUID cultivator = ledger.account(AccountKind.CULTIVATOR, acceptance.cultivatorId(), acceptance.villageCode());
        UUID provider = ledger.account(AccountKind.PROVIDER, contract.providerId(), null);
        UUID gainPool = ledger.account(AccountKind.GAIN_POOL, contract.id(), contract.villageCode());
        UUID transaction = ledger.post(new LedgerEntry("acceptance:" + acceptance.id(), LedgerEntry.Kind.BILL,
                acceptance.id(), contract.season(), today, by,
                List.of(new LedgerEntry.Leg("cultivator", cultivator, gross.negated()),
                        new LedgerEntry.Leg("provider", provider, payout),
                        new LedgerEntry.Leg("pool", gainPool, pool))))
                .orElse(null);
        BillLine line = new BillLine(acceptance.id(), supersedes, acceptance.workOrderId(), contract.id(),
                contract.providerId(), acceptance.cultivatorId(), acceptance.fieldId(), acceptance.villageCode(),
                contract.season(), contract.operation(), centimu, contract.singlePriceFenPerMu(),
                contract.bundlePriceFenPerMu(), gross.fen(), payout.fen(), pool.fen(), transaction);
        insert(line);
        return line;
    }

    private void insert(BillLine line) {
        jdbc.sql("""
                insert into bill_line (acceptance_id, supersedes_acceptance_id, work_order_id, contract_id, provider_id,
                    cultivator_id, field_id, village_code, season, operation, payable_centimu, single_price_fen_per_mu,
                    bundle_price_fen_per_mu, gross_fen, provider_fen, pool_fen, transaction_id)
                values (:acceptanceId, :supersedesAcceptanceId, :workOrderId, :contractId, :providerId, :cultivatorId, :fieldId,
                    :villageCode, :season, :operation, :payableCentimu, :singlePriceFenPerMu, :bundlePriceFenPerMu,
                    :grossFen, :providerFen, :poolFen, :transactionId)""").param("acceptanceId", line.acceptanceId())
                .param("supersedesAcceptanceId", line.supersedesAcceptanceId()).param("workOrderId", line.workOrderId())
                .param("contractId", line.contractId()).param("providerId", line.providerId())
                .param("cultivatorId", line.cultivatorId()).param("fieldId", line.fieldId())
                .param("villageCode", line.villageCode()).param("season", line.season())
                .param("operation", line.operation().name()).param("payableCentimu", line.payableCentimu())
                .param("singlePriceFenPerMu", line.singlePriceFenPerMu())
                .param("bundlePriceFenPerMu", line.bundlePriceFenPerMu()).param("grossFen", line.grossFen())
                .param("providerFen", line.providerFen()).param("poolFen", line.poolFen())
                .param("transactionId", line.transactionId()).update();
    }
}
