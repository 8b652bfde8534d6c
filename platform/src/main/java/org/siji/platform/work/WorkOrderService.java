package org.siji.platform.work;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.BundleDissolved;
import org.siji.platform.demand.BundledNeed;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractAmended;
import org.siji.platform.market.ContractSigned;
import org.siji.platform.market.ContractTerminated;
import org.siji.platform.market.ContractedNeed;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.FieldRegister;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Makes work orders when a contract is signed and moves them to their decision; each step is recorded with who, when and why. */
@Service
class WorkOrderService implements WorkOrders {

    private final WorkOrderStore orders;
    private final Contracts contracts;
    private final Bundles bundles;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Sentences sentences;

    WorkOrderService(WorkOrderStore orders, Contracts contracts, Bundles bundles, FieldRegister fields,
            CultivatorRegister cultivators, Sentences sentences, JdbcTemplate jdbc, Clock clock,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.contracts = contracts;
        this.bundles = bundles;
        this.fields = fields;
        this.cultivators = cultivators;
        this.history = new StatusHistory(jdbc, clock, "work_order_event");
        this.events = events;
        this.sentences = sentences;
    }

    @EventListener
    void on(ContractSigned event) {
        Contract contract = contracts.getContract(event.contractId());
        issue(contract, contract.needs());
    }

    /** What nobody has worked on follows the amendment; the rest stays as it was ordered. */
    @EventListener
    void on(ContractAmended event) {
        Contract contract = contracts.getContract(event.contractId());
        for (WorkOrderStore.Row order : orders.listOfContract(contract.id())) {
            if (order.status().isUntouched()) {
                if (event.droppedNeeds().contains(order.needId())) {
                    cancel(order, "contract.amended");
                } else {
                    follow(order, contract);
                }
            }
        }
        List<ContractedNeed> added = contract.needs().stream()
                .filter(need -> event.addedNeeds().contains(need.needId())).toList();
        if (!added.isEmpty()) {
            issue(contract, added);
        }
        fulfilWhenDecided(contract.id());
    }

    /** A day outside of the new window is planned anew. */
    private void follow(WorkOrderStore.Row order, Contract contract) {
        if (order.windowFrom().equals(contract.windowFrom()) && order.windowTo().equals(contract.windowTo())) {
            return;
        }
        orders.changeWindow(order.id(), contract.windowFrom(), contract.windowTo());
        LocalDate day = order.plannedDay();
        if (day != null && (day.isBefore(contract.windowFrom()) || day.isAfter(contract.windowTo()))) {
            orders.unplan(order.id());
            move(order, WorkOrderStatus.ISSUED, "contract.amended", null);
        }
    }

    private void issue(Contract contract, List<ContractedNeed> needs) {
        Set<UUID> fieldIds = new HashSet<>();
        Set<UUID> farmers = new HashSet<>();
        needs.forEach(need -> {
            fieldIds.add(need.fieldId());
            farmers.add(need.cultivatorId());
        });
        Map<UUID, Envelope> boxes = new HashMap<>();
        fields.mapFields(fieldIds).forEach((id, field) -> boxes.put(id, field.lonLat().getEnvelopeInternal()));
        Map<UUID, Cultivator> names = cultivators.mapCultivators(farmers);
        int number = orders.drawNumbers(contract.season(), contract.villageCode(), needs.size());
        List<WorkOrderStore.Row> rows = new ArrayList<>();
        for (ContractedNeed need : needs) {
            rows.add(issued(contract, need, names.get(need.cultivatorId()), number + rows.size()));
        }
        orders.replace(needs.stream().map(ContractedNeed::needId).toList());
        orders.insert(rows, boxes);
        history.recordAll(rows.stream().map(WorkOrderStore.Row::id).toList(), WorkOrderStatus.ISSUED, "");
        events.publishEvent(new WorkOrdered(contract.id(), fieldIds));
    }

