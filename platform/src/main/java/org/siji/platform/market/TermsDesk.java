package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** Changes the terms of a draft and writes its text anew. */
@Component
class TermsDesk {

    private final ContractStore contracts;
    private final ContractDrafter drafter;
    private final Editions editions;
    private final Milestones milestones;
    private final DefaultMilestones defaults;
    private final Clock clock;

    TermsDesk(ContractStore contracts, ContractDrafter drafter, Editions editions, Milestones milestones,
            DefaultMilestones defaults, Clock clock) {
        this.contracts = contracts;
        this.drafter = drafter;
        this.editions = editions;
        this.milestones = milestones;
        this.defaults = defaults;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ProviderService.FARM_ZONE));
    }

    /** @throws ProblemException 422 with all that is wrong */
    ContractTerms check(TermsRequest request, ContractStore.Row row) {
        Violations problems = Violations.collect();
        ContractTerms terms = check(request, row, problems, "");
        problems.throwIfAny();
        return terms;
    }

    /**
     * Collects what is wrong; what comes back is of use only where nothing is.
     *
     * @param row  as it will be: with the mode, the window and the price that the terms are for
     * @param path what stands before the names of fields in a problem's path
     */
    ContractTerms check(TermsRequest request, ContractStore.Row row, Violations found, String path) {
        ContractMode mode = row.mode();
        Violations problems = Violations.collect();
        ContractTerms terms = request.check(mode, row.bundlePriceFenPerMu(), today(), problems);
        Set<UUID> own = new HashSet<>(milestones.listOfContract(row.id()).stream().map(Milestone::id).toList());
        Set<UUID> seen = new HashSet<>();
        int place = 0;
        for (TermsRequest.MilestoneRequest one : Objects.requireNonNullElse(request.milestones(),
                List.<TermsRequest.MilestoneRequest>of())) {
            problems.require(one.id() == null || own.contains(one.id()) && seen.add(one.id()), "milestone.unknown",
                    "milestones[" + place++ + "].id");
        }
        problems.list().forEach(one -> found.add(one.code(), path + one.path(), one.args().toArray()));
        return request.milestones() == null ? terms.with(planAnew(row, terms)) : terms;
    }

    /** What stays keeps its id, and so what was done; what was done stays in any case. */
    private List<ContractTerms.PlannedMilestone> planAnew(ContractStore.Row row, ContractTerms terms) {
        List<Milestone> own = new ArrayList<>(milestones.listOfContract(row.id()));
        List<ContractTerms.PlannedMilestone> planned = new ArrayList<>();
        for (ContractTerms.PlannedMilestone one : defaults.plan(row.mode(), terms, row.windowFrom(), row.windowTo())) {
            Optional<Milestone> same = own.stream()
                    .filter(each -> each.kind() == one.kind() && each.name().equals(one.name())).findFirst();
            same.ifPresent(own::remove);
            planned.add(new ContractTerms.PlannedMilestone(same.map(Milestone::id).orElse(one.id()), one.kind(),
                    one.name(), one.dueOn(), one.proof()));
        }
        own.stream().filter(each -> each.doneOn() != null).forEach(each -> planned.add(
                new ContractTerms.PlannedMilestone(each.id(), each.kind(), each.name(), each.dueOn(), each.proof())));
        return planned;
    }

    ContractStore.Row change(UUID id, TermsRequest request, @Nullable String ifMatch, CurrentUser user) {
        ContractStore.Row row = contracts.lock(id).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
        if (row.status() == ContractStatus.SIGNED || row.status() == ContractStatus.IN_WORK) {
            throw ProblemException.conflict("contract.amend-instead", "", row.number());
        }
        ContractService.require(row, ContractStatus.DRAFT);
        Versions.require(ifMatch, row.version());
        ContractMode mode = Objects.requireNonNullElse(request.mode(), row.mode());
        ContractStore.Row changed = row.with(mode, row.windowFrom(), row.windowTo(), row.bundlePriceFenPerMu());
        ContractTerms terms = check(request, changed);
        String text = drafter.write(changed, contracts.listNeeds(id), terms, null);
        editions.rewrite(id, mode, terms, text);
        contracts.write(id, changed, text, row.edition());
        milestones.plan(id, terms.milestones());
        return contracts.find(id).orElseThrow();
    }

    /** A mode whose figures nobody has filled in yet can't be signed. */
    void requireComplete(ContractStore.Row row) {
        ContractTerms terms = editions.getEdition(row.id(), row.edition()).terms();
        boolean complete = switch (row.mode()) {
            case FIXED_FEE -> true;
            case SUPERVISED_FEE -> terms.supervisionFenPerMu() > 0;
            case GUARANTEED_YIELD, GUARANTEED_YIELD_PLUS_SHARE -> terms.yield() != null;
            case ADDED_BENEFITS -> !terms.benefits().isEmpty();
        };
        if (!complete) {
            throw ProblemException.conflict("terms.incomplete", "", row.number(), row.mode());
        }
    }
}
