package org.siji.platform.insight;

import java.util.List;
import java.util.stream.Collectors;

import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the map's fields again out of the register where they are missing: after a migration that emptied the table. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MapRefill implements ApplicationRunner {

    private final MapStore store;
    private final FieldRegister fields;
    private final RegionRegister regions;

    MapRefill(MapStore store, FieldRegister fields, RegionRegister regions) {
        this.store = store;
        this.fields = fields;
        this.regions = regions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!store.isEmpty()) {
            return;
        }
        regions.listRegions(RegionLevel.VILLAGE, "").forEach(village -> {
            List<Field> ofVillage = fields.listFieldsOfVillage(village.code());
            store.putFields(ofVillage.stream().map(Field::id).collect(Collectors.toSet()), ofVillage);
        });
    }
}
