package org.siji.platform.dispute;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.Dispute.DisputeStatus;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Disputes: raised and answered by the sides, heard and decided by the office of the level. */
@RestController
@RequestMapping("/api/v1/disputes")
class DisputeController {

    /** A hundred million yuan: more is a slip of the pen. */
    private static final long MOST_FEN = 10_000_000_000L;

    private final DisputeAccess access;
    private final Disputes disputes;
    private final DisputeStore store;
    private final WorkingDays days;

    DisputeController(DisputeAccess access, Disputes disputes, DisputeStore store, WorkingDays days) {
        this.access = access;
        this.disputes = disputes;
        this.store = store;
        this.days = days;
    }

    /** @param workingDays that the level has */
    record Rung(DisputeLevel level, int workingDays) {}

    /**
     * @param workingDaysLeft until the level's last day; negative when it has passed
     * @param announced       whether the holidays of that year are known yet
     * @param escalation      from when until when it can be taken up; null at the top
     * @param ownSides        for whom the asker may answer and escalate
     * @param mayMediate      whether the asker hears and proposes
     * @param mayClose        whether the asker may end it without an outcome
     */
    record Detail(Dispute dispute, List<DisputeStep> steps, List<Rung> ladder, LocalDate today, int workingDaysLeft,
            boolean announced, Disputes.@Nullable Window escalation, List<Side> ownSides, boolean mayMediate,
            boolean mayClose) {}

