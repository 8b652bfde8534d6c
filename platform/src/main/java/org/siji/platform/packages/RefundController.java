package org.siji.platform.packages;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.packages.RefundStore.Refund;
import org.siji.platform.packages.TakingStore.Taking;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** How a package's promise stands on each field, and what came back where it was broken. */
@RestController
@RequestMapping("/api/v1")
class RefundController {

    private final Refunds refunds;
    private final RefundStore store;
    private final TakingStore takings;
    private final Takings taken;

    RefundController(Refunds refunds, RefundStore store, TakingStore takings, Takings taken) {
        this.refunds = refunds;
        this.store = store;
        this.takings = takings;
        this.taken = taken;
    }

    record PromiseView(List<Refunds.Proposal> fields, List<Refund> decided) {}

    @GetMapping("/package-takings/{id}/promise")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    PromiseView promise(@PathVariable UUID id, CurrentUser user) {
        Taking taking = takings.find(id).filter(one -> taken.mayTakeFor(user, one))
                .orElseThrow(() -> ProblemException.notFound("taking", id));
        return new PromiseView(refunds.propose(taking), store.listOfTaking(id));
    }

    @PostMapping("/package-takings/{id}/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Refund decide(@PathVariable UUID id, @RequestBody Refunds.Decide request, CurrentUser user) {
        return refunds.decide(id, request, user);
    }

    /** A provider sees what it pays, a household what it gets. */
    @GetMapping("/package-refunds")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Page<Refund> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(name = "package", required = false) @Nullable UUID packageId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        boolean everywhere = user.role() == Role.HOUSEHOLD || user.role() == Role.PROVIDER;
        return Page.of(store.list(everywhere ? "" : user.narrowTo(village), user.householdId(), user.providerId(),
                packageId, Page.after(cursor), Page.rowsToRead(limit)), limit, Refund::id);
    }
}
