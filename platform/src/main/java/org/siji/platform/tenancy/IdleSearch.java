package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.siji.platform.api.Sentences;
import org.siji.platform.demand.WantedFields;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorKind;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.registry.ParcelRegister.Held;
import org.siji.platform.tenancy.IdleLands.Asked;
import org.siji.platform.tenancy.IdleLands.Ground;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.IdleLands.Status;
import org.springframework.stereotype.Component;

/** Looks through a village for fields that nobody works this season. */
@Component
class IdleSearch {

    private final IdleLands lands;
    private final FieldRegister fields;
    private final ParcelRegister parcels;
    private final CultivatorRegister cultivators;
    private final WantedFields wanted;
    private final Trusteeships trusteeships;
    private final Sentences sentences;
    private final Clock clock;

    IdleSearch(IdleLands lands, FieldRegister fields, ParcelRegister parcels, CultivatorRegister cultivators,
            WantedFields wanted, Trusteeships trusteeships, Sentences sentences, Clock clock) {
        this.lands = lands;
        this.fields = fields;
        this.parcels = parcels;
        this.cultivators = cultivators;
        this.wanted = wanted;
        this.trusteeships = trusteeships;
        this.sentences = sentences;
        this.clock = clock;
    }

    /**
     * @param used            on which something grows or is wanted, or which somebody farms by an agreement
     * @param nothingRecorded no crop and no need of the season is known in the whole village: only fields without a cultivator are found
     */
    record Searched(String villageCode, int season, int fields, int used, int found, int backInUse,
            boolean nothingRecorded) {}

    /** What is found again changes nothing; a finding that is in use since is closed. */
    Searched search(String villageCode, int season, String by) {
        LocalDate today = LocalDate.now(clock.withZone(AgreementController.FARM_ZONE));
        List<Field> worked = fields.listFieldsOfVillage(villageCode);
        Set<UUID> growing = lands.listCropFields(villageCode, season);
        growing.addAll(wanted.listFieldIds(villageCode, season));
        Set<UUID> used = new HashSet<>(growing);
        List<UUID> ids = worked.stream().map(Field::id).toList();
        parcels.listHeldUnder(ids, today).stream().filter(Held::transferred).map(Held::fieldId).forEach(used::add);
        used.addAll(trusteeships.mapOnFields(ids, today, OffsetDateTime.now(clock).plusSeconds(1)).keySet());
        Map<UUID, Boolean> byOthers = byOthers(worked);
        // A village that has told nothing of its season yet is not one whose land lies idle.
        boolean nothing = growing.isEmpty();
        Map<UUID, IdleLand> known = new HashMap<>();
        lands.list(new Asked(villageCode, season, null, null), new UUID(0, 0), 1_000_000)
                .forEach(one -> known.put(one.fieldId(), one));
        int found = 0;
        int back = 0;
        int inUse = 0;
        for (Field field : worked) {
            IdleLand before = known.get(field.id());
            boolean nobody = field.cultivatorId() == null;
            if (used.contains(field.id()) || byOthers.getOrDefault(field.id(), false)) {
                inUse++;
                if (before != null && before.status() == Status.FOUND) {
                    lands.turn(before.id(), Set.of(Status.FOUND), Status.IN_USE, "", by);
                    back++;
                }
            } else if (before == null && (nobody || !nothing)) {
                lands.add(field, season, nobody ? Ground.NO_CULTIVATOR : Ground.NO_CROP, "", by);
                found++;
            }
        }
        back += closeGone(known.values(), ids, by);
        return new Searched(villageCode, season, worked.size(), inUse, found, back, nothing);
    }

    /** Fields that were merged or split since are others now; those are looked at by themselves. */
    private int closeGone(Collection<IdleLand> known, List<UUID> worked, String by) {
        Set<UUID> still = new HashSet<>(worked);
        List<IdleLand> gone = known.stream()
                .filter(one -> one.status() == Status.FOUND && !still.contains(one.fieldId())).toList();
        gone.forEach(
                one -> lands.turn(one.id(), Set.of(Status.FOUND), Status.NOT_IDLE, sentences.say("idle.gone"), by));
        return gone.size();
    }

    /** Whom a large grower, a cooperative or a trustee is registered on has a farmer who answers for it. */
    private Map<UUID, Boolean> byOthers(List<Field> worked) {
        Map<UUID, Cultivator> farmers = cultivators.mapCultivators(
                worked.stream().map(Field::cultivatorId).filter(Objects::nonNull).distinct().toList());
        Map<UUID, Boolean> others = new HashMap<>();
        worked.forEach(field -> {
            Cultivator farmer = field.cultivatorId() == null ? null : farmers.get(field.cultivatorId());
            others.put(field.id(), farmer != null && farmer.kind() != CultivatorKind.HOUSEHOLD);
        });
        return others;
    }
}
