package org.siji.platform.demand;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.stereotype.Component;

/** A village's households and the fields that each of them farms today, read in three queries. */
@Component
class VillageLand {

    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final HouseholdRegister households;

    VillageLand(FieldRegister fields, CultivatorRegister cultivators, HouseholdRegister households) {
        this.fields = fields;
        this.cultivators = cultivators;
        this.households = households;
    }

    /** @param holder the household behind the cultivator; null for cooperatives and growers from elsewhere */
    record Farmed(Field field, @Nullable Cultivator cultivator, @Nullable Household holder) {}

    static final class Land {

        private final Map<String, Household> byCode = new HashMap<>();
        private final Map<UUID, Household> byId = new HashMap<>();
        private final Map<String, List<Field>> fieldsByCode = new HashMap<>();
        private final Map<String, Farmed> byFieldId = new HashMap<>();

        boolean hasHousehold(String code) {
            return byCode.containsKey(code);
        }

        List<Field> fieldsOf(String code) {
            return fieldsByCode.getOrDefault(code, List.of());
        }

        @Nullable
        Field fieldOf(String id) {
            Farmed farmed = byFieldId.get(id.toLowerCase(Locale.ROOT));
            return farmed == null ? null : farmed.field();
        }

        /** Empty when no household of the village farms it. */
        String holderCode(Field field) {
            Farmed farmed = byFieldId.get(field.id().toString());
            return farmed == null || farmed.holder() == null ? "" : farmed.holder().code();
        }

        @Nullable
        Farmed farmed(UUID fieldId) {
            return byFieldId.get(fieldId.toString());
        }

        @Nullable
        Household household(@Nullable UUID id) {
            return id == null ? null : byId.get(id);
        }

        List<Household> households() {
            return byId.values().stream().sorted(Comparator.comparing(Household::code)).toList();
        }

        /** By household, those without one last; then by name. */
        List<Farmed> all() {
            return byFieldId.values().stream()
                    .sorted(Comparator.comparing((Farmed one) -> one.holder() == null ? "~" : one.holder().code())
                            .thenComparing(one -> one.field().name()).thenComparing(one -> one.field().id()))
                    .toList();
        }
    }

    Map<UUID, Cultivator> names(Collection<UUID> cultivatorIds) {
        return cultivators.mapCultivators(cultivatorIds);
    }

    Land of(String village) {
        Land land = new Land();
        households.listHouseholdsOfVillage(village).forEach(household -> {
            land.byCode.put(household.code(), household);
            land.byId.put(household.id(), household);
        });
        Map<UUID, Cultivator> farmers = new HashMap<>();
        List<Field> worked = fields.listFieldsOfVillage(village);
        farmers.putAll(cultivators.mapCultivators(
                worked.stream().map(Field::cultivatorId).filter(Objects::nonNull).distinct().toList()));
        for (Field field : worked) {
            Cultivator farmer = field.cultivatorId() == null ? null : farmers.get(field.cultivatorId());
            Household holder = farmer == null || farmer.householdId() == null
                    ? null
                    : land.byId.get(farmer.householdId());
            land.byFieldId.put(field.id().toString(), new Farmed(field, farmer, holder));
            if (holder != null) {
                land.fieldsByCode.computeIfAbsent(holder.code(), code -> new ArrayList<>()).add(field);
            }
        }
        return land;
    }
}
