package org.siji.platform.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What users may see of fields. A household sees those that it farms, and those on parcels of which it holds a part. */
@Component
class FieldQueries {

    private static final String FIELD = """
            select f.id, f.village_code, f.version, v.name, v.geometry, v.area_square_meters, v.valid_from, v.valid_to,
                c.cultivator_id, u.kind, coalesce(u.name_enc, h.head_name_enc) as name_enc
            from field f
            join field_version v on v.field_id = f.id and v.recorded_until is null
            left join field_cultivator c on c.field_id = f.id and c.recorded_until is null
                and c.valid_from <= :today and (c.valid_to is null or c.valid_to > :today)
            left join cultivator u on u.id = c.cultivator_id
            left join household_version h on h.household_id = u.household_id and h.recorded_until is null
                and h.valid_to is null
            where\s""";

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    FieldQueries(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    record Item(UUID id, String villageCode, String name, double areaSquareMeters, Geometry geometry,
            @Nullable UUID cultivatorId, @Nullable String cultivatorNameMasked, LocalDate validFrom,
            @Nullable LocalDate validTo, int version) {}

    record UnderParcel(UUID id, String code) {}

    record Detail(UUID id, String villageCode, String name, double areaSquareMeters, Geometry geometry,
            @Nullable UUID cultivatorId, @Nullable String cultivatorNameMasked, LocalDate validFrom,
            @Nullable LocalDate validTo, int version, List<UnderParcel> parcels) {}

    private JdbcClient.StatementSpec visible(CurrentUser user, LocalDate today, String condition) {
        return jdbc.sql(FIELD + FieldRegister.visibleTo(user) + condition).param("prefix", user.regionPrefix())
                .param("self", user.householdId(), Types.OTHER).param("today", today);
    }

    /** Fields that are worked today. */
    List<Item> list(CurrentUser user, LocalDate today, String prefix, Envelope box, @Nullable UUID cultivator,
            UUID after, int rows) {
        return visible(user, today, """
                and v.valid_from <= :today and (v.valid_to is null or v.valid_to > :today)
                and starts_with(f.village_code, :narrow) and v.bbox && :box::box
                and (:cultivator::uuid is null or c.cultivator_id = :cultivator)
                and f.id > :after order by f.id limit :rows""").param("narrow", prefix)
                .param("box", Geometries.box(box)).param("cultivator", cultivator, Types.OTHER).param("after", after)
                .param("rows", rows).query((row, index) -> item(row)).list();
    }

    Optional<Detail> find(CurrentUser user, LocalDate today, UUID id) {
        return visible(user, today, "and f.id = :id").param("id", id).query((row, index) -> item(row)).optional()
                .map(item -> new Detail(id, item.villageCode(), item.name(), item.areaSquareMeters(), item.geometry(),
                        item.cultivatorId(), item.cultivatorNameMasked(), item.validFrom(), item.validTo(),
                        item.version(), parcels(id)));
    }

    private Item item(ResultSet row) throws SQLException {
        byte[] name = row.getBytes("name_enc");
        String masked = null;
        if (name != null) {
            masked = CultivatorRegister.shownName(CultivatorKind.valueOf(row.getString("kind")),
                    personalData.decrypt(name));
        }
        return new Item(row.getObject("id", UUID.class), row.getString("village_code"), row.getString("name"),
                row.getDouble("area_square_meters"), Geometries.fromWkb(row.getBytes("geometry")),
                row.getObject("cultivator_id", UUID.class), masked, row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class), row.getInt("version"));
    }

    private List<UnderParcel> parcels(UUID field) {
        return jdbc.sql("""
                select p.id, p.code from field_parcel f join parcel p on p.id = f.parcel_id
                where f.field_id = :field order by p.code""").param("field", field)
                .query((row, index) -> new UnderParcel(row.getObject(1, UUID.class), row.getString(2))).list();
    }
}
