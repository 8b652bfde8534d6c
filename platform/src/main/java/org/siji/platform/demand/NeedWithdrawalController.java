package org.siji.platform.demand;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.consent.Consents;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedWithdrawals.Outcome;
import org.siji.platform.demand.NeedWithdrawals.Withdrawal;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.duty.DutyAreas.LookedAfter;
import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Needs that households no longer want. */
@RestController
@RequestMapping("/api/v1")
class NeedWithdrawalController {

    private final NeedWithdrawals withdrawals;
    private final BoundWithdrawals bound;
    private final Consents consents;
    private final DutyAreas duty;

    NeedWithdrawalController(NeedWithdrawals withdrawals, BoundWithdrawals bound, Consents consents,
            DutyAreas duty) {
        this.withdrawals = withdrawals;
        this.bound = bound;
        this.consents = consents;
        this.duty = duty;
    }

    /** @param confirmation how the household said so; may be left out where it asks with its own login */
    record WithdrawRequest(@Nullable String reason, @Nullable Confirmation confirmation) {}

    record DecideRequest(@Nullable Outcome outcome, @Nullable String answer) {}

    record AnswerRequest(@Nullable String answer) {}

    record WithdrawalDetail(@JsonUnwrapped Withdrawal withdrawal, Consents.@Nullable Given consent) {}

    @PostMapping("/needs/{id}/withdraw")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    Withdrawal withdraw(@PathVariable UUID id, @RequestBody WithdrawRequest request, CurrentUser user) {
        return withdrawals.ask(id, request.reason(),
                request.confirmation() == null ? new Confirmation(null, null) : request.confirmation(), user);
    }

    @GetMapping("/need-withdrawals")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    Page<Withdrawal> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable UUID bundle,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        List<UUID> own = householdsOf(user, duty);
        return Page.of(withdrawals.list(own == null ? user.narrowTo(village) : "", own, bundle, open,
                Page.after(cursor), Page.rowsToRead(limit)), limit, Withdrawal::id);
    }

    @GetMapping("/need-withdrawals/{id}")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    WithdrawalDetail get(@PathVariable UUID id, CurrentUser user) {
        Withdrawal found = withdrawals.find(id).filter(one -> withdrawals.sees(user, one))
                .orElseThrow(() -> ProblemException.notFound("withdrawal", id));
        return new WithdrawalDetail(found, consents.findConsent(NeedWithdrawals.TYPE, id).orElse(null));
    }

    /** The village lets the need go out of its closed bundle, or says why not. */
    @PostMapping("/need-withdrawals/{id}/decide")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Withdrawal decide(@PathVariable UUID id, @RequestBody DecideRequest request, CurrentUser user) {
        return withdrawals.decide(id, request.outcome(), request.answer(), user);
    }

    /** To what a contract does not allow, the village says what it does about it. */
    @PostMapping("/need-withdrawals/{id}/answer")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Withdrawal answer(@PathVariable UUID id, @RequestBody AnswerRequest request, CurrentUser user) {
        bound.answer(id, request.answer(), user);
        return withdrawals.find(id).orElseThrow();
    }

    /** The households that a household or a leader may see the affairs of; null for an office, which sees a region. */
    static @Nullable List<UUID> householdsOf(CurrentUser user, DutyAreas duty) {
        UUID own = user.householdId();
        if (user.role() == Role.LEADER) {
            return duty.listLookedAfterBy(user.id()).stream().map(LookedAfter::householdId).toList();
        }
        return own == null ? null : List.of(own);
    }

    /** The drawn signature, the photographed sheet, the spoken word by which a household withdrew. */
    @Component
    static class WithdrawalEvidence implements EvidenceSubject {

        private final NeedWithdrawals withdrawals;

        WithdrawalEvidence(NeedWithdrawals withdrawals) {
            this.withdrawals = withdrawals;
        }

        @Override
        public String type() {
            return NeedWithdrawals.TYPE;
        }

        @Override
        public boolean maySee(CurrentUser user, UUID subjectId) {
            return withdrawals.find(subjectId).filter(one -> withdrawals.sees(user, one)).isPresent();
        }
    }
}