    private static WorkOrderStore.Row issued(Contract contract, ContractedNeed need, @Nullable Cultivator cultivator,
            int number) {
        String name = String.format(Locale.ROOT, "%d-%s-%05d", contract.season(), contract.villageCode().substring(6),
                number);
        return new WorkOrderStore.Row(Ids.next(), name, contract.id(), need.needId(), need.fieldId(),
                need.fieldName(), contract.providerId(), need.cultivatorId(),
                cultivator == null ? null : cultivator.householdId(), contract.villageCode(), contract.season(),
                contract.operation(), contract.windowFrom(), contract.windowTo(), need.area().squareMeters(),
                WorkOrderStatus.ISSUED, null, null, null, 1);
    }

    /** What nobody has worked on is cancelled; what was worked on is still measured, decided and owed. */
    @EventListener
    void on(ContractTerminated event) {
        orders.listOfContract(event.contractId()).stream().filter(order -> order.status().isUntouched())
                .forEach(order -> cancel(order, "contract.terminated"));
    }

    @EventListener
    void on(BundleDissolved event) {
        List<UUID> needIds = bundles.getBundle(event.bundleId()).needs().stream().map(BundledNeed::needId).toList();
        orders.listOfNeeds(needIds).stream()
                .filter(order -> !order.status().isUntouched() && order.status() != WorkOrderStatus.CANCELLED)
                .findFirst().ifPresent(order -> {
                    throw ProblemException.conflict("bundle.work-done", "", order.number());
                });
    }

    static boolean sees(CurrentUser user, WorkOrderStore.Row order) {
        return user.seesVillage(order.villageCode()) || user.isProvider(order.providerId())
                || user.isHousehold(order.householdId());
    }

    /** The provider can't do it; the collective decides what becomes of it. */
    WorkOrderStore.Row refuse(UUID id, @Nullable String reason, CurrentUser user) {
        WorkOrderStore.Row order = lock(id, reason, user);
        require(order, order.status() == WorkOrderStatus.ISSUED || order.status() == WorkOrderStatus.PLANNED);
        orders.unplan(id);
        move(order, WorkOrderStatus.REFUSED_BY_PROVIDER, Objects.requireNonNull(reason), reason);
        return orders.find(id).orElseThrow();
    }

    WorkOrderStore.Row reissue(UUID id, @Nullable String reason, CurrentUser user) {
        WorkOrderStore.Row order = lock(id, user);
        require(order, order.status() == WorkOrderStatus.REFUSED_BY_PROVIDER);
        move(order, WorkOrderStatus.ISSUED, reason == null ? "" : reason, null);
        return orders.find(id).orElseThrow();
    }

    WorkOrderStore.Row cancel(UUID id, @Nullable String reason, CurrentUser user) {
        WorkOrderStore.Row order = lock(id, reason, user);
        require(order, order.status().isUntouched());
        cancel(order, Objects.requireNonNull(reason));
        fulfilWhenDecided(order.contractId());
        return orders.find(id).orElseThrow();
    }

    private void cancel(WorkOrderStore.Row order, String reason) {
        orders.unplan(order.id());
        move(order, WorkOrderStatus.CANCELLED, reason, null);
        events.publishEvent(new WorkOrderCancelled(order.id(), order.fieldId()));
    }

    private WorkOrderStore.Row lock(UUID id, @Nullable String reason, CurrentUser user) {
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        return lock(id, user);
    }

    private WorkOrderStore.Row lock(UUID id, CurrentUser user) {
        return findHeld(id).filter(order -> sees(user, order))
                .orElseThrow(() -> ProblemException.notFound("work-order", id));
    }

    /** The contract before its order, as everywhere. */
    private Optional<WorkOrderStore.Row> findHeld(UUID id) {
        return orders.find(id).flatMap(order -> {
            contracts.hold(Set.of(order.contractId()));
            return orders.lock(id);
        });
    }

    private WorkOrderStore.Row lock(UUID id) {
        return findHeld(id).orElseThrow(() -> ProblemException.notFound("work-order", id));
    }

    private static void require(WorkOrderStore.Row order, boolean allowed) {
        if (!allowed) {
            throw ProblemException.conflict("work-order.status", "", order.number(), order.status());
        }
    }

