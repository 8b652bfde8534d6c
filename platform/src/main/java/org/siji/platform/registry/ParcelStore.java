package org.siji.platform.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.GeodesicArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.geometry.Geometries;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes parcels, who holds them, and the field that each of them is until it is merged or split. */
@Component
class ParcelStore {

    /** Their shapes stand in memory as bytes, twice: as a parcel and as a field. */
    private static final int PARCELS_AT_ONCE = 5000;
    private static final String INSERT_TENURE = """
            insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, recorded_by)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;
    private final Batches batches;
    private final FieldStore fields;
    private final ApplicationEventPublisher events;

    ParcelStore(JdbcClient jdbc, Batches batches, FieldStore fields, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.fields = fields;
        this.events = events;
    }

    record Stored(UUID id, String code, UUID fieldId) {}

    /** A checked parcel; the tenure's households are in the map that goes with it. */
    record NewRow(String code, String name, Geometry lonLat, @Nullable BigDecimal registeredMu,
            @Nullable Double surveyedSquareMeters, List<TenureShare> tenure, LocalDate validFrom,
            @Nullable UUID importId, @Nullable Provisional provisional) {

        String villageCode() {
            return code.substring(0, RegionLevel.VILLAGE.digits());
        }

        String groupCode() {
            return code.substring(0, RegionLevel.GROUP.digits());
        }
    }

    /**
     * The code was not given by the survey.
     *
     * @param sourceCode number in an older numbering; null if there is none
     */
    record Provisional(@Nullable String sourceCode) {}

    record Ref(UUID id, String code, String villageCode, boolean current) {}

    /** The parcels among these codes; one whose import was undone is known, but not current. */
    Map<String, Ref> mapByCode(Collection<String> codes) {
        Map<String, Ref> refs = new HashMap<>();
        jdbc.sql("""
                select id, code, village_code, exists (select from parcel_version v where v.parcel_id = parcel.id
                    and v.recorded_until is null and v.valid_to is null) as current
                from parcel where code = any(:codes)""").param("codes", codes.toArray(String[]::new)).query(row -> {
            refs.put(row.getString("code"), new Ref(row.getObject("id", UUID.class), row.getString("code"),
                    row.getString("village_code"), row.getBoolean("current")));
        });
        return refs;
    }

    /** The provisional parcels of a group by the number that they had before. */
    Map<String, Ref> mapBySourceCode(String groupCode, Collection<String> sourceCodes) {
        Map<String, Ref> refs = new HashMap<>();
        jdbc.sql("""
                select id, code, village_code, source_code, exists (select from parcel_version v
                    where v.parcel_id = parcel.id and v.recorded_until is null and v.valid_to is null) as current
                from parcel where group_code = :group and source_code = any(:codes)""").param("group", groupCode)
                .param("codes", sourceCodes.toArray(String[]::new)).query(row -> {
                    refs.put(row.getString("source_code"), new Ref(row.getObject("id", UUID.class),
                            row.getString("code"), row.getString("village_code"), row.getBoolean("current")));
                });
        return refs;
    }

    /** The last code that was given in the group from that one on; empty if none was. */
    Optional<String> findLastCode(String groupCode, String fromCode) {
        return jdbc.sql("select max(code) from parcel where group_code = :group and code >= :from")
                .param("group", groupCode).param("from", fromCode).query(String.class).optional();
    }

    /**
     * @param known      {@link #mapByCode} of the parcels' codes, none of them current
     * @param households those of the tenure shares, by code
     */
    List<Stored> insert(List<NewRow> parcels, Map<String, Ref> known, Map<String, HouseholdStore.Ref> households,
            String username) {
        List<Stored> stored = new ArrayList<>();
        for (int from = 0; from < parcels.size(); from += PARCELS_AT_ONCE) {
            stored.addAll(insertSome(parcels.subList(from, Math.min(parcels.size(), from + PARCELS_AT_ONCE)), known,
                    households, username));
        }
        Set<UUID> changed = new LinkedHashSet<>();
        stored.forEach(one -> changed.add(one.fieldId()));
        events.publishEvent(new FieldsChanged(changed));
        return stored;
    }

    private List<Stored> insertSome(List<NewRow> parcels, Map<String, Ref> known,
            Map<String, HouseholdStore.Ref> households, String username) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> versions = new ArrayList<>();
        List<Object[]> tenure = new ArrayList<>();
        List<FieldStore.NewRow> defaults = new ArrayList<>();
        List<Stored> stored = new ArrayList<>();
        for (NewRow parcel : parcels) {
            Ref before = known.get(parcel.code());
            UUID id = before == null ? Ids.next() : before.id();
            if (before == null) {
                Provisional provisional = parcel.provisional();
                rows.add(new Object[]{id, parcel.code(), parcel.villageCode(), parcel.groupCode(), provisional != null,
                        provisional == null ? null : provisional.sourceCode()});
            }
            versions.add(new Object[]{Ids.next(), id, parcel.villageCode(), parcel.name(),
                    Geometries.toWkb(parcel.lonLat()), Geometries.box(parcel.lonLat()), parcel.registeredMu(),
                    parcel.surveyedSquareMeters(), GeodesicArea.of(parcel.lonLat()).squareMeters(), parcel.importId(),
                    parcel.validFrom(), username});
            tenure.addAll(tenureRows(id, parcel.villageCode(), parcel.tenure(), households, parcel.validFrom(),
                    username));
            UUID field = Ids.next();
            defaults.add(new FieldStore.NewRow(field, parcel.villageCode(), parcel.groupCode(), parcel.name(),
                    parcel.lonLat(), farmer(parcel.tenure(), households), parcel.importId(), parcel.validFrom(),
                    List.of(id)));
            stored.add(new Stored(id, parcel.code(), field));
        }
        batches.insert("""
                insert into parcel (id, code, village_code, group_code, provisional, source_code)
                values (?, ?, ?, ?, ?, ?)""", rows);
        batches.insert("""
                insert into parcel_version (id, parcel_id, village_code, name, geometry, bbox, registered_mu,
                    surveyed_square_meters, geodesic_square_meters, import_id, valid_from, recorded_by)
                values (?, ?, ?, ?, ?, ?::box, ?, ?, ?, ?, ?, ?)""", versions);
        batches.insert(INSERT_TENURE, tenure);
        fields.insert(defaults, username);
        return stored;
    }

    private static List<Object[]> tenureRows(UUID parcel, String village, List<TenureShare> shares,
            Map<String, HouseholdStore.Ref> households, LocalDate validFrom, String username) {
        List<Object[]> rows = new ArrayList<>();
        for (TenureShare share : shares) {
            rows.add(new Object[]{Ids.next(), parcel, household(share, households).id(), village, share.numerator(),
                    share.denominator(), validFrom, username});
        }
        return rows;
    }

    private static HouseholdStore.Ref household(TenureShare share, Map<String, HouseholdStore.Ref> households) {
        HouseholdStore.Ref household = households.get(share.householdCode());
        if (household == null) {
            throw new IllegalArgumentException("unchecked household code");
        }
        return household;
    }

    private static @Nullable UUID farmer(List<TenureShare> shares, Map<String, HouseholdStore.Ref> households) {
        TenureShare largest = TenureShare.largest(shares);
        return largest == null ? null : household(largest, households).cultivatorId();
    }

    /** The parcel's version number, locked until the transaction ends. */
    int lockVersion(UUID id) {
        return jdbc.sql("select version from parcel where id = :id for update").param("id", id)
                .query((row, index) -> row.getInt(1)).optional()
                .orElseThrow(() -> ProblemException.notFound("parcel", id));
    }

    /**
     * From that day on others hold the parcel. Where a household that held it farmed it too, the one with the largest part does
     * from then on; a lessee stays.
     */
    void changeTenure(UUID parcelId, String villageCode, List<TenureShare> shares,
            Map<String, HouseholdStore.Ref> households, LocalDate validFrom, String username) {
        List<UUID> holders = closeTenure(parcelId, validFrom);
        batches.insert(INSERT_TENURE, tenureRows(parcelId, villageCode, shares, households, validFrom, username));
        jdbc.sql("update parcel set version = version + 1 where id = :id").param("id", parcelId).update();
        UUID farmer = farmer(shares, households);
        Set<UUID> changed = new LinkedHashSet<>();
        for (FieldStore.OnParcel field : fields.listOnParcels(List.of(parcelId), validFrom)) {
            boolean byHolder = field.cultivatorId() == null || holders.contains(field.cultivatorId());
            if (farmer != null && field.isDefault() && byHolder && !farmer.equals(field.cultivatorId())) {
                fields.assign(field.fieldId(), villageCode, farmer, validFrom, null, username);
                changed.add(field.fieldId());
            }
        }
        if (!changed.isEmpty()) {
            events.publishEvent(new FieldsChanged(changed));
        }
    }

    /** @return the cultivators of the households that held the parcel */
    private List<UUID> closeTenure(UUID parcelId, LocalDate validFrom) {
        List<UUID> holders = jdbc.sql("""
                select c.id from tenure t join cultivator c on c.household_id = t.household_id and c.kind = 'HOUSEHOLD'
                where t.parcel_id = :parcel and t.recorded_until is null""").param("parcel", parcelId)
                .query((row, index) -> row.getObject(1, UUID.class)).list();
        jdbc.sql("""
                with old as (
                    update tenure set recorded_until = now()
                    where parcel_id = :parcel and recorded_until is null and (valid_to is null or valid_to > :from)
                    returning *)
                insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, valid_to,
                    recorded_by)
                select gen_random_uuid(), parcel_id, household_id, village_code, numerator, denominator, valid_from, :from,
                    recorded_by
                from old where valid_from < :from""").param("parcel", parcelId).param("from", validFrom).update();
        return holders;
    }
}
