package org.siji.platform.supervision;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** What a report is about, and whether that lies in the reporter's sight. */
@Component
class ReportSubjects {

    private static final int VILLAGE_DIGITS = 12;

    private final WorkOrders workOrders;
    private final Contracts contracts;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final HouseholdRegister households;
    private final DutyAreas duties;
    private final WorkingDays days;

    ReportSubjects(WorkOrders workOrders, Contracts contracts, FieldRegister fields, CultivatorRegister cultivators,
            HouseholdRegister households, DutyAreas duties, WorkingDays days) {
        this.workOrders = workOrders;
        this.contracts = contracts;
        this.fields = fields;
        this.cultivators = cultivators;
        this.households = households;
        this.duties = duties;
        this.days = days;
    }

    /** @param name what people call it */
    record Subject(String villageCode, int season, @Nullable UUID workOrderId, @Nullable UUID contractId,
            @Nullable UUID fieldId, String name, @Nullable UUID cultivatorId, @Nullable UUID householdId) {}

    /**
     * @param villageCode for an officer who reports about a village at large
     * @throws ProblemException 404 for what the user can't see, 422 for too much or nothing at all
     */
    Subject subjectOf(CurrentUser user, @Nullable UUID workOrderId, @Nullable UUID contractId, @Nullable UUID fieldId,
            @Nullable String villageCode) {
        long named = java.util.stream.Stream.of(workOrderId, contractId, fieldId).filter(Objects::nonNull).count();
        Violations.collect().require(named <= 1, "report.one-subject", "workOrderId")
                .require(named == 1 || user.role() != Role.PROVIDER, "report.provider-subject", "workOrderId")
                .throwIfAny();
        if (workOrderId != null) {
            return ofOrder(user, workOrderId);
        }
        if (contractId != null) {
            return ofContract(user, contractId);
        }
        return fieldId == null ? ofVillage(user, villageCode) : ofField(user, fieldId);
    }

    private Subject ofOrder(CurrentUser user, UUID id) {
        WorkOrder order = workOrders.getWorkOrder(id);
        UUID household = householdOf(order.cultivatorId());
        require(user.isProvider(order.providerId()) || concerns(user, order.villageCode(), household), "work-order",
                id);
        return new Subject(order.villageCode(), order.season(), id, order.contractId(), order.fieldId(), order.number(),
                order.cultivatorId(), household);
    }

    private Subject ofContract(CurrentUser user, UUID id) {
        Contract contract = contracts.getContract(id);
        Cultivator own = user.role() == Role.HOUSEHOLD
                ? cultivators.findCultivatorOfHousehold(requireNonNull(user.householdId()))
                        .filter(one -> contract.needs().stream()
                                .anyMatch(need -> need.cultivatorId().equals(one.id())))
                        .orElse(null)
                : null;
        require(own != null || user.isProvider(contract.providerId()) || user.seesVillage(contract.villageCode()),
                "contract", id);
        return new Subject(contract.villageCode(), contract.season(), null, id, null, contract.number(),
                own == null ? null : own.id(), own == null ? null : own.householdId());
    }

    private Subject ofField(CurrentUser user, UUID id) {
        Field field = fields.getField(id);
        UUID cultivator = fields.findCultivatorOf(id, days.today()).orElse(null);
        UUID household = cultivator == null ? null : householdOf(cultivator);
        require(concerns(user, field.villageCode(), household) || fields.isVisibleTo(user, id), "field", id);
        return new Subject(field.villageCode(), thisYear(), null, null, id, field.name(), cultivator, household);
    }

    private Subject ofVillage(CurrentUser user, @Nullable String asked) {
        if (user.role() == Role.HOUSEHOLD) {
            UUID household = requireNonNull(user.householdId());
            return new Subject(households.getHousehold(household).villageCode(), thisYear(), null, null, null, "",
                    cultivators.findCultivatorOfHousehold(household).map(Cultivator::id).orElse(null), household);
        }
        String own = user.regionCode();
        String village = asked == null && own != null && own.length() == VILLAGE_DIGITS ? own : asked;
        Violations.collect().requireValue(village, "villageCode").throwIfAny();
        require(user.seesVillage(requireNonNull(village)) || user.role() == Role.LEADER && village.equals(own),
                "village", village);
        return new Subject(village, thisYear(), null, null, null, "", null, null);
    }

    private int thisYear() {
        LocalDate today = days.today();
        return today.getYear();
    }

    private @Nullable UUID householdOf(UUID cultivatorId) {
        return cultivators.findCultivator(cultivatorId).map(Cultivator::householdId).orElse(null);
    }

    private boolean concerns(CurrentUser user, String villageCode, @Nullable UUID household) {
        return user.seesVillage(villageCode) || user.isHousehold(household)
                || user.role() == Role.LEADER && duties.covers(user.id(), household);
    }

    private static void require(boolean visible, String what, Object id) {
        if (!visible) {
            throw ProblemException.notFound(what, id);
        }
    }
}
