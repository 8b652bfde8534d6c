package org.siji.platform.work;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Providers;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Puts another provider in the place of one that fails: ends the contract, cancels what nobody has worked on, and drafts a contract
 * for all needs without accepted work. It stands here because only work orders know what is left.
 */
@RestController
@RequestMapping("/api/v1/contracts")
class ReplacementController {

    private static final Set<WorkOrderStatus> LEFT = EnumSet.of(WorkOrderStatus.ISSUED, WorkOrderStatus.PLANNED,
            WorkOrderStatus.REFUSED_BY_PROVIDER, WorkOrderStatus.REFUSED);
    private static final Set<WorkOrderStatus> UNDECIDED = EnumSet.of(WorkOrderStatus.MEASURED,
            WorkOrderStatus.IN_REVIEW);

    private final Contracts contracts;
    private final Providers providers;
    private final WorkOrders orders;

    ReplacementController(Contracts contracts, Providers providers, WorkOrders orders) {
        this.contracts = contracts;
        this.providers = providers;
        this.orders = orders;
    }

    record ReplacementRequest(@Nullable UUID providerId, @Nullable String reason) {}

    /** @param id of the new contract, a draft */
    record ReplacementView(UUID id, String number, UUID replaces, Set<UUID> needIds) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/replacement")
    @ResponseStatus(HttpStatus.CREATED)
    ReplacementView replace(@PathVariable UUID id, @RequestBody ReplacementRequest request, CurrentUser user) {
        Contract old = contracts.getContract(id);
        if (!user.seesVillage(old.villageCode())) {
            throw ProblemException.notFound("contract", id);
        }
        Violations problems = Violations.collect();
        problems.requireValue(request.providerId(), "providerId").requireValue(request.reason(), "reason");
        problems.require(!old.providerId().equals(request.providerId()), "replacement.same-provider", "providerId");
        problems.throwIfAny();
        UUID providerId = providers.getProvider(Objects.requireNonNull(request.providerId())).id();
        if (old.status() != ContractStatus.SIGNED && old.status() != ContractStatus.IN_WORK) {
            throw ProblemException.conflict("contract.status", "", old.number(), old.status());
        }
        List<WorkOrder> all = orders.listWorkOrdersOfContract(id);
        String undecided = all.stream().filter(order -> UNDECIDED.contains(order.status())).map(WorkOrder::number)
                .collect(Collectors.joining(", "));
        if (!undecided.isEmpty()) {
            throw ProblemException.conflict("replacement.undecided", "", undecided);
        }
        Set<UUID> left = all.stream().filter(order -> LEFT.contains(order.status())).map(WorkOrder::needId)
                .collect(Collectors.toSet());
        if (left.isEmpty()) {
            throw ProblemException.conflict("replacement.nothing-left", "", old.number());
        }
        contracts.terminate(id, Objects.requireNonNull(request.reason()));
        Contract fresh = contracts.getContract(contracts.draftReplacement(id, providerId, left));
        return new ReplacementView(fresh.id(), fresh.number(), id, left);
    }
}
