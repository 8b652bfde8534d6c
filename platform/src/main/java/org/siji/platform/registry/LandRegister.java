package org.siji.platform.registry;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who held and farmed which parcel on a day, as it was known at a moment. It does not look at who is asking. */
@Component
public class LandRegister {

    private final JdbcClient jdbc;

    LandRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A part of a parcel on the day.
     *
     * @param holderId     household; null where no tenure is known
     * @param cultivatorId who farms the field on it; null where nobody does
     * @param transferId   the agreement by which somebody else farms it, if any
     */
    public record Line(UUID parcelId, String parcelCode, String name, long areaCentimu, @Nullable UUID holderId,
            @Nullable String holderCode, long numerator, long denominator, @Nullable UUID fieldId,
            @Nullable UUID cultivatorId,
            @Nullable UUID transferId, @Nullable UUID tenantId, @Nullable Long rentFenPerMuYear,
            @Nullable LocalDate validFrom, @Nullable LocalDate validTo) {}

    private static String known(String table) {
        return "%1$s.recorded_at <= :known and (%1$s.recorded_until is null or %1$s.recorded_until > :known)"
                .formatted(table)
                + " and %1$s.valid_from <= :on and (%1$s.valid_to is null or %1$s.valid_to > :on)"
                        .formatted(table);
    }

    /**
     * Which parcels of a village.
     *
     * @param codePrefix  beginning of the parcel's code; empty for all
     * @param householdId that holds a part of it or farms it; null for all
     */
    public record Asked(String villageCode, String codePrefix, @Nullable UUID householdId) {}

    /**
     * By parcel code.
     *
     * @param after   code of the last parcel of the page before; empty for the first page
     * @param parcels how many at most; one with several holders has several lines
     */
    public List<Line> list(Asked asked, LocalDate on, OffsetDateTime known, String after, int parcels) {
        return jdbc.sql("""
                select distinct on (p.code, n.household_id) p.id as parcel_id, p.code as parcel_code, v.name,
                       round(coalesce(v.registered_mu * 100,
                           coalesce(v.surveyed_square_meters, v.geodesic_square_meters)::numeric * 0.15)
                           * coalesce(n.numerator, 1) / coalesce(n.denominator, 1))::bigint as area_centimu,
                       n.household_id as holder_id, h.code as holder_code, coalesce(n.numerator, 1) as numerator,
                       coalesce(n.denominator, 1) as denominator, fp.field_id, c.cultivator_id,
                       coalesce(t.version_of, t.id) as transfer_id, t.to_cultivator_id as tenant_id,
                       t.rent_fen_per_mu_year, t.valid_from, t.valid_to
                from (select q.id, q.code from parcel q where q.village_code = :village and q.code > :after
                      and starts_with(q.code, :code) and exists (
                        select from parcel_version v where v.parcel_id = q.id and %s)
                      and (:household::uuid is null or q.id in (
                        select n.parcel_id from tenure n where n.household_id = :household::uuid and %s
                        union all
                        select fp.parcel_id from cultivator own join field_cultivator c on c.cultivator_id = own.id
                          join field_parcel fp on fp.field_id = c.field_id
                        where own.household_id = :household::uuid and %s))
                      order by q.code limit :parcels) p
                join parcel_version v on v.parcel_id = p.id and\s""".formatted(known("v"), known("n"), known("c"))
                + known("v")
                + " left join tenure n on n.parcel_id = p.id and " + known("n")
                + " left join household h on h.id = n.household_id"
                + " left join transfer t on t.parcel_id = p.id and t.from_household_id = n.household_id and "
                + known("t") + " left join field_parcel fp on fp.parcel_id = p.id"
                + " left join field_cultivator c on c.field_id = fp.field_id and " + known("c")
                + " order by p.code, n.household_id, c.cultivator_id")
                .param("village", asked.villageCode()).param("code", asked.codePrefix())
                .param("household", asked.householdId()).param("on", on).param("known", known)
                .param("after", after).param("parcels", parcels).query(Line.class).list();
    }
}
