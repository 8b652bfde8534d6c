package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Transfers of the management right: another one farms for a time, who holds the parcel stays the same. */
@Component
public class TransferRegister {

    private final JdbcClient jdbc;
    private final Batches batches;
    private final ParcelStore parcels;
    private final HouseholdStore households;
    private final CultivatorRegister cultivators;
    private final FieldStore fields;
    private final ApplicationEventPublisher events;

    TransferRegister(JdbcClient jdbc, Batches batches, ParcelStore parcels, HouseholdStore households,
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
    public enum TransferKind {
        LEASE, SHARE_CONTRIBUTION
    }

    /** Components may be null until checked: they come from outside. The last day is the one before {@code validTo}. */
    public record NewTransfer(String parcelCode, String fromHouseholdCode, UUID toCultivatorId, TransferKind kind,
            LocalDate validFrom, LocalDate validTo, @Nullable Long rentFenPerMuYear) {}

    public record Stored(UUID id, String parcelCode) {}

    /** Checks all, then stores all; the land goes to those who farm it from the first day on. */
    public List<Stored> record(List<NewTransfer> transfers, CurrentUser user) {
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
        return stored;
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

    /**
     * An agreement as it holds now.
     *
     * @param id          of the agreement; stays when it is ended early
     * @param areaCentimu of the part that the household held on the first day
     */
    public record Transfer(UUID id, UUID parcelId, String parcelCode, String villageCode, UUID fromHouseholdId,
            UUID toCultivatorId, TransferKind kind, long rentFenPerMuYear, LocalDate validFrom, LocalDate validTo,
            long areaCentimu) {}

    private static final String TRANSFER = """
            select coalesce(t.version_of, t.id) as id, t.parcel_id, p.code as parcel_code, t.village_code, t.from_household_id,
                   t.to_cultivator_id, t.kind, t.rent_fen_per_mu_year, t.valid_from, t.valid_to,
                   coalesce((select round(coalesce(v.registered_mu * 100,
                           coalesce(v.surveyed_square_meters, v.geodesic_square_meters)::numeric * 0.15)
                           * n.numerator / n.denominator)
                       from parcel_version v join tenure n on n.parcel_id = v.parcel_id and n.recorded_until is null
                           and n.household_id = t.from_household_id and n.valid_from <= t.valid_from
                           and (n.valid_to is null or n.valid_to > t.valid_from)
                       where v.parcel_id = t.parcel_id and v.recorded_until is null
                       order by v.valid_from <= t.valid_from desc, v.valid_from desc limit 1), 0)::bigint as area_centimu
            from transfer t join parcel p on p.id = t.parcel_id where t.recorded_until is null""";

    /** @throws ProblemException 404 */
    public Transfer getTransfer(UUID id) {
        Optional<Transfer> found = jdbc.sql(TRANSFER + " and coalesce(t.version_of, t.id) = :id").param("id", id)
                .query(Transfer.class).optional();
        return found.orElseThrow(() -> ProblemException.notFound("transfer", id));
    }

    /** Those that hold on at least one of the days, the last one not included; by parcel. */
    public List<Transfer> listTransfers(String villageCode, LocalDate from, LocalDate to) {
        return jdbc.sql(TRANSFER + """
                 and t.village_code = :village and t.valid_from < :to and t.valid_to > :from
                order by p.code, t.valid_from, t.id""").param("village", villageCode).param("from", from)
                .param("to", to).query(Transfer.class).list();
    }

    /**
     * A page of agreements, in the order in which they were made.
     *
     * @param villageCode of the land; null for all
     * @param householdId that lets the land or farms it; null for all
     * @param from        only those that hold on one of the days from here on, before {@code to}
     */
    public record Search(@Nullable String villageCode, @Nullable UUID householdId, @Nullable TransferKind kind,
            LocalDate from, LocalDate to) {}

    public List<Transfer> listTransfers(Search search, UUID after, int rows) {
        return jdbc.sql(TRANSFER + " " + """
                and (:village::text is null or t.village_code = :village)
                and (:household::uuid is null or t.from_household_id = :household::uuid
                  or t.to_cultivator_id in (select id from cultivator where household_id = :household::uuid))
                and (:kind::text is null or t.kind = :kind) and t.valid_from < :to and t.valid_to > :from
                and coalesce(t.version_of, t.id) > :after order by coalesce(t.version_of, t.id) limit :rows""")
                .param("village", search.villageCode()).param("household", search.householdId())
                .param("kind", search.kind() == null ? null : search.kind().name()).param("from", search.from())
                .param("to", search.to()).param("after", after).param("rows", rows).query(Transfer.class).list();
    }

    /** The agreement ends before its time: a new version of it, and the land goes back to the household. */
    public void end(UUID id, LocalDate on, CurrentUser user) {
        Transfer old = getTransfer(id);
        jdbc.sql("""
                with old as (update transfer set recorded_until = now()
                    where coalesce(version_of, id) = :id and recorded_until is null returning *)
                insert into transfer (id, version_of, parcel_id, village_code, from_household_id, to_cultivator_id, kind,
                    rent_fen_per_mu_year, valid_from, valid_to, recorded_by)
                select :next, :id, parcel_id, village_code, from_household_id, to_cultivator_id, kind, rent_fen_per_mu_year,
                    valid_from, :on, :by from old""").param("id", id).param("next", Ids.next()).param("on", on)
                .param("by", user.username()).update();
        UUID own = jdbc.sql("select id from cultivator where household_id = :id and kind = 'HOUSEHOLD'")
                .param("id", old.fromHouseholdId()).query(UUID.class).single();
        Set<UUID> changed = new LinkedHashSet<>();
        for (FieldStore.OnParcel field : fields.listOnParcels(List.of(old.parcelId()), on)) {
            if (field.isDefault() && old.toCultivatorId().equals(field.cultivatorId())) {
                fields.assign(field.fieldId(), field.villageCode(), own, on, old.validTo(), user.username());
                changed.add(field.fieldId());
            }
        }
        if (!changed.isEmpty()) {
            events.publishEvent(new FieldsChanged(changed));
        }
    }
}
