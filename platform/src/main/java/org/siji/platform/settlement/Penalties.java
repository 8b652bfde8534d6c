package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractTerms;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Milestone;
import org.siji.platform.market.MilestoneKind;
import org.siji.platform.market.Milestones;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is late under a contract and what its rule asks for it. Only proposed: a person books it or lets it off, once, and says why.
 * Late work is paid to the cultivator of the field, a late milestone to the village; from the deposit as far as that goes.
 */
@Component
class Penalties {

    private static final int WHOLE = 10_000;
    /** Those that are the provider's to reach. Late work has its own rule, acceptance and settlement are the collective's. */
    private static final Set<MilestoneKind> PROVIDERS = EnumSet.of(MilestoneKind.DEPOSIT_PAID,
            MilestoneKind.MACHINES_READY, MilestoneKind.YIELD_WEIGHED, MilestoneKind.BENEFIT_GIVEN,
            MilestoneKind.OTHER);

    private final JdbcClient jdbc;
    private final Contracts contracts;
    private final Milestones milestones;
    private final WorkOrders orders;
    private final Acceptances acceptances;
    private final Ledger ledger;
    private final Sentences sentences;
    private final Clock clock;

    Penalties(JdbcClient jdbc, Contracts contracts, Milestones milestones, WorkOrders orders, Acceptances acceptances,
            Ledger ledger, Sentences sentences, Clock clock) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.milestones = milestones;
        this.orders = orders;
        this.acceptances = acceptances;
        this.ledger = ledger;
        this.sentences = sentences;
        this.clock = clock;
    }

    enum Decision {
        BOOKED, WAIVED
    }

    /**
     * @param cultivatorId who gets it, null for the village
     * @param open         the work or milestone is not done yet and the contract still runs: nothing can be decided
     * @param why          the arithmetic in words
     */
    record Proposal(UUID subjectId, String name, LocalDate dueOn, int lateDays, long amountFen,
            @Nullable UUID cultivatorId, boolean open, String why) {}

    record Decided(UUID id, UUID subjectId, String name, int lateDays, long amountFen, long fromDepositFen,
            Decision decision, String reason, @Nullable UUID transactionId, OffsetDateTime decidedAt,
            String decidedBy, @Nullable String seenBy, @Nullable OffsetDateTime seenAt) {}

    List<Decided> listDecided(UUID contractId) {
        return jdbc.sql("""
                select id, subject_id, name, late_days, amount_fen, from_deposit_fen, decision, reason, transaction_id,
                       decided_at, decided_by, seen_by, seen_at
                from contract_penalty where contract_id = :id order by id""").param("id", contractId)
                .query(new SimplePropertyRowMapper<>(Decided.class)).list();
    }

    /** What is late and nobody has decided on. */
    List<Proposal> propose(Contract contract) {
        ContractTerms.Penalty rule = contracts.getTerms(contract.id()).penalty();
        if (rule == null) {
            return List.of();
        }
        LocalDate today = LocalDate.now(clock.withZone(Billing.FARM_ZONE));
        List<Proposal> all = new ArrayList<>();
        addWork(contract, rule, today, all);
        addMilestones(contract, rule, today, all);
        Set<UUID> decided = listDecided(contract.id()).stream().map(Decided::subjectId).collect(Collectors.toSet());
        return all.stream().filter(one -> !decided.contains(one.subjectId())).toList();
    }

    private void addWork(Contract contract, ContractTerms.Penalty rule, LocalDate today, List<Proposal> all) {
        if (rule.lateFenPerMuDay() == 0) {
            return;
        }
        Map<UUID, Acceptance> accepted = acceptances.listCurrentOfContract(contract.id()).stream()
                .collect(Collectors.toMap(Acceptance::workOrderId, Function.identity()));
        for (WorkOrder order : orders.listWorkOrdersOfContract(contract.id())) {
            Acceptance acceptance = accepted.get(order.id());
            boolean worked = acceptance != null && order.status().isDecided();
            LocalDate until = acceptance != null && worked ? acceptance.workedOn() : today;
            int days = (int) Math.max(0, until.toEpochDay() - order.windowTo().toEpochDay());
            boolean over = contract.status().isOver() && !worked;
            if (days > 0 && !over && !order.status().name().equals("CANCELLED")) {
                long centimu = PayableArea.of(order.area()).centimu();
                Money full = Money.ofFen(Math.multiplyExact(rule.lateFenPerMuDay(), (long) days)).perMuTimes(centimu);
                Money most = Money.ofFen(contract.bundlePriceOn(until)).perMuTimes(centimu)
                        .times(rule.capBasisPoints(), WHOLE);
                Money amount = full.compareTo(most) > 0 ? most : full;
                all.add(new Proposal(order.id(), order.number(), order.windowTo(), days, amount.fen(),
                        order.cultivatorId(), !worked,
                        sentences.say("penalty.why-work", days, PayableArea.of(order.area()).mu(),
                                Money.ofFen(rule.lateFenPerMuDay()).yuan(), full.yuan(), most.yuan(), amount.yuan())));
            }
        }
    }

    private void addMilestones(Contract contract, ContractTerms.Penalty rule, LocalDate today, List<Proposal> all) {
        if (rule.milestoneFenPerDay() == 0) {
            return;
        }
        long centimu = contract.needs().stream().mapToLong(need -> PayableArea.of(need.area()).centimu()).sum();
        Money most = Money.ofFen(contract.bundlePriceFenPerMu()).perMuTimes(centimu)
                .times(rule.capBasisPoints(), WHOLE);
        for (Milestone milestone : milestones.listOfContract(contract.id())) {
            int days = (int) milestone.lateDays(today);
            if (days > 0 && PROVIDERS.contains(milestone.kind())) {
                Money full = Money.ofFen(Math.multiplyExact(rule.milestoneFenPerDay(), (long) days));
                Money amount = full.compareTo(most) > 0 ? most : full;
                all.add(new Proposal(milestone.id(), milestone.name(), milestone.dueOn(), days, amount.fen(), null,
                        milestone.confirmedBy() == null && !contract.status().isOver(),
                        sentences.say("penalty.why-milestone", days, Money.ofFen(rule.milestoneFenPerDay()).yuan(),
                                full.yuan(), most.yuan(), amount.yuan())));
            }
        }
    }

    /** @param expectedFen what the person saw: if it has changed since, he looks again */
    void decide(Contract contract, UUID subjectId, Decision decision, long expectedFen, String reason, String by) {
        Proposal proposal = propose(contract).stream().filter(one -> one.subjectId().equals(subjectId)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("penalty", subjectId));
        if (proposal.open()) {
            throw ProblemException.conflict("penalty.still-open", "subjectId", proposal.name());
        }
        if (proposal.amountFen() != expectedFen) {
            throw ProblemException.conflict("penalty.changed", "expectedFen", Money.ofFen(proposal.amountFen()).yuan());
        }
        UUID transaction = null;
        Money fromDeposit = Money.ZERO;
        if (decision == Decision.BOOKED) {
            Money amount = Money.ofFen(proposal.amountFen());
            UUID deposit = ledger.account(AccountKind.DEPOSIT, contract.id(), contract.villageCode());
            Money held = ledger.lock(deposit);
            fromDeposit = held.compareTo(amount) < 0 ? held : amount;
            UUID payee = proposal.cultivatorId() == null
                    ? ledger.account(AccountKind.VILLAGE, contract.villageCode(), contract.villageCode())
                    : ledger.account(AccountKind.CULTIVATOR, proposal.cultivatorId(), contract.villageCode());
            transaction = ledger.post(new LedgerEntry("penalty:" + contract.id() + ":" + subjectId,
                    LedgerEntry.Kind.PENALTY, contract.id(), contract.season(),
                    LocalDate.now(clock.withZone(Billing.FARM_ZONE)), by,
                    List.of(new LedgerEntry.Leg("deposit", deposit, fromDeposit.negated()),
                            new LedgerEntry.Leg("provider",
                                    ledger.account(AccountKind.PROVIDER, contract.providerId(), null),
                                    amount.minus(fromDeposit).negated()),
                            new LedgerEntry.Leg("payee", payee, amount))))
                    .orElse(null);
        }
        jdbc.sql(
                """
                insert into contract_penalty (id, contract_id, subject_id, name, late_days, amount_fen, from_deposit_fen,
                    decision, reason, transaction_id, decided_by)
                values (:id, :contract, :subject, :name, :days, :amount, :fromDeposit, :decision, :reason, :transaction, :by)""")
                .param("id", Ids.next()).param("contract", contract.id()).param("subject", subjectId)
                .param("name", proposal.name()).param("days", proposal.lateDays())
                .param("amount", proposal.amountFen()).param("fromDeposit", fromDeposit.fen())
                .param("decision", decision.name()).param("reason", reason).param("transaction", transaction)
                .param("by", by).update();
    }

    void seen(UUID contractId, UUID penaltyId, String by) {
        int seen = jdbc.sql("""
                update contract_penalty set seen_by = coalesce(seen_by, :by), seen_at = coalesce(seen_at, :at)
                where id = :id and contract_id = :contract""").param("by", by)
                .param("at", OffsetDateTime.now(clock)).param("id", penaltyId).param("contract", contractId).update();
        if (seen == 0) {
            throw ProblemException.notFound("penalty", penaltyId);
        }
    }
}