    /** @param side on whose behalf an office raises it; @param cultivatorId with a contract, whose household it is about */
    record NewDispute(@Nullable UUID workOrderId, @Nullable UUID contractId, @Nullable UUID cultivatorId,
            @Nullable Side side, @Nullable Side against, @Nullable String claim) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Detail open(CurrentUser user, @RequestBody NewDispute request) {
        UUID order = request.workOrderId();
        UUID contract = request.contractId();
        Violations.collect().require(order != null || contract != null, "required", "workOrderId")
                .requireValue(request.against(), "against").requireValue(request.claim(), "claim").throwIfAny();
        DisputeAccess.Subject subject = new DisputeAccess.Subject(order,
                contract == null ? requireNonNull(order) : contract, request.cultivatorId());
        Dispute dispute = access.draft(user, subject, request.side(), requireNonNull(request.against()),
                requireNonNull(request.claim()));
        disputes.open(dispute);
        return detail(user, dispute.id());
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Page<Dispute> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam @Nullable DisputeStatus status, @RequestParam @Nullable DisputeLevel level,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        String prefix = user.role().isOffice() ? user.narrowTo(village) : "-";
        return Page.of(store.list(user.providerId(), user.householdId(), prefix, status, level, Page.after(cursor),
                Page.rowsToRead(limit)), limit, Dispute::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Detail get(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return detail(user, id);
    }

    record NewHearing(@Nullable LocalDate heldOn, @Nullable String place, @Nullable String attendants,
            @Nullable String note) {}

    @PostMapping("/{id}/hearing")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail hear(CurrentUser user, @PathVariable UUID id, @RequestBody NewHearing request) {
        access.requireMediator(user, access.getVisible(user, id));
        Violations.collect().requireValue(request.heldOn(), "heldOn").requireValue(request.place(), "place")
                .requireValue(request.attendants(), "attendants").throwIfAny();
        disputes.hear(id, requireNonNull(request.heldOn()), requireNonNull(request.place()),
                requireNonNull(request.attendants()), request.note(), user.username());
        return detail(user, id);
    }

    record NewProposal(@Nullable String text, @Nullable Long amountFen, @Nullable Side payer, @Nullable Side payee,
            @Nullable Boolean remeasure) {}

    @PostMapping("/{id}/proposal")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail propose(CurrentUser user, @PathVariable UUID id, @RequestBody NewProposal request) {
        Dispute dispute = access.getVisible(user, id);
        access.requireMediator(user, dispute);
        Long amount = request.amountFen();
        Side payer = request.payer();
        Side payee = request.payee();
        boolean remeasure = Boolean.TRUE.equals(request.remeasure());
        Violations violations = Violations.collect().requireValue(request.text(), "text");
        if (amount != null) {
            violations.require(amount > 0 && amount <= MOST_FEN, "dispute.amount", "amountFen", amount)
                    .require(payer != null && payee != null && payer != payee && dispute.isParty(payer)
                            && dispute.isParty(payee), "dispute.payer", "payer")
                    .require(!remeasure, "dispute.both", "remeasure");
        }
        violations.require(!remeasure || dispute.workOrderId() != null, "dispute.no-work-order", "remeasure",
                dispute.number()).throwIfAny();
        disputes.propose(id, new Disputes.Terms(requireNonNull(request.text()), amount, amount == null ? null : payer,
                amount == null ? null : payee, remeasure), user.username());
        return detail(user, id);
    }

    /** @param text why not; or, from a clerk for a household, where its word on paper can be looked up */
    record NewAnswer(@Nullable Side side, @Nullable Boolean accepts, @Nullable String text) {}

    @PostMapping("/{id}/answer")
    @Allowed({VILLAGE, PROVIDER, HOUSEHOLD})
    Detail answer(CurrentUser user, @PathVariable UUID id, @RequestBody NewAnswer request) {
        Side side = access.requireSide(user, access.getVisible(user, id), request.side());
        Violations.collect().requireValue(request.accepts(), "accepts").throwIfAny();
        requireEvidence(user, side, request.text());
        disputes.answer(id, side, requireNonNull(request.accepts()), request.text(), user.username());
        return detail(user, id);
    }

    record NewEscalation(@Nullable Side side, @Nullable String text) {}

    @PostMapping("/{id}/escalate")
    @Allowed({VILLAGE, PROVIDER, HOUSEHOLD})
    Detail escalate(CurrentUser user, @PathVariable UUID id,
            @RequestBody(required = false) @Nullable NewEscalation request) {
        NewEscalation asked = request == null ? new NewEscalation(null, null) : request;
        Side side = access.requireSide(user, access.getVisible(user, id), asked.side());
        requireEvidence(user, side, asked.text());
        disputes.escalate(id, side, asked.text(), user.username());
        return detail(user, id);
    }

    record NewRemeasurement(@Nullable String reason) {}

    @PostMapping("/{id}/remeasure")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail remeasure(CurrentUser user, @PathVariable UUID id, @RequestBody NewRemeasurement request) {
        access.requireMediator(user, access.getVisible(user, id));
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        disputes.remeasure(id, requireNonNull(request.reason()), user.username());
        return detail(user, id);
    }

    record Withdrawal(@Nullable String reason) {}

    /** By who raised it, at any time; by the office, when nobody has taken it up in time. */
    @PostMapping("/{id}/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Detail withdraw(CurrentUser user, @PathVariable UUID id, @RequestBody Withdrawal request) {
        Dispute dispute = access.getVisible(user, id);
        if (!mayClose(user, dispute)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "dispute.not-yours", "");
        }
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        Side side = access.sidesOf(user, dispute).contains(dispute.claimant()) ? dispute.claimant() : null;
        disputes.close(id, side, requireNonNull(request.reason()), user.username());
        return detail(user, id);
    }

    private boolean mayClose(CurrentUser user, Dispute dispute) {
        return access.sidesOf(user, dispute).contains(dispute.claimant()) || access.opened(user, dispute)
                || access.mediates(user, dispute) && disputes.isStale(dispute);
    }

    /** What a clerk says in a household's name must be on paper somewhere. */
    private static void requireEvidence(CurrentUser user, Side side, @Nullable String text) {
        boolean forAnother = side == Side.HOUSEHOLD && user.role() != Role.HOUSEHOLD;
        Violations.collect().requireValue(forAnother ? text : "-", "text").throwIfAny();
    }

    private Detail detail(CurrentUser user, UUID id) {
        Dispute dispute = store.getDispute(id);
        Map<String, Integer> terms = store.mapTerms();
        boolean open = dispute.status() == DisputeStatus.OPEN;
        LocalDate today = days.today();
        return new Detail(dispute, store.listSteps(id),
                Arrays.stream(DisputeLevel.values())
                        .map(level -> new Rung(level, requireNonNull(terms.get(level.name())))).toList(),
                today, days.countAfter(today, dispute.levelDueOn()),
                days.isAnnounced(dispute.levelDueOn().getYear()), disputes.findWindow(dispute).orElse(null),
                open ? access.sidesOf(user, dispute) : List.of(), open && access.mediates(user, dispute),
                open && mayClose(user, dispute));
    }
}
