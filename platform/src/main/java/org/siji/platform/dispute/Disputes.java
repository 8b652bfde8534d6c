package org.siji.platform.dispute;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.Dispute.DisputeStatus;
import org.siji.platform.dispute.DisputeStep.Kind;
import org.siji.platform.settlement.SettledContracts;
import org.siji.platform.verification.Acceptances;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * The ladder: what may happen when, whoever does it. Every method holds the dispute first, so that of two answers or an answer and an
 * escalation that come at once, the second sees the first.
 */
@Component
class Disputes {

    private final DisputeStore store;
    private final Outcomes outcomes;
    private final WorkingDays days;
    private final Acceptances acceptances;
    private final SettledContracts settled;
    private final ApplicationEventPublisher events;

    Disputes(DisputeStore store, Outcomes outcomes, WorkingDays days, Acceptances acceptances,
            SettledContracts settled, ApplicationEventPublisher events) {
        this.store = store;
        this.outcomes = outcomes;
        this.days = days;
        this.acceptances = acceptances;
        this.settled = settled;
        this.events = events;
    }

    /** From when until when a dispute may be taken one level up; both days included. */
    record Window(LocalDate from, LocalDate until) {}

    /** What a mediator proposes. */
    record Terms(String text, @Nullable Long amountFen, @Nullable Side payer, @Nullable Side payee,
            boolean remeasure) {}

    /** Where a dispute begins: not with the collective's own people, when the collective is a side. */
    static DisputeLevel firstLevel(Side claimant, Side respondent) {
        return claimant == Side.COLLECTIVE || respondent == Side.COLLECTIVE
                ? DisputeLevel.TOWNSHIP
                : DisputeLevel.GROUP;
    }

    LocalDate dueOn(DisputeLevel level) {
        return days.plusWorkingDays(days.today(), store.term(level.name()));
    }

    void open(Dispute dispute) {
        requireInTime(dispute);
        store.insert(dispute);
        store.step(dispute, Kind.OPENED, dispute.openedBy()).with("side", dispute.claimant())
                .with("text", dispute.claim()).keep();
        events.publishEvent(new DisputeOpened(dispute.id(), dispute.villageCode(), dispute.season()));
    }

    /** What was decided or settled long ago is not opened again; what is still open may be quarrelled about at any time. */
    private void requireInTime(Dispute dispute) {
        Optional<LocalDate> done = dispute.workOrderId() == null
                ? settled.findSettledAt(dispute.contractId())
                        .map(at -> LocalDate.ofInstant(at.toInstant(), WorkingDays.ZONE))
                : acceptances.findCurrent(dispute.workOrderId()).filter(one -> one.decision().isFinal())
                        .map(one -> LocalDate.ofInstant(one.decidedAt(), WorkingDays.ZONE));
        int term = store.term("OPENING");
        done.map(day -> days.plusWorkingDays(day, term)).filter(days.today()::isAfter).ifPresent(last -> {
            throw ProblemException.conflict("dispute.too-late", "", term, last);
        });
    }

    void hear(UUID id, LocalDate heldOn, String place, String attendants, @Nullable String note, String by) {
        Dispute dispute = holdOpen(id);
        store.step(dispute, Kind.HEARING, by).with("held_on", heldOn).with("place", place)
                .with("attendants", attendants).with("text", note).keep();
    }

    void propose(UUID id, Terms terms, String by) {
        Dispute dispute = holdOpen(id);
        if (!dispute.level().isLast() && days.today().isAfter(dispute.levelDueOn())) {
            throw ProblemException.conflict("dispute.level-over", "", dispute.level(), dispute.levelDueOn());
        }
        UUID proposal = store.step(dispute, Kind.PROPOSAL, by).with("text", terms.text())
                .with("amount_fen", terms.amountFen()).with("payer", terms.payer()).with("payee", terms.payee())
                .with("remeasure", terms.remeasure()).keep();
        store.propose(id, proposal);
        if (dispute.level().isLast()) {
            carryOut(dispute, proposal, by);
        }
    }

