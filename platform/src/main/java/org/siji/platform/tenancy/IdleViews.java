package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.registry.ParcelRegister.Held;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.LandInterests.Answer;
import org.siji.platform.tenancy.LandInterests.Interest;
import org.siji.platform.tenancy.Trusteeships.TrusteeKind;
import org.springframework.stereotype.Component;

/** Idle land as an office reads it: whose it is, where, and who asked for it. */
@Component
class IdleViews {

    private final FieldRegister fields;
    private final ParcelRegister parcels;
    private final HouseholdRegister households;
    private final CultivatorRegister cultivators;
    private final Providers providers;
    private final LandInterests interests;
    private final Clock clock;

    IdleViews(FieldRegister fields, ParcelRegister parcels, HouseholdRegister households,
            CultivatorRegister cultivators, Providers providers, LandInterests interests, Clock clock) {
        this.fields = fields;
        this.parcels = parcels;
        this.households = households;
        this.cultivators = cultivators;
        this.providers = providers;
        this.interests = interests;
        this.clock = clock;
    }

    /** Names of people are masked. */
    record Holder(UUID parcelId, String parcelCode, UUID householdId, String householdCode, String nameMasked,
            long numerator, long denominator) {}

    /** @param openInterests that wait for the village's answer */
    record View(UUID id, IdleLand land, @Nullable Geometry geometry, List<Holder> holders, long openInterests) {}

    /** @param name of a provider; of people it is masked */
    record InterestView(Interest interest, String name) {}

    /** What the agreement begins with: a form that is filled in as far as it can be. */
    record Draft(UUID idleLandId, String kind, String villageCode, @Nullable UUID householdId,
            @Nullable String parcelCode, UUID fieldId, @Nullable UUID toCultivatorId,
            @Nullable TrusteeKind trusteeKind, @Nullable String trusteeId, long fenPerMu) {}

    List<View> of(List<IdleLand> list) {
        Map<UUID, Field> known = fields.mapFields(list.stream().map(IdleLand::fieldId).toList());
        Map<UUID, List<Holder>> holders = holders(list.stream().map(IdleLand::fieldId).toList());
        Map<UUID, Long> open = interests.listOf(list.stream().map(IdleLand::id).toList()).stream()
                .filter(one -> one.status() == Answer.OPEN)
                .collect(Collectors.groupingBy(Interest::idleLandId, Collectors.counting()));
        return list.stream().map(one -> {
            Field field = known.get(one.fieldId());
            return new View(one.id(), one, field == null ? null : field.lonLat(),
                    holders.getOrDefault(one.fieldId(), List.of()), open.getOrDefault(one.id(), 0L));
        }).toList();
    }

    private Map<UUID, List<Holder>> holders(List<UUID> fieldIds) {
        List<Held> held = parcels.listHeldUnder(fieldIds, LocalDate.now(clock.withZone(AgreementController.FARM_ZONE)));
        Map<UUID, Household> known = households.mapHouseholds(held.stream().map(Held::householdId).distinct().toList());
        Map<UUID, List<Holder>> holders = new HashMap<>();
        held.forEach(one -> {
            Household household = known.get(one.householdId());
            if (household != null) {
                holders.computeIfAbsent(one.fieldId(), key -> new ArrayList<>())
                        .add(new Holder(one.parcelId(), one.parcelCode(), household.id(), household.code(),
                                household.nameMasked(), one.numerator(), one.denominator()));
            }
        });
        return holders;
    }

    List<InterestView> interests(UUID idleLandId) {
        List<Interest> list = interests.listOf(List.of(idleLandId));
        Map<UUID, Cultivator> farmers = cultivators.mapCultivators(
                list.stream().map(Interest::cultivatorId).filter(Objects::nonNull).distinct().toList());
        return list.stream().map(one -> {
            UUID provider = one.providerId();
            Cultivator farmer = one.cultivatorId() == null ? null : farmers.get(one.cultivatorId());
            String name = provider == null
                    ? farmer == null ? "" : farmer.nameMasked()
                    : providers.getProvider(provider).name();
            return new InterestView(one, name);
        }).toList();
    }

    /** Of what was promised. */
    @Nullable
    Draft draft(View view, List<InterestView> list) {
        Interest accepted = list.stream().map(InterestView::interest).filter(one -> one.status() == Answer.ACCEPTED)
                .findFirst().orElse(null);
        if (accepted == null || view.land().status() != IdleLands.Status.PROMISED) {
            return null;
        }
        Holder first = view.holders().stream().findFirst().orElse(null);
        boolean trusted = accepted.kind() == IdleLands.OfferedAs.TRUSTEESHIP;
        return new Draft(view.id(), accepted.kind().name(), view.land().villageCode(),
                first == null ? null : first.householdId(), first == null ? null : first.parcelCode(),
                view.land().fieldId(), accepted.cultivatorId(), trusted ? TrusteeKind.PROVIDER : null,
                trusted && accepted.providerId() != null ? accepted.providerId().toString() : null,
                accepted.fenPerMu());
    }
}
