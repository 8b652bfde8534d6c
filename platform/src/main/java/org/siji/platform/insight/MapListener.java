package org.siji.platform.insight;

import java.util.Set;

import org.siji.platform.api.Station;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.FieldsChanged;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the map up with what happens, in the transaction in which it happens. */
@Component
class MapListener {

    private final MapStore store;
    private final FieldRegister fields;
    private final Acceptances acceptances;

    MapListener(MapStore store, FieldRegister fields, Acceptances acceptances) {
        this.store = store;
        this.fields = fields;
        this.acceptances = acceptances;
    }

    @EventListener
    void on(FieldsChanged event) {
        store.putFields(event.fieldIds(), fields.mapFields(event.fieldIds()).values());
    }

    @EventListener
    void on(WorkAccepted event) {
        Acceptance acceptance = acceptances.getAcceptance(event.acceptanceId());
        store.advance(acceptance.season(), Set.of(acceptance.fieldId()), Station.ACCEPTANCE);
    }
}