    /** @param text why, or where the answer of somebody who is not here himself can be looked up */
    void answer(UUID id, Side side, boolean accepts, @Nullable String text, String by) {
        Dispute dispute = holdOpen(id);
        UUID proposal = dispute.proposalId();
        if (proposal == null) {
            throw ProblemException.conflict("dispute.no-proposal", "");
        }
        boolean again = store.listSteps(id).stream()
                .anyMatch(step -> proposal.equals(step.proposalId()) && step.side() == side);
        if (again) {
            throw ProblemException.conflict("dispute.answered", "side", side);
        }
        store.step(dispute, accepts ? Kind.ACCEPTED_BY : Kind.REJECTED_BY, by).with("side", side).with("text", text)
                .with("proposal_id", proposal).keep();
        if (!accepts) {
            store.reject(id, days.today());
            return;
        }
        long agreed = store.listSteps(id).stream()
                .filter(step -> proposal.equals(step.proposalId()) && step.kind() == Kind.ACCEPTED_BY).count();
        if (agreed == 2) {
            carryOut(dispute, proposal, by);
        }
    }

    private void carryOut(Dispute dispute, UUID proposalId, String by) {
        DisputeStep proposal = store.getStep(proposalId);
        if (proposal.remeasure()) {
            remeasured(dispute, requireNonNull(proposal.text()), by);
        }
        UUID transaction = proposal.amountFen() == null
                ? null
                : outcomes.post(dispute, proposal.amountFen(), requireNonNull(proposal.payer()),
                        requireNonNull(proposal.payee()), days.today(), by);
        store.step(dispute, Kind.SETTLED, by).with("proposal_id", proposalId).with("transaction_id", transaction)
                .keep();
        store.end(dispute.id(), DisputeStatus.SETTLED);
    }

    /** Measures again while the dispute goes on, so that all see the same figures. */
    void remeasure(UUID id, String reason, String by) {
        remeasured(holdOpen(id), reason, by);
    }

    private void remeasured(Dispute dispute, String reason, String by) {
        if (dispute.workOrderId() == null) {
            throw ProblemException.conflict("dispute.no-work-order", "", dispute.number());
        }
        Outcomes.Remeasurement result = outcomes.remeasure(dispute.workOrderId(), reason, by);
        store.step(dispute, Kind.REMEASURED, by).with("text", reason).with("appeal_id", result.appealId())
                .with("changed", result.changed()).keep();
    }

    /** Empty at the top. */
    Optional<Window> findWindow(Dispute dispute) {
        if (dispute.level().isLast()) {
            return Optional.empty();
        }
        LocalDate rejected = dispute.rejectedOn();
        int term = store.term("ESCALATION");
        return Optional.of(rejected == null
                ? new Window(dispute.levelDueOn().plusDays(1), days.plusWorkingDays(dispute.levelDueOn(), term))
                : new Window(rejected, days.plusWorkingDays(rejected, term)));
    }

    void escalate(UUID id, Side side, @Nullable String text, String by) {
        Dispute dispute = holdOpen(id);
        Window window = findWindow(dispute).orElseThrow(() -> ProblemException.conflict("dispute.top", ""));
        if (days.today().isBefore(window.from())) {
            throw ProblemException.conflict("dispute.escalation-early", "", dispute.levelDueOn());
        }
        if (days.today().isAfter(window.until())) {
            throw ProblemException.conflict("dispute.escalation-late", "", window.until());
        }
        store.step(dispute, Kind.ESCALATED, by).with("side", side).with("text", text).keep();
        store.raise(id, dispute.level().next(), dueOn(dispute.level().next()));
    }

    /** Whether nobody can take it further, and nothing more will come of it here. */
    boolean isStale(Dispute dispute) {
        return findWindow(dispute).filter(window -> days.today().isAfter(window.until())).isPresent();
    }

    void close(UUID id, @Nullable Side side, String reason, String by) {
        Dispute dispute = holdOpen(id);
        store.step(dispute, Kind.CLOSED, by).with("side", side).with("text", reason).keep();
        store.end(id, DisputeStatus.CLOSED);
    }

    private Dispute holdOpen(UUID id) {
        Dispute dispute = store.hold(id);
        if (dispute.status() != DisputeStatus.OPEN) {
            throw ProblemException.conflict("dispute.over", "", dispute.status());
        }
        return dispute;
    }
}
