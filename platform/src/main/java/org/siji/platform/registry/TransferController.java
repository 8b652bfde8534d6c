package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Transfers of the management right: another one farms for a time, who holds the parcel stays the same. */
@RestController
@RequestMapping("/api/v1/transfers")
class TransferController {

    private final JdbcClient jdbc;
    private final Batches batches;
    private final ParcelStore parcels;
    private final HouseholdStore households;
    private final CultivatorRegister cultivators;
    private final FieldStore fields;
    private final ApplicationEventPublisher events;

    TransferController(JdbcClient jdbc, Batches batches, ParcelStore parcels, HouseholdStore households,
            CultivatorRegister cultivators, FieldStore fields, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.parcels = parcels;
        this.households = households;
        this.cultivators = cultivators;
        this.fields = fields;
        this.events = events;
    }

    /** How the management right goes over: lease (出租) or contribution for shares (入股). */
    enum TransferKind {
        LEASE, SHARE_CONTRIBUTION
    }

    /** Components may be null until checked: they come from outside. The last day is the one before {@code validTo}. */
    record NewTransfer(String parcelCode, String fromHouseholdCode, UUID toCultivatorId, TransferKind kind,
            LocalDate validFrom, LocalDate validTo, @Nullable Long rentFenPerMuYear) {}

    record Stored(UUID id, String parcelCode) {}

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Stored> create(@RequestBody List<NewTransfer> transfers, CurrentUser user) {
        Batches.requireSize(transfers);
        Map<String, ParcelStore.Ref> parcelsByCode = parcels.mapByCode(
                transfers.stream().map(NewTransfer::parcelCode).filter(Objects::nonNull).toList());
        Map<String, HouseholdStore.Ref> householdsByCode = households.mapByCode(
                transfers.stream().map(NewTransfer::fromHouseholdCode).filter(Objects::nonNull).toList());
        check(transfers, user, parcelsByCode, householdsByCode);
        List<Stored> stored = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        Set<UUID> changed = new LinkedHashSet<>();
        for (NewTransfer transfer : transfers) {
            ParcelStore.Ref parcel = Objects.requireNonNull(parcelsByCode.get(transfer.parcelCode()));
            HouseholdStore.Ref from = Objects.requireNonNull(householdsByCode.get(transfer.fromHouseholdCode()));
            UUID id = Ids.next();
            rows.add(new Object[]{id, parcel.id(), parcel.villageCode(), from.id(), transfer.toCultivatorId(),
                    transfer.kind().name(), Objects.requireNonNullElse(transfer.rentFenPerMuYear(), 0L),
                    transfer.validFrom(), transfer.validTo(), user.username()});
            stored.add(new Stored(id, parcel.code()));
        }
        batches.insert("""
                insert into transfer (id, parcel_id, village_code, from_household_id, to_cultivator_id, kind,
                    rent_fen_per_mu_year, valid_from, valid_to, recorded_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
        for (NewTransfer transfer : transfers) {
            handOver(transfer, Objects.requireNonNull(parcelsByCode.get(transfer.parcelCode())),
                    Objects.requireNonNull(householdsByCode.get(transfer.fromHouseholdCode())), user, changed);
        }
        if (!changed.isEmpty()) {
            events.publishEvent(new FieldsChanged(changed));
        }
        return new Page<>(stored, null);
    }

    /** The parcel's own field goes to the new cultivator if the one who lets it farmed it; a merged field says itself who farms. */
    private void handOver(NewTransfer transfer, ParcelStore.Ref parcel, HouseholdStore.Ref from, CurrentUser user,
            Set<UUID> changed) {
        for (FieldStore.OnParcel field : fields.listOnParcels(List.of(parcel.id()), transfer.validFrom())) {
            boolean farmedByLessor = field.cultivatorId() == null || field.cultivatorId().equals(from.cultivatorId());
            if (field.isDefault() && farmedByLessor) {
                fields.assign(field.fieldId(), field.villageCode(), transfer.toCultivatorId(), transfer.validFrom(),
                        transfer.validTo(), user.username());
                changed.add(field.fieldId());
            }
        }
    }

    private void check(List<NewTransfer> transfers, CurrentUser user, Map<String, ParcelStore.Ref> parcelsByCode,
            Map<String, HouseholdStore.Ref> householdsByCode) {
        Set<UUID> lessees = new HashSet<>(cultivators.mapCultivators(
                transfers.stream().map(NewTransfer::toCultivatorId).filter(Objects::nonNull).toList()).keySet());
        Map<UUID, Set<UUID>> holders = holders(parcelsByCode.values().stream().map(ParcelStore.Ref::id).toList());
        Violations violations = Violations.collect();
        for (int i = 0; i < transfers.size(); i++) {
            NewTransfer transfer = transfers.get(i);
            String path = "[" + i + "]";
            violations.requireValue(transfer.kind(), path + ".kind")
                    .requireValue(transfer.validFrom(), path + ".validFrom")
                    .requireValue(transfer.validTo(), path + ".validTo");
            if (transfer.validFrom() != null && transfer.validTo() != null) {
                violations.require(transfer.validFrom().isBefore(transfer.validTo()), "transfer.days",
                        path + ".validTo", transfer.validFrom(), transfer.validTo());
            }
            violations.require(transfer.rentFenPerMuYear() == null || transfer.rentFenPerMuYear() >= 0,
                    "transfer.rent", path + ".rentFenPerMuYear", String.valueOf(transfer.rentFenPerMuYear()));
            violations.require(transfer.toCultivatorId() != null && lessees.contains(transfer.toCultivatorId()),
                    "cultivator.unknown", path + ".toCultivatorId", String.valueOf(transfer.toCultivatorId()));
            ParcelStore.Ref parcel = transfer.parcelCode() == null ? null : parcelsByCode.get(transfer.parcelCode());
            if (parcel == null || !parcel.current() || !user.seesVillage(parcel.villageCode())) {
                violations.add("parcel.unknown", path + ".parcelCode", String.valueOf(transfer.parcelCode()));
                continue;
            }
            HouseholdStore.Ref from = transfer.fromHouseholdCode() == null
                    ? null
                    : householdsByCode.get(transfer.fromHouseholdCode());
            violations.require(from != null && holders.getOrDefault(parcel.id(), Set.of()).contains(from.id()),
                    "transfer.not-holder", path + ".fromHouseholdCode", String.valueOf(transfer.fromHouseholdCode()),
                    parcel.code());
        }
        violations.throwIfAny();
    }

    private Map<UUID, Set<UUID>> holders(List<UUID> parcelIds) {
        Map<UUID, Set<UUID>> holders = new HashMap<>();
        jdbc.sql("""
                select parcel_id, household_id from tenure
                where parcel_id = any(:ids) and recorded_until is null and valid_to is null""")
                .param("ids", parcelIds.toArray(UUID[]::new)).query(row -> {
                    holders.computeIfAbsent(row.getObject(1, UUID.class), parcel -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return holders;
    }
}
