package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Milestones: one side says that one is done and shows the proof, the other confirms it or sends it back. */
@RestController
@RequestMapping("/api/v1/contracts/{id}/milestones")
class MilestoneController {

    private final ContractStore contracts;
    private final Milestones milestones;
    private final Evidences evidences;
    private final StatusHistory history;
    private final Sentences sentences;
    private final Clock clock;

    MilestoneController(ContractStore contracts, Milestones milestones, Evidences evidences, JdbcTemplate jdbc,
            Sentences sentences, Clock clock) {
        this.contracts = contracts;
        this.milestones = milestones;
        this.evidences = evidences;
        this.history = new StatusHistory(jdbc, clock, "contract_milestone_event");
        this.sentences = sentences;
        this.clock = clock;
    }

    enum Step {
        DONE, CONFIRMED, REOPENED
    }

    record Done(@Nullable LocalDate doneOn, @Nullable String note) {}

    record Reason(@Nullable String reason) {}

    /** @param evidence how many pieces of proof there are */
    record MilestoneView(UUID id, MilestoneKind kind, String name, LocalDate dueOn, String proof,
            @Nullable LocalDate doneOn, @Nullable String doneNote, @Nullable String doneBy,
            @Nullable ContractSide doneSide, @Nullable String confirmedBy, @Nullable OffsetDateTime confirmedAt,
            long lateDays, int evidence, Collection<StatusHistory.Entry> events) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<MilestoneView> list(CurrentUser user, @PathVariable UUID id) {
        getVisible(user, id);
        return new Page<>(milestones.listOfContract(id).stream().map(this::view).toList(), null);
    }

    @PostMapping("/{milestoneId}/done")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    MilestoneView done(CurrentUser user, @PathVariable UUID id, @PathVariable UUID milestoneId,
            @RequestBody Done request) {
        Milestone milestone = getOpen(user, id, milestoneId);
        if (milestone.doneOn() != null) {
            throw ProblemException.conflict("milestone.done-already", "", milestone.name(),
                    milestone.doneOn().toString());
        }
        Violations.collect().requireValue(request.doneOn(), "doneOn")
                .require(request.doneOn() == null || !request.doneOn().isAfter(today()), "milestone.future", "doneOn",
                        String.valueOf(request.doneOn()))
                .throwIfAny();
        if (!milestone.proof().isEmpty() && evidences.listEvidence(MilestoneEvidence.TYPE, milestoneId).isEmpty()) {
            throw ProblemException.conflict("milestone.no-proof", "", milestone.name(), milestone.proof());
        }
        milestones.done(milestone, requireNonNull(request.doneOn()), request.note(), user.username(), sideOf(user));
        history.record(milestoneId, Step.DONE, request.note() == null ? "" : request.note());
        return view(milestones.find(milestoneId).orElseThrow());
    }

    /** By the side that did not say so itself. */
    @PostMapping("/{milestoneId}/confirm")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    MilestoneView confirm(CurrentUser user, @PathVariable UUID id, @PathVariable UUID milestoneId) {
        Milestone milestone = getForOtherSide(user, id, milestoneId);
        milestones.confirm(milestone, user.username());
        history.record(milestoneId, Step.CONFIRMED, "");
        return view(milestones.find(milestoneId).orElseThrow());
    }

    @PostMapping("/{milestoneId}/reopen")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    MilestoneView reopen(CurrentUser user, @PathVariable UUID id, @PathVariable UUID milestoneId,
            @RequestBody Reason request) {
        Milestone milestone = getForOtherSide(user, id, milestoneId);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        milestones.reopen(milestone);
        history.record(milestoneId, Step.REOPENED, requireNonNull(request.reason()));
        return view(milestones.find(milestoneId).orElseThrow());
    }

    private Milestone getForOtherSide(CurrentUser user, UUID id, UUID milestoneId) {
        Milestone milestone = getOpen(user, id, milestoneId);
        if (milestone.doneOn() == null) {
            throw ProblemException.conflict("milestone.not-done", "", milestone.name());
        }
        if (milestone.doneSide() == sideOf(user)) {
            throw ProblemException.conflict("milestone.own-side", "", milestone.name());
        }
        return milestone;
    }

    /** Holds the contract: nobody amends it meanwhile. */
    private Milestone getOpen(CurrentUser user, UUID id, UUID milestoneId) {
        ContractStore.Row row = contracts.lock(id).filter(found -> ContractService.sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
        Milestone milestone = milestones.find(milestoneId).filter(found -> found.contractId().equals(id))
                .orElseThrow(() -> ProblemException.notFound("milestone", milestoneId));
        if (row.status() == ContractStatus.DRAFT || row.status() == ContractStatus.SENT) {
            throw ContractService.wrongStatus(row);
        }
        if (milestone.confirmedBy() != null) {
            throw ProblemException.conflict("milestone.confirmed", "", milestone.name());
        }
        return milestone;
    }

    private void getVisible(CurrentUser user, UUID id) {
        if (contracts.find(id).filter(row -> ContractService.sees(user, row)).isEmpty()) {
            throw ProblemException.notFound("contract", id);
        }
    }

    private static ContractSide sideOf(CurrentUser user) {
        return user.role() == Role.PROVIDER ? ContractSide.PROVIDER : ContractSide.COLLECTIVE;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ProviderService.FARM_ZONE));
    }

    /** A contract has a handful of milestones: what stands behind each is asked one by one. */
    private MilestoneView view(Milestone one) {
        List<StatusHistory.Entry> events = history.list(one.id(), sentences);
        return new MilestoneView(one.id(), one.kind(), one.name(), one.dueOn(), one.proof(), one.doneOn(),
                one.doneNote(), one.doneBy(), one.doneSide(), one.confirmedBy(), one.confirmedAt(),
                one.lateDays(today()), evidences.listEvidence(MilestoneEvidence.TYPE, one.id()).size(), events);
    }
}
