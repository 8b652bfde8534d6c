package org.siji.platform.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.locationtech.jts.geom.Envelope;
import org.siji.geo.Area;
import org.siji.platform.api.ProblemException;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The fields, for the modules behind the registry. It does not look at who is asking: the callers guard their own resources. A
 * field that was merged away is still found by its id, because work was done on it; the lists hold only fields that are worked
 * today.
 */
@Component
public class FieldRegister {

    /** Farm days are days of China, wherever the server stands. */
    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private static final String FIELD = """
            select f.id, f.village_code, f.group_code, v.name, v.geometry, v.area_square_meters, v.valid_from, v.valid_to,
                c.cultivator_id
            from field f
            join field_version v on v.field_id = f.id and v.recorded_until is null
            left join field_cultivator c on c.field_id = f.id and c.recorded_until is null
                and c.valid_from <= :today and (c.valid_to is null or c.valid_to > :today)
            """;
    private static final String WORKED = """

            and v.valid_from <= :today and (v.valid_to is null or v.valid_to > :today) order by f.id""";

    /** A household's own, found from the household: an "or" beside the region would look at every field of the county. */
    private static final String OF_HOUSEHOLD = """
            f.id in (
                select c.field_id from cultivator own join field_cultivator c on c.cultivator_id = own.id
                    and c.recorded_until is null where own.household_id = :self
                union all
                select p.field_id from tenure t join field_parcel p on p.parcel_id = t.parcel_id
                where t.household_id = :self and t.recorded_until is null)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    FieldRegister(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws ProblemException 404 */
    public Field getField(UUID id) {
        return findField(id).orElseThrow(() -> ProblemException.notFound("field", id));
    }

    public Optional<Field> findField(UUID id) {
        return query(FIELD + "where f.id = :id").param("id", id).query(FieldRegister::field).optional();
    }

    /** Those of the ids that exist, in one query. */
    public Map<UUID, Field> mapFields(Collection<UUID> ids) {
        Map<UUID, Field> fields = new HashMap<>();
        query(FIELD + "where f.id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).query(FieldRegister::field)
                .list().forEach(field -> fields.put(field.id(), field));
        return fields;
    }

    public List<Field> listFieldsOfVillage(String villageCode) {
        return query(FIELD + "where f.village_code = :village" + WORKED).param("village", villageCode)
                .query(FieldRegister::field).list();
    }

    /** Area of all fields of a region as they are now. */
    public double sumSquareMeters(String regionPrefix) {
        return jdbc.sql("""
                select coalesce(sum(area_square_meters), 0) from field_version
                where starts_with(village_code, :prefix) and recorded_until is null and valid_to is null""")
                .param("prefix", regionPrefix).query(Double.class).single();
    }

    public List<Field> listFieldsOfCultivator(UUID cultivatorId) {
        return query(FIELD + "where c.cultivator_id = :cultivator" + WORKED).param("cultivator", cultivatorId)
                .query(FieldRegister::field).list();
    }

    public List<Field> listFieldsOfCultivators(Collection<UUID> cultivatorIds) {
        return query(FIELD + "where c.cultivator_id = any(:cultivators)" + WORKED)
                .param("cultivators", cultivatorIds.toArray(UUID[]::new)).query(FieldRegister::field).list();
    }

    /** Fields whose bounding box meets the envelope: a prefilter, exact questions go to their geometry. */
    public List<Field> listFieldsWithin(Envelope lonLat) {
        return query(FIELD + "where v.bbox && :box::box" + WORKED).param("box", Geometries.box(lonLat))
                .query(FieldRegister::field).list();
    }

    /** Who farms the field on that day. */
    public Optional<UUID> findCultivatorOf(UUID fieldId, LocalDate day) {
        return Optional.ofNullable(cultivatorsOf(List.of(fieldId), day).get(fieldId));
    }

    /** Field to cultivator on that day; a field without one is absent. */
    public Map<UUID, UUID> cultivatorsOf(Collection<UUID> fieldIds, LocalDate day) {
        Map<UUID, UUID> cultivators = new HashMap<>();
        jdbc.sql("""
                select field_id, cultivator_id from field_cultivator where field_id = any(:ids)
                    and recorded_until is null and valid_from <= :day and (valid_to is null or valid_to > :day)""")
                .param("ids", fieldIds.toArray(UUID[]::new)).param("day", day).query(row -> {
                    cultivators.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        return cultivators;
    }

    /**
     * Whether a user may see the field: an office one in its region, a household one that it farms or on a parcel of which it holds
     * a part. A provider's fields are known to its work orders only.
     */
    public boolean isVisibleTo(CurrentUser user, UUID fieldId) {
        return jdbc.sql("select exists (select from field f where f.id = :id and " + visibleTo(user) + ")")
                .param("id", fieldId).param("prefix", user.regionPrefix())
                .param("self", user.householdId(), Types.OTHER).query((row, index) -> row.getBoolean(1)).single();
    }

    /** Condition on {@code field f} with the user's {@code :prefix} and {@code :self}. */
    static String visibleTo(CurrentUser user) {
        return user.role() == Role.HOUSEHOLD ? OF_HOUSEHOLD : "starts_with(f.village_code, :prefix)\n";
    }

    private JdbcClient.StatementSpec query(String sql) {
        return jdbc.sql(sql).param("today", LocalDate.now(clock.withZone(FARM_ZONE)));
    }

    private static Field field(ResultSet row, int index) throws SQLException {
        return new Field(row.getObject("id", UUID.class), row.getString("village_code"), row.getString("group_code"),
                row.getString("name"), Geometries.fromWkb(row.getBytes("geometry")),
                new Area(row.getDouble("area_square_meters")), row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class), row.getObject("cultivator_id", UUID.class));
    }
}