    private void move(WorkOrderStore.Row order, WorkOrderStatus status, String reason,
            @Nullable String refusalReason) {
        orders.move(order.id(), status, refusalReason);
        history.record(order.id(), status, reason);
    }

    @Override
    public WorkOrder getWorkOrder(UUID id) {
        return orders.find(id).orElseThrow(() -> ProblemException.notFound("work-order", id)).order();
    }

    @Override
    public Map<UUID, WorkOrder> mapWorkOrders(Collection<UUID> ids) {
        return orders.listOf(ids).stream().collect(Collectors.toMap(WorkOrderStore.Row::id, WorkOrderStore.Row::order));
    }

    @Override
    public List<WorkOrder> listWorkOrdersOfContract(UUID contractId) {
        return orders.listOfContract(contractId).stream().map(WorkOrderStore.Row::order).toList();
    }

    @Override
    public List<WorkOrder> listWorkOrders(String regionPrefix, int season, Operation operation) {
        return orders.listLive(regionPrefix, season, operation).stream().map(WorkOrderStore.Row::order).toList();
    }

    @Override
    public long countWorkOrders(String regionPrefix, int season, Operation operation, @Nullable UUID contractId,
            Collection<WorkOrderStatus> states) {
        return orders.count(regionPrefix, season, operation, contractId, states);
    }

    @Override
    public List<LateOrders> listLate(String regionPrefix, int season, LocalDate today) {
        return orders.listLate(regionPrefix, season, today);
    }

    @Override
    public List<WorkOrder> listOthersOfNeed(WorkOrder order) {
        return orders.listOfNeeds(List.of(order.needId())).stream().map(WorkOrderStore.Row::order)
                .filter(other -> !other.id().equals(order.id())).toList();
    }

    @Override
    public List<WorkOrder> listOfNeeds(Collection<UUID> needIds) {
        return orders.listOfNeeds(needIds).stream().map(WorkOrderStore.Row::order).toList();
    }

    @Override
    public void holdVillages(Collection<String> villageCodes) {
        orders.holdVillages(villageCodes);
    }

    @Override
    public void holdNeed(UUID needId) {
        orders.holdNeed(needId);
    }

    @Override
    public List<WorkOrder> findCandidates(UUID providerId, Envelope lonLat) {
        return orders.listCandidates(providerId, lonLat).stream().map(WorkOrderStore.Row::order).toList();
    }

    @Override
    public Area sumAreas(Collection<UUID> ids) {
        return new Area(orders.sumSquareMeters(ids));
    }

    @Override
    public void markMeasured(UUID id) {
        WorkOrderStore.Row order = lock(id);
        requireWorkable(order);
        if (order.status().isUntouched()) {
            move(order, WorkOrderStatus.MEASURED, "", null);
            contracts.markInWork(order.contractId());
        }
    }

    @Override
    public void recordDecision(UUID id, Decision decision, String reason) {
        WorkOrderStore.Row order = lock(id);
        requireWorkable(order);
        contracts.markInWork(order.contractId());
        move(order, decision.status(), reason, null);
        fulfilWhenDecided(order.contractId());
    }

    private static void requireWorkable(WorkOrderStore.Row order) {
        require(order, order.status() != WorkOrderStatus.CANCELLED
                && order.status() != WorkOrderStatus.REFUSED_BY_PROVIDER);
    }

    /** Nothing is open any more and something was done. Where all was cancelled there is nothing to settle: the clerk terminates. */
    private void fulfilWhenDecided(UUID contractId) {
        Set<WorkOrderStatus> left = orders.countByStatus(contractId).keySet().stream().map(WorkOrderStatus::valueOf)
                .filter(status -> status != WorkOrderStatus.CANCELLED).collect(Collectors.toSet());
        if (!left.isEmpty() && left.stream().allMatch(WorkOrderStatus::isDecided)) {
            contracts.markFulfilled(contractId);
        }
    }

    List<StatusHistory.Entry> listEvents(UUID id) {
        return history.list(id, sentences);
    }
}
