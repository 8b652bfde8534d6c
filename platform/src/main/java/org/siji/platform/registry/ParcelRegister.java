package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parcels as rights, for the modules behind the registry. It does not look at who is asking. */
@Component
public class ParcelRegister {

    private final JdbcClient jdbc;

    ParcelRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param code 19 digits */
    public record Parcel(UUID id, String code, String villageCode) {}

    public Optional<Parcel> findParcel(String code) {
        return jdbc.sql("select id, code, village_code from parcel where code = :code").param("code", code)
                .query(Parcel.class).optional();
    }

    /** Whether the household holds the parcel, or a part of it, on the day. */
    public boolean isHeldBy(UUID parcelId, UUID householdId, LocalDate on) {
        return jdbc.sql("""
                select exists (select from tenure where parcel_id = :parcel and household_id = :household
                    and recorded_until is null and valid_from <= :on and (valid_to is null or valid_to > :on))""")
                .param("parcel", parcelId).param("household", householdId).param("on", on).query(Boolean.class)
                .single();
    }

    /** A household's part of a parcel, by its registered area, or the surveyed one where none is registered. */
    public record Contributable(UUID parcelId, String parcelCode, long areaCentimu) {}

    /** What the household holds in the village on the day, by parcel. */
    public List<Contributable> listContributable(UUID householdId, String villageCode, LocalDate on) {
        return jdbc.sql("""
                select p.id as parcel_id, p.code as parcel_code, coalesce((
                        select round(coalesce(v.registered_mu * 100,
                            coalesce(v.surveyed_square_meters, v.geodesic_square_meters)::numeric * 0.15)
                            * t.numerator / t.denominator)
                        from parcel_version v where v.parcel_id = p.id and v.recorded_until is null
                        order by v.valid_from <= :on desc, v.valid_from desc limit 1), 0)::bigint as area_centimu
                from tenure t join parcel p on p.id = t.parcel_id
                where t.household_id = :household and p.village_code = :village and t.recorded_until is null
                    and t.valid_from <= :on and (t.valid_to is null or t.valid_to > :on)
                order by p.code""").param("household", householdId).param("village", villageCode).param("on", on)
                .query(Contributable.class).list();
    }

    /**
     * A household's part of a parcel under a field.
     *
     * @param transferred whether somebody else farms it by an agreement on that day
     */
    public record Held(UUID fieldId, UUID parcelId, String parcelCode, UUID householdId, long numerator,
            long denominator, boolean transferred) {}

    /** Who holds what lies under the fields on the day, in one query; by field and parcel. */
    public List<Held> listHeldUnder(Collection<UUID> fieldIds, LocalDate on) {
        return jdbc.sql("""
                select fp.field_id, p.id as parcel_id, p.code as parcel_code, t.household_id, t.numerator, t.denominator,
                    exists (select from transfer l where l.parcel_id = p.id and l.from_household_id = t.household_id
                        and l.recorded_until is null and l.valid_from <= :on and l.valid_to > :on) as transferred
                from field_parcel fp join parcel p on p.id = fp.parcel_id
                join tenure t on t.parcel_id = p.id and t.recorded_until is null and t.valid_from <= :on
                    and (t.valid_to is null or t.valid_to > :on)
                where fp.field_id = any(:fields) order by fp.field_id, p.code, t.household_id""")
                .param("fields", fieldIds.toArray(UUID[]::new)).param("on", on).query(Held.class).list();
    }

    /** The fields that are worked on the parcels that day; a code without any is absent. */
    public Map<String, List<UUID>> mapFieldsByCode(Collection<String> codes, LocalDate on) {
        Map<String, List<UUID>> fields = new HashMap<>();
        jdbc.sql("""
                select p.code, fp.field_id from parcel p join field_parcel fp on fp.parcel_id = p.id
                join field_version v on v.field_id = fp.field_id and v.recorded_until is null and v.valid_from <= :on
                    and (v.valid_to is null or v.valid_to > :on)
                where p.code = any(:codes) order by fp.field_id""").param("codes", codes.toArray(String[]::new))
                .param("on", on).query(row -> {
                    fields.computeIfAbsent(row.getString(1), code -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class));
                });
        return fields;
    }
}
