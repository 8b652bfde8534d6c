package org.siji.platform.insight;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.api.Station;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundleClosed;
import org.siji.platform.demand.BundleDissolved;
import org.siji.platform.demand.BundledNeed;
import org.siji.platform.demand.Bundles;
import org.siji.platform.demand.NeedCancelled;
import org.siji.platform.demand.NeedLeftBundle;
import org.siji.platform.demand.NeedsEntered;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractSigned;
import org.siji.platform.market.ContractTerminated;
import org.siji.platform.market.ContractedNeed;
import org.siji.platform.market.Contracts;
import org.siji.platform.notice.NoticePublished;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.FieldsChanged;
import org.siji.platform.settlement.ContractSettled;
import org.siji.platform.telemetry.TrackAssigned;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.AcceptanceDecision;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.WorkAccepted;
import org.siji.platform.verification.WorkDecided;
import org.siji.platform.verification.WorkMeasured;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderCancelled;
import org.siji.platform.work.WorkOrdered;
import org.siji.platform.work.WorkOrders;
import org.siji.platform.work.WorkPlanned;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the map up with what happens, in the transaction in which it happens. */
@Component
class MapListener {

    private final MapStore store;
    private final FieldRegister fields;
    private final Bundles bundles;
    private final Contracts contracts;
    private final WorkOrders workOrders;
    private final Acceptances acceptances;

    MapListener(MapStore store, FieldRegister fields, Bundles bundles, Contracts contracts, WorkOrders workOrders,
            Acceptances acceptances) {
        this.store = store;
        this.fields = fields;
        this.bundles = bundles;
        this.contracts = contracts;
        this.workOrders = workOrders;
        this.acceptances = acceptances;
    }

    @EventListener
    void on(FieldsChanged event) {
        store.putFields(event.fieldIds(), fields.mapFields(event.fieldIds()).values());
    }

    @EventListener
    void on(NeedsEntered event) {
        store.begin(event.season(), event.fieldIds());
    }

    @EventListener
    void on(NeedCancelled event) {
        store.withdraw(event.fieldId());
    }

    @EventListener
    void on(BundleClosed event) {
        Bundle bundle = bundles.getBundle(event.bundleId());
        store.advance(bundle.season(), fieldsOf(bundle), Station.BUNDLE);
    }

    @EventListener
    void on(BundleDissolved event) {
        Bundle bundle = bundles.getBundle(event.bundleId());
        store.fallBack(bundle.season(), fieldsOf(bundle), Station.NEED);
    }

    @EventListener
    void on(NeedLeftBundle event) {
        store.fallBack(bundles.getBundle(event.bundleId()).season(), List.of(event.fieldId()), Station.NEED);
    }

    private static List<UUID> fieldsOf(Bundle bundle) {
        return bundle.needs().stream().map(BundledNeed::fieldId).toList();
    }

    @EventListener
    void on(ContractSigned event) {
        Contract contract = contracts.getContract(event.contractId());
        store.advance(contract.season(), fieldsOf(contract), Station.CONTRACT);
        store.showTo(contract.providerId(), fieldsOf(contract));
    }

    /** What was not worked yet waits for another contract. */
    @EventListener
    void on(ContractTerminated event) {
        Contract contract = contracts.getContract(event.contractId());
        store.fallBack(contract.season(), fieldsOf(contract), Station.BUNDLE);
    }

    private static List<UUID> fieldsOf(Contract contract) {
        return contract.needs().stream().map(ContractedNeed::fieldId).toList();
    }

    @EventListener
    void on(WorkOrdered event) {
        store.advance(contracts.getContract(event.contractId()).season(), event.fieldIds(), Station.WORK_ORDER);
    }

    @EventListener
    void on(WorkPlanned event) {
        store.plan(event.fieldIds());
    }

    @EventListener
    void on(WorkOrderCancelled event) {
        WorkOrder order = workOrders.getWorkOrder(event.workOrderId());
        store.fallBack(order.season(), Set.of(event.fieldId()), Station.BUNDLE);
    }

    @EventListener
    void on(TrackAssigned event) {
        store.advance(event.season(), Set.of(event.fieldId()), Station.TRACK);
    }

    @EventListener
    void on(WorkMeasured event) {
        store.advance(event.season(), Set.of(event.fieldId()), Station.MEASURED_WORK);
    }

    @EventListener
    void on(WorkDecided event) {
        Acceptance decision = acceptances.getAcceptance(event.acceptanceId());
        store.review(decision.season(), decision.fieldId(), decision.decision() == AcceptanceDecision.TO_REVIEW);
    }

    @EventListener
    void on(WorkAccepted event) {
        Acceptance acceptance = acceptances.getAcceptance(event.acceptanceId());
        store.advance(acceptance.season(), Set.of(acceptance.fieldId()), Station.ACCEPTANCE);
    }

    @EventListener
    void on(ContractSettled event) {
        Contract contract = contracts.getContract(event.contractId());
        store.settle(contract.season(), fieldsOf(contract));
    }

    @EventListener
    void on(NoticePublished event) {
        event.contractIds().forEach(id -> store.publish(event.season(), fieldsOf(contracts.getContract(id))));
    }
}
