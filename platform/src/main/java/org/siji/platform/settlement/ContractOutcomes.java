package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Allocation;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractTerms;
import org.siji.platform.market.Contracts;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a contract's benefit mode comes to once the work is accepted: the provider makes good a shortfall of the guaranteed yield, or
 * shares what goes beyond, by accepted area and largest remainder; or pays the collective for supervising. Rounded once, at the sum.
 */
@Component
class ContractOutcomes {

    /** Grams times hundredths, per kilogram, of ten thousand. */
    private static final long YIELD_DIVISOR = 100L * 1000 * 10_000;
    private static final long HUNDREDTHS = 100;

    private final JdbcClient jdbc;
    private final Contracts contracts;
    private final GainSharing gain;
    private final Ledger ledger;
    private final Evidences evidences;
    private final Clock clock;

    ContractOutcomes(JdbcClient jdbc, Contracts contracts, GainSharing gain, Ledger ledger, Evidences evidences,
            Clock clock) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.gain = gain;
        this.ledger = ledger;
        this.evidences = evidences;
        this.clock = clock;
    }

    enum Kind {
        YIELD, SUPERVISION
    }

    record Weighing(UUID id, UUID contractId, String noteNumber, LocalDate weighedOn, long grams, String recordedBy,
            @Nullable String struckBy, @Nullable String struckReason) {}

    /** @param run 0 where it is only computed */
    record Outcome(UUID contractId, Kind kind, int run, long centimu, long guaranteedGrams, long actualGrams,
            long amountFen, @Nullable UUID transactionId, @Nullable String settledBy) {}

    List<Weighing> listWeighings(UUID contractId) {
        return jdbc.sql("""
                select id, contract_id, note_number, weighed_on, grams, recorded_by, struck_by, struck_reason
                from contract_weighing where contract_id = :id order by id""").param("id", contractId)
                .query(new SimplePropertyRowMapper<>(Weighing.class)).list();
    }

    Optional<Weighing> findWeighing(UUID id) {
        return jdbc.sql("""
                select id, contract_id, note_number, weighed_on, grams, recorded_by, struck_by, struck_reason
                from contract_weighing where id = :id""").param("id", id)
                .query(new SimplePropertyRowMapper<>(Weighing.class)).optional();
    }

    Weighing weigh(Contract contract, String noteNumber, LocalDate on, long grams, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into contract_weighing (id, contract_id, note_number, weighed_on, grams, recorded_by)
                values (:id, :contract, :note, :on, :grams, :by)""").param("id", id).param("contract", contract.id())
                .param("note", noteNumber).param("on", on).param("grams", grams).param("by", by).update();
        return findWeighing(id).orElseThrow();
    }

    void strike(UUID contractId, UUID id, String reason, String by) {
        int struck = jdbc.sql("""
                update contract_weighing set struck_by = :by, struck_reason = :reason
                where id = :id and contract_id = :contract and struck_by is null""").param("by", by)
                .param("reason", reason).param("id", id).param("contract", contractId).update();
        if (struck == 0) {
            throw ProblemException.notFound("weighing", id);
        }
    }

    /** As it would be settled now; empty where the mode has nothing of the kind. */
    Optional<Outcome> compute(Contract contract) {
        ContractTerms terms = contracts.getTerms(contract.id());
        long centimu = gain.listLines(contract.id()).stream().mapToLong(BillLine::payableCentimu).sum();
        if (terms.supervisionFenPerMu() > 0) {
            return Optional.of(new Outcome(contract.id(), Kind.SUPERVISION, 0, centimu, 0, 0,
                    Money.ofFen(terms.supervisionFenPerMu()).perMuTimes(centimu).fen(), null, null));
        }
        ContractTerms.Yield yield = terms.yield();
        if (yield == null) {
            return Optional.empty();
        }
        long actual = listWeighings(contract.id()).stream().filter(one -> one.struckBy() == null)
                .mapToLong(Weighing::grams).sum();
        long guaranteed = Math.multiplyExact(yield.gramsPerMu(), centimu);
        long beyond = Math.subtractExact(Math.multiplyExact(actual, HUNDREDTHS), guaranteed);
        int part = beyond < 0 ? yield.providerBearsBasisPoints() : yield.householdShareBasisPoints();
        Money amount = Money.ofFen(yield.fenPerKg()).times(Math.multiplyExact(Math.abs(beyond), (long) part),
                YIELD_DIVISOR);
        return Optional.of(new Outcome(contract.id(), Kind.YIELD, 0, centimu, guaranteed / HUNDREDTHS, actual,
                amount.fen(), null, null));
    }

    /** The one that holds. */
    Optional<Outcome> findSettled(UUID contractId) {
        return jdbc.sql("""
                select contract_id, kind, run, centimu, guaranteed_grams, actual_grams, amount_fen, transaction_id, settled_by
                from contract_outcome where contract_id = :id order by run desc limit 1""").param("id", contractId)
                .query(new SimplePropertyRowMapper<>(Outcome.class)).optional();
    }

    /** Again when something has changed since: the earlier one is counter-posted first. */
    void settle(Contract contract, String by) {
        ledger.lock(ledger.account(AccountKind.GAIN_POOL, contract.id(), contract.villageCode()));
        Outcome outcome = compute(contract)
                .orElseThrow(() -> ProblemException.conflict("outcome.none", "", contract.number()));
        if (outcome.kind() == Kind.YIELD) {
            requireProof(contract);
        }
        Optional<Outcome> before = findSettled(contract.id());
        if (before.isPresent() && before.get().amountFen() == outcome.amountFen()
                && before.get().centimu() == outcome.centimu()
                && before.get().actualGrams() == outcome.actualGrams()) {
            throw ProblemException.conflict("outcome.settled-already", "", contract.number());
        }
        LocalDate today = LocalDate.now(clock.withZone(Billing.FARM_ZONE));
        before.map(Outcome::transactionId).ifPresent(transaction -> ledger.reverse(transaction, today, by));
        int run = before.map(Outcome::run).orElse(0) + 1;
        UUID transaction = ledger.post(new LedgerEntry(
                outcome.kind().name().toLowerCase(Locale.ROOT) + ":" + contract.id() + ":" + run,
                LedgerEntry.Kind.valueOf(outcome.kind().name()), contract.id(), contract.season(), today, by,
                legs(contract, outcome))).orElse(null);
        jdbc.sql("""
                insert into contract_outcome (contract_id, kind, run, centimu, guaranteed_grams, actual_grams, amount_fen,
                    transaction_id, settled_by)
                values (:contract, :kind, :run, :centimu, :guaranteed, :actual, :amount, :transaction, :by)""")
                .param("contract", contract.id()).param("kind", outcome.kind().name()).param("run", run)
                .param("centimu", outcome.centimu()).param("guaranteed", outcome.guaranteedGrams())
                .param("actual", outcome.actualGrams()).param("amount", outcome.amountFen())
                .param("transaction", transaction).param("by", by).update();
    }

    private void requireProof(Contract contract) {
        List<Weighing> valid = listWeighings(contract.id()).stream().filter(one -> one.struckBy() == null).toList();
        if (valid.isEmpty()) {
            throw ProblemException.conflict("outcome.no-weighing", "", contract.number());
        }
        valid.stream().filter(one -> evidences.listEvidence(WeighingEvidence.TYPE, one.id()).isEmpty()).findFirst()
                .ifPresent(one -> {
                    throw ProblemException.conflict("outcome.no-proof", "", one.noteNumber());
                });
    }

    private List<LedgerEntry.Leg> legs(Contract contract, Outcome outcome) {
        Money amount = Money.ofFen(outcome.amountFen());
        List<LedgerEntry.Leg> legs = new ArrayList<>();
        legs.add(new LedgerEntry.Leg("provider", ledger.account(AccountKind.PROVIDER, contract.providerId(), null),
                amount.negated()));
        if (outcome.kind() == Kind.SUPERVISION) {
            legs.add(new LedgerEntry.Leg("village",
                    ledger.account(AccountKind.VILLAGE, contract.villageCode(), contract.villageCode()), amount));
            return legs;
        }
        List<BillLine> lines = gain.listLines(contract.id());
        if (lines.stream().allMatch(line -> line.payableCentimu() == 0)) {
            throw ProblemException.conflict("outcome.no-area", "", contract.number());
        }
        Money[] shares = Allocation.byLargestRemainder(amount,
                lines.stream().mapToLong(BillLine::payableCentimu).toArray());
        for (int i = 0; i < shares.length; i++) {
            legs.add(new LedgerEntry.Leg(lines.get(i).acceptanceId().toString(), ledger.account(AccountKind.CULTIVATOR,
                    lines.get(i).cultivatorId(), contract.villageCode()), shares[i]));
        }
        return legs;
    }
}
