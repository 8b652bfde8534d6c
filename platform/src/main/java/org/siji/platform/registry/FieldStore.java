package org.siji.platform.registry;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.GeodesicArea;
import org.siji.platform.api.Ids;
import org.siji.platform.geometry.Geometries;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes fields and who farms them. */
@Component
class FieldStore {

    private static final String INSERT_CULTIVATOR = """
            insert into field_cultivator (id, field_id, cultivator_id, village_code, valid_from, valid_to, recorded_by)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;
    private final Batches batches;

    FieldStore(JdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A field to be made; its parcels are registered already. */
    record NewRow(UUID id, String villageCode, String groupCode, String name, Geometry lonLat,
            @Nullable UUID cultivatorId, @Nullable UUID importId, LocalDate validFrom, List<UUID> parcelIds) {}

    void insert(List<NewRow> fields, String username) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> versions = new ArrayList<>();
        List<Object[]> parcels = new ArrayList<>();
        List<Object[]> cultivators = new ArrayList<>();
        for (NewRow field : fields) {
            rows.add(new Object[]{field.id, field.villageCode, field.groupCode});
            versions.add(new Object[]{Ids.next(), field.id, field.villageCode, field.name,
                    Geometries.toWkb(field.lonLat), Geometries.box(field.lonLat),
                    GeodesicArea.of(field.lonLat).squareMeters(), field.importId, field.validFrom, username});
            field.parcelIds.forEach(parcel -> parcels.add(new Object[]{field.id, parcel, field.villageCode}));
            if (field.cultivatorId != null) {
                cultivators.add(new Object[]{Ids.next(), field.id, field.cultivatorId, field.villageCode,
                        field.validFrom, null, username});
            }
        }
        batches.insert("insert into field (id, village_code, group_code) values (?, ?, ?)", rows);
        batches.insert("""
                insert into field_version (id, field_id, village_code, name, geometry, bbox, area_square_meters, import_id,
                    valid_from, recorded_by)
                values (?, ?, ?, ?, ?, ?::box, ?, ?, ?, ?)""", versions);
        batches.insert("insert into field_parcel (field_id, parcel_id, village_code) values (?, ?, ?)", parcels);
        batches.insert(INSERT_CULTIVATOR, cultivators);
    }

    /** These fields are worked no more from that day on, and nobody farms them. */
    void end(Collection<UUID> fieldIds, LocalDate validTo) {
        UUID[] ids = fieldIds.toArray(UUID[]::new);
        jdbc.sql("""
                with old as (
                    update field_version set recorded_until = now()
                    where field_id = any(:ids) and recorded_until is null returning *)
                insert into field_version (id, field_id, village_code, name, geometry, bbox, area_square_meters, import_id,
                    valid_from, valid_to, recorded_by)
                select gen_random_uuid(), field_id, village_code, name, geometry, bbox, area_square_meters, import_id,
                    valid_from, :to, recorded_by
                from old""").param("ids", ids).param("to", validTo).update();
        jdbc.sql("update field set version = version + 1 where id = any(:ids)").param("ids", ids).update();
        fieldIds.forEach(field -> close(field, validTo, null));
    }

    /** From the first day to before the last one (null: for good) this cultivator farms the field; before and after, who did. */
    void assign(UUID fieldId, String villageCode, UUID cultivatorId, LocalDate from, @Nullable LocalDate to,
            String username) {
        close(fieldId, from, to);
        batches.insert(INSERT_CULTIVATOR, List.<Object[]>of(
                new Object[]{Ids.next(), fieldId, cultivatorId, villageCode, from, to, username}));
        jdbc.sql("update field set version = version + 1 where id = :id").param("id", fieldId).update();
    }

    /** Nobody farms the field on these days; what was known of other days stays. */
    private void close(UUID fieldId, LocalDate from, @Nullable LocalDate to) {
        List<Object[]> rest = new ArrayList<>();
        jdbc.sql("""
                update field_cultivator set recorded_until = now()
                where field_id = :field and recorded_until is null and (valid_to is null or valid_to > :from)
                    and (:to::date is null or valid_from < :to)
                returning cultivator_id, village_code, valid_from, valid_to, recorded_by""").param("field", fieldId)
                .param("from", from).param("to", to, Types.DATE).query(row -> {
                    LocalDate start = row.getObject("valid_from", LocalDate.class);
                    LocalDate end = row.getObject("valid_to", LocalDate.class);
                    UUID cultivator = row.getObject("cultivator_id", UUID.class);
                    String village = row.getString("village_code");
                    String by = row.getString("recorded_by");
                    if (start.isBefore(from)) {
                        rest.add(new Object[]{Ids.next(), fieldId, cultivator, village, start, from, by});
                    }
                    if (to != null && (end == null || end.isAfter(to))) {
                        rest.add(new Object[]{Ids.next(), fieldId, cultivator, village, to, end, by});
                    }
                });
        batches.insert(INSERT_CULTIVATOR, rest);
    }

    /** A field that is worked on a parcel, with all parcels on which it lies. */
    record OnParcel(UUID fieldId, String villageCode, Geometry lonLat, Set<UUID> parcelIds,
            @Nullable UUID cultivatorId) {

        /** Whether it lies on this one parcel alone. */
        boolean isDefault() {
            return parcelIds.size() == 1;
        }
    }

    /** The fields that are worked on that day on any of the parcels. */
    List<OnParcel> listOnParcels(Collection<UUID> parcelIds, LocalDate day) {
        return jdbc.sql("""
                select v.field_id, v.village_code, v.geometry, c.cultivator_id,
                    array(select a.parcel_id from field_parcel a where a.field_id = v.field_id) as parcels
                from field_version v
                left join field_cultivator c on c.field_id = v.field_id and c.recorded_until is null
                    and c.valid_from <= :day and (c.valid_to is null or c.valid_to > :day)
                where v.recorded_until is null and (v.valid_to is null or v.valid_to > :day)
                    and v.field_id in (select p.field_id from field_parcel p where p.parcel_id = any(:parcels))
                order by v.field_id""").param("day", day).param("parcels", parcelIds.toArray(UUID[]::new))
                .query((row, index) -> new OnParcel(row.getObject("field_id", UUID.class),
                        row.getString("village_code"), Geometries.fromWkb(row.getBytes("geometry")),
                        Set.of((UUID[]) row.getArray("parcels").getArray()),
                        row.getObject("cultivator_id", UUID.class)))
                .list();
    }
}
