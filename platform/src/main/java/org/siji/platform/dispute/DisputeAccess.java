package org.siji.platform.dispute;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.dispute.Dispute.DisputeStatus;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Who may look at a dispute, who speaks for which side, and who hears it. */
@Component
class DisputeAccess {

    private final DisputeStore store;
    private final Disputes disputes;
    private final Contracts contracts;
    private final WorkOrders workOrders;
    private final CultivatorRegister cultivators;
    private final Clock clock;

    DisputeAccess(DisputeStore store, Disputes disputes, Contracts contracts, WorkOrders workOrders,
            CultivatorRegister cultivators, Clock clock) {
        this.store = store;
        this.disputes = disputes;
        this.contracts = contracts;
        this.workOrders = workOrders;
        this.cultivators = cultivators;
        this.clock = clock;
    }

    /** What the dispute is about, seen from who raises it. */
    record Subject(@Nullable UUID workOrderId, UUID contractId, @Nullable UUID cultivatorId) {}

    /** @throws ProblemException 404 */
    Dispute getVisible(CurrentUser user, UUID id) {
        Dispute dispute = store.getDispute(id);
        boolean visible = user.seesVillage(dispute.villageCode())
                || dispute.isParty(Side.PROVIDER) && user.isProvider(dispute.providerId())
                || dispute.isParty(Side.HOUSEHOLD) && user.isHousehold(dispute.householdId());
        if (!visible) {
            throw ProblemException.notFound("dispute", id);
        }
        return dispute;
    }

    /** Township and county raise a dispute in the name of who came to them; from then on that side speaks for itself. */
    private static boolean mayRaiseFor(CurrentUser user, Side side, UUID providerId, @Nullable UUID householdId) {
        return isAbove(user) || speaksFor(user, side, providerId, householdId);
    }

    private static boolean isAbove(CurrentUser user) {
        return user.role() == Role.TOWNSHIP || user.role() == Role.COUNTY;
    }

    /** The clerk speaks for the collective, and for a household that brings its word on paper. */
    private static boolean speaksFor(CurrentUser user, Side side, UUID providerId, @Nullable UUID householdId) {
        return switch (side) {
            case PROVIDER -> user.isProvider(providerId);
            case HOUSEHOLD -> user.isHousehold(householdId) || user.role() == Role.VILLAGE;
            case COLLECTIVE -> user.role() == Role.VILLAGE;
        };
    }

    List<Side> sidesOf(CurrentUser user, Dispute dispute) {
        return Arrays.stream(Side.values()).filter(dispute::isParty)
                .filter(side -> speaksFor(user, side, dispute.providerId(), dispute.householdId())).toList();
    }

    /** @throws ProblemException 403 unless the user speaks for this side, which is his only one when none is named */
    Side requireSide(CurrentUser user, Dispute dispute, @Nullable Side asked) {
        List<Side> own = sidesOf(user, dispute);
        if (asked == null && own.size() == 1) {
            return own.getFirst();
        }
        if (asked == null && own.size() > 1) {
            Violations.collect().requireValue(null, "side").throwIfAny();
        }
        if (asked == null || !own.contains(asked)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "dispute.not-your-side", "side");
        }
        return asked;
    }

    /** Nobody of township or county hears what he raised himself. */
    boolean mediates(CurrentUser user, Dispute dispute) {
        return user.role() == dispute.level().mediator() && user.seesVillage(dispute.villageCode())
                && !(isAbove(user) && opened(user, dispute));
    }

    boolean opened(CurrentUser user, Dispute dispute) {
        return user.username().equals(dispute.openedBy());
    }

    /** @throws ProblemException 403 unless the dispute lies with the user's office */
    void requireMediator(CurrentUser user, Dispute dispute) {
        if (isAbove(user) && opened(user, dispute)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "dispute.own-dispute", "");
        }
        if (!mediates(user, dispute)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "dispute.not-your-level", "", dispute.level());
        }
    }

    /** A dispute in the user's name, after looking whether that and its subject are his to raise. */
    Dispute draft(CurrentUser user, Subject subject, @Nullable Side asked, Side against, String claim) {
        WorkOrder order = subject.workOrderId() == null ? null : workOrders.getWorkOrder(subject.workOrderId());
        Contract contract = contracts.getContract(order == null ? subject.contractId() : order.contractId());
        UUID cultivatorId = order == null ? cultivatorOf(user, contract, subject) : order.cultivatorId();
        UUID householdId = cultivatorId == null
                ? null
                : cultivators.findCultivator(cultivatorId).map(Cultivator::householdId).orElse(null);
        boolean visible = user.seesVillage(contract.villageCode()) || user.isProvider(contract.providerId())
                || user.isHousehold(householdId);
        if (!visible) {
            throw ProblemException.notFound(order == null ? "contract" : "work-order",
                    order == null ? contract.id() : order.id());
        }
        Side claimant = claimant(user, asked);
        if (!mayRaiseFor(user, claimant, contract.providerId(), householdId)) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "dispute.not-your-side", "side");
        }
        boolean household = claimant == Side.HOUSEHOLD || against == Side.HOUSEHOLD;
        Violations.collect().require(claimant != against, "dispute.against-itself", "against")
                .require(!household || cultivatorId != null, "required", "cultivatorId")
                .require(cultivatorId == null || order != null || contract.needs().stream()
                        .anyMatch(need -> need.cultivatorId().equals(cultivatorId)), "dispute.not-in-contract",
                        "cultivatorId")
                .throwIfAny();
        if (contract.status() == ContractStatus.DRAFT || contract.status() == ContractStatus.SENT) {
            throw ProblemException.conflict("dispute.not-signed", "contractId", contract.number());
        }
        DisputeLevel level = Disputes.firstLevel(claimant, against);
        return new Dispute(Ids.next(), contract.villageCode(), contract.season(), order == null ? null : order.id(),
                contract.id(), order == null ? contract.number() : order.number(), contract.providerId(),
                household ? cultivatorId : null, household ? householdId : null, claimant, against, claim, level,
                DisputeStatus.OPEN, disputes.dueOn(level), null, null, OffsetDateTime.now(clock), user.username());
    }

    private @Nullable UUID cultivatorOf(CurrentUser user, Contract contract, Subject subject) {
        if (user.role() != Role.HOUSEHOLD) {
            return subject.cultivatorId();
        }
        return cultivators.findCultivatorOfHousehold(requireNonNull(user.householdId())).map(Cultivator::id)
                .filter(own -> contract.needs().stream().anyMatch(need -> need.cultivatorId().equals(own)))
                .orElseThrow(() -> ProblemException.notFound("contract", contract.id()));
    }

    private static Side claimant(CurrentUser user, @Nullable Side asked) {
        return switch (user.role()) {
            case HOUSEHOLD -> Side.HOUSEHOLD;
            case PROVIDER -> Side.PROVIDER;
            case VILLAGE, TOWNSHIP, COUNTY, LEADER, OPERATOR -> {
                Violations.collect().requireValue(asked, "side").throwIfAny();
                yield requireNonNull(asked);
            }
        };
    }
}
