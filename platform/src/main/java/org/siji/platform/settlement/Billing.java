package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.api.ManyRows;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violation;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.AcceptanceDecision;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.GroundCheck;
import org.siji.platform.verification.GroundChecks;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

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
    private final CultivatorRegister register;
    private final Subsidies subsidies;
    private final GainSharing gain;
    private final GroundChecks grounds;

    Billing(JdbcClient jdbc, Clock clock, Acceptances acceptances, Contracts contracts,
            Ledger ledger, CultivatorRegister register, Subsidies subsidies, GainSharing gain,
            GroundChecks grounds) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.acceptances = acceptances;
        this.contracts = contracts;
        this.ledger = ledger;
        this.register = register;
        this.subsidies = subsidies;
        this.gain = gain;
        this.grounds = grounds;
    }

    @EventListener
    void on(WorkAccepted event) {
        Acceptance acceptance = acceptances.getAcceptance(event.acceptanceId());
        Contract contract = contracts.getContract(acceptance.contractId());
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        String by = by(acceptance);
        boolean wasShared = false;
        if (event.supersedesAcceptanceId() != null) {
            wasShared = gain.takeBack(contract.id(), today, by);
            takeBack(event.supersedesAcceptanceId(), today, by);
        }
        requirePaidOnce(List.of(acceptance));
        claim(bill(List.of(acceptance), contract, event.supersedesAcceptanceId(), today));
        if (wasShared) {
            gain.share(contract, today, by);
        }
    }

    private record Billed(UUID acceptanceId, UUID workOrderId) {}

    /**
     * Bills what was accepted under a contract and has no bill, for whatever reason: nothing that was accepted stays unpaid.
     *
     * <p>What is billed here for the first time has no claim on a fund yet: a claim holds the fund until its transaction ends, and
     * others who settle wait for it, so it is made as late as can be, by {@link #claim}.
     *
     * @throws ProblemException 409 for each piece of work whose ground is paid for already
     */
    Claimable billMissing(Contract contract) {
        Map<UUID, UUID> billed = jdbc
                .sql("select b.acceptance_id, b.work_order_id from bill_line b where b.contract_id = :id and "
                        + BillLine.CURRENT)
                .param("id", contract.id()).query(Billed.class).list().stream()
                .collect(Collectors.toMap(Billed::workOrderId, Billed::acceptanceId));
        List<Acceptance> missing = new ArrayList<>();
        List<Acceptance> current = acceptances.listCurrentOfContract(contract.id());
        requirePaidOnce(current);
        for (Acceptance acceptance : current) {
            UUID before = billed.get(acceptance.workOrderId());
            if (!acceptance.decision().isFinal() || acceptance.id().equals(before)) {
                continue;
            }
            if (before != null) {
                on(new WorkAccepted(acceptance.id(), acceptance.workOrderId(), before));
            } else if (acceptance.decision() != AcceptanceDecision.REFUSED) {
                missing.add(acceptance);
            }
        }
        return bill(missing, contract, null, LocalDate.now(clock.withZone(FARM_ZONE)));
    }

    /**
     * What public money may be claimed for.
     *
     * @param by      who decided each of the lines
     * @param grounds by acceptance, where others are paid for the same ground
     */
    record Claimable(List<BillLine> lines, LocalDate on, List<String> by, Map<UUID, GroundCheck> grounds) {}

    void claim(Claimable billed) {
        subsidies.claim(billed.lines(), billed.on(), billed.by(), billed.grounds());
    }

    private static String by(Acceptance acceptance) {
        return Objects.requireNonNullElse(acceptance.decidedBy(), RULE);
    }

    private void takeBack(UUID acceptanceId, LocalDate today, String by) {
        Optional<BillLine> old = jdbc.sql(BillLine.SELECT + " where b.acceptance_id = :id").param("id", acceptanceId)
                .query(BillLine.class).optional();
        if (old.isPresent() && old.get().transactionId() != null) {
            ledger.reverse(old.get().transactionId(), today, by);
        }
        subsidies.takeBack(acceptanceId, today, by);
    }

    /** @throws ProblemException 409 for each piece of a contract's work whose ground is paid for already */
    void requirePaidOnce(Contract contract) {
        requirePaidOnce(acceptances.listCurrentOfContract(contract.id()));
    }

    private void requirePaidOnce(List<Acceptance> accepted) {
        List<Violation> twice = grounds.listSecondPayments(accepted).stream().map(
                one -> Violation.of("settlement.ground-paid", "", one.number(), one.others(), one.mu())).toList();
        if (!twice.isEmpty()) {
            throw new ProblemException(HttpStatus.CONFLICT, "settlement.ground-paid", twice);
        }
    }

    /** @param supersedes the decision before, for a single one */
    private Claimable bill(List<Acceptance> accepted, Contract contract, @Nullable UUID supersedes, LocalDate today) {
        if (accepted.isEmpty()) {
            return new Claimable(List.of(), today, List.of(), Map.of());
        }
        Map<String, UUID> cultivators = ledger.accounts(AccountKind.CULTIVATOR,
                accepted.stream().map(one -> one.cultivatorId().toString()).toList(), contract.villageCode());
        Map<UUID, Cultivator> people = register
                .mapCultivators(accepted.stream().map(Acceptance::cultivatorId).distinct().toList());
        UUID provider = ledger.account(AccountKind.PROVIDER, contract.providerId(), null);
        UUID gainPool = ledger.account(AccountKind.GAIN_POOL, contract.id(), contract.villageCode());
        List<LedgerEntry> entries = new ArrayList<>();
        List<BillLine> lines = new ArrayList<>();
        for (Acceptance acceptance : accepted) {
            BillLine line = line(acceptance, contract, supersedes,
                    beneficiary(people.get(acceptance.cultivatorId()), acceptance.cultivatorId()));
            lines.add(line);
            entries.add(
                    new LedgerEntry(businessKey(line), LedgerEntry.Kind.BILL, acceptance.id(), contract.season(), today,
                            by(acceptance),
                            List.of(new LedgerEntry.Leg("cultivator",
                                    requireNonNull(cultivators.get(line.cultivatorId().toString())),
                                    Money.ofFen(line.grossFen()).negated()),
                                    new LedgerEntry.Leg("provider", provider, Money.ofFen(line.providerFen())),
                                    new LedgerEntry.Leg("pool", gainPool, line.pool()))));
        }
        Map<String, UUID> transactions = ledger.postAll(entries);
        insert(lines, transactions);
        Map<UUID, GroundCheck> grounds = new HashMap<>();
        for (Acceptance acceptance : accepted) {
            GroundCheck ground = acceptance.groundCheck();
            if (ground != null && !ground.others().isEmpty()) {
                grounds.put(acceptance.id(), ground);
            }
        }
        return new Claimable(lines, today, accepted.stream().map(Billing::by).toList(), grounds);
    }

    private static String businessKey(BillLine line) {
        return "acceptance:" + line.acceptanceId();
    }

    /** A household's caps hold for all its cultivators together. */
    private static UUID beneficiary(@Nullable Cultivator cultivator, UUID id) {
        return cultivator == null || cultivator.householdId() == null ? id : cultivator.householdId();
    }

    private static BillLine line(Acceptance acceptance, Contract contract, @Nullable UUID supersedes,
            UUID beneficiary) {
        long centimu = acceptance.payable().centimu();
        Money gross = Money.ofFen(contract.singlePriceFenPerMu()).perMuTimes(centimu);
        long bundlePrice = contract.bundlePriceOn(acceptance.workedOn());
        Money payout = Money.ofFen(bundlePrice).perMuTimes(centimu);
        return new BillLine(acceptance.id(), supersedes, acceptance.workOrderId(), contract.id(), contract.providerId(),
                acceptance.cultivatorId(), acceptance.fieldId(), acceptance.villageCode(), contract.season(),
                contract.operation(), centimu, contract.singlePriceFenPerMu(), bundlePrice, gross.fen(),
                payout.fen(), gross.minus(payout).fen(), acceptance.coverage(),
                Math.max(centimu, PayableArea.of(acceptance.fieldArea()).centimu()), beneficiary, null);
    }

    private void insert(List<BillLine> lines, Map<String, UUID> transactions) {
        ManyRows.insert(jdbc, """
                insert into bill_line (acceptance_id, supersedes_acceptance_id, work_order_id, contract_id, provider_id,
                    cultivator_id, field_id, village_code, season, operation, payable_centimu, single_price_fen_per_mu,
                    bundle_price_fen_per_mu, gross_fen, provider_fen, pool_fen, coverage, field_centimu, beneficiary_id,
                    transaction_id)
                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::int[],
                    ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::numeric[],
                    ?::bigint[], ?::uuid[], ?::uuid[])""",
                lines.stream().map(line -> new @Nullable Object[]{line.acceptanceId(), line.supersedesAcceptanceId(),
                        line.workOrderId(), line.contractId(), line.providerId(), line.cultivatorId(), line.fieldId(),
                        line.villageCode(), line.season(), line.operation().name(), line.payableCentimu(),
                        line.singlePriceFenPerMu(), line.bundlePriceFenPerMu(), line.grossFen(), line.providerFen(),
                        line.poolFen(), line.coverage(), line.fieldCentimu(), line.beneficiaryId(),
                        transactions.get(businessKey(line))}).toList());
    }
}
