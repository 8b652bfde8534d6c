package org.siji.platform.insight;

import java.util.Set;
import java.util.UUID;

import org.siji.platform.demand.NeedCancelled;
import org.siji.platform.demand.NeedsEntered;
import org.siji.platform.dispute.DisputeOpened;
import org.siji.platform.market.ContractSigned;
import org.siji.platform.market.ContractTerminated;
import org.siji.platform.registry.FieldsChanged;
import org.siji.platform.season.PlanAgreed;
import org.siji.platform.settlement.ContractSettled;
import org.siji.platform.tenancy.CropsRecorded;
import org.siji.platform.verification.AppealFiled;
import org.siji.platform.verification.WorkAccepted;
import org.siji.platform.work.WorkOrderCancelled;
import org.siji.platform.work.WorkOrdered;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Marks the villages whose planning figures change with what happens, in the transaction in which it happens. */
@Component
class PlanningListener {

    private final PlanningStore store;
    private final JdbcClient jdbc;

    PlanningListener(PlanningStore store, JdbcClient jdbc) {
        this.store = store;
        this.jdbc = jdbc;
    }

    @EventListener
    void on(FieldsChanged event) {
        store.markFields(event.fieldIds(), null);
    }

    @EventListener
    void on(NeedsEntered event) {
        store.markFields(event.fieldIds(), event.season());
    }

    @EventListener
    void on(NeedCancelled event) {
        mark("need", event.needId());
    }

    @EventListener
    void on(ContractSigned event) {
        mark("contract", event.contractId());
    }

    @EventListener
    void on(WorkOrdered event) {
        mark("contract", event.contractId());
    }

    @EventListener
    void on(ContractTerminated event) {
        mark("contract", event.contractId());
    }

    @EventListener
    void on(WorkOrderCancelled event) {
        mark("work_order", event.workOrderId());
    }

    @EventListener
    void on(WorkAccepted event) {
        mark("acceptance", event.acceptanceId());
    }

    @EventListener
    void on(ContractSettled event) {
        mark("contract", event.contractId());
    }

    @EventListener
    void on(AppealFiled event) {
        store.mark(event.villageCode(), event.season());
    }

    @EventListener
    void on(DisputeOpened event) {
        store.mark(event.villageCode(), event.season());
    }

    @EventListener
    void on(CropsRecorded event) {
        Set<String> villages = event.villageCodes();
        villages.forEach(village -> store.mark(village, event.season()));
    }

    @EventListener
    void on(PlanAgreed event) {
        store.mark(event.villageCode(), event.season());
    }

    /** One statement, because a county's season brings hundreds of thousands of these. */
    private void mark(String table, UUID id) {
        jdbc.sql("insert into planning_mark (village_code, season) select village_code, season from " + table
                + " where id = :id").param("id", id).update();
    }
}
