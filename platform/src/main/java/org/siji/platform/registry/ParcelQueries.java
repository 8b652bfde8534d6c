package org.siji.platform.registry;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What users may see of parcels. A household sees those of which it holds a part. */
@Component
class ParcelQueries {

    private static final String PARCEL = """
            select p.id, p.code, p.provisional, p.source_code, p.village_code, p.group_code, p.version, v.name, v.geometry, v.registered_mu,
                v.surveyed_square_meters, v.geodesic_square_meters
            from parcel p
            join parcel_version v on v.parcel_id = p.id and v.recorded_until is null and v.valid_to is null
            where\s""";
    /** Found from the household: an "or" beside the region would look at every parcel of the county. */
    private static final String OF_HOUSEHOLD = """
            p.id in (select t.parcel_id from tenure t where t.household_id = :self and t.recorded_until is null)
            """;

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    ParcelQueries(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /**
     * @param provisional the code was given here, until the survey gives one
     * @param sourceCode  number in an older numbering
     */
    record Item(UUID id, String code, boolean provisional, @Nullable String sourceCode, String villageCode,
            String groupCode, String name,
            @Nullable BigDecimal registeredMu, @Nullable Double surveyedSquareMeters, double geodesicSquareMeters,
            Geometry geometry, int version) {}

    record Holder(UUID householdId, String householdCode, String nameMasked, long numerator, long denominator,
            LocalDate validFrom, @Nullable LocalDate validTo) {}

    record OnField(UUID id, String name, double areaSquareMeters, @Nullable UUID cultivatorId, LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    record Leased(UUID id, UUID fromHouseholdId, UUID toCultivatorId, String kind, long rentFenPerMuYear,
            LocalDate validFrom, LocalDate validTo) {}

    record State(String name, @Nullable BigDecimal registeredMu, @Nullable Double surveyedSquareMeters,
            double geodesicSquareMeters, @Nullable UUID importId, LocalDate validFrom, @Nullable LocalDate validTo,
            OffsetDateTime recordedAt, @Nullable OffsetDateTime recordedUntil, String recordedBy) {}

    record Detail(UUID id, String code, boolean provisional, @Nullable String sourceCode, String villageCode,
            String groupCode, String name, Geometry geometry,
            @Nullable BigDecimal registeredMu, @Nullable Double surveyedSquareMeters, double geodesicSquareMeters,
            int version, List<Holder> tenure, List<OnField> fields, List<Leased> transfers, List<State> versions) {}

    private JdbcClient.StatementSpec visible(CurrentUser user, String condition) {
        String own = user.role() == Role.HOUSEHOLD ? OF_HOUSEHOLD : "starts_with(p.village_code, :prefix)\n";
        return jdbc.sql(PARCEL + own + condition).param("prefix", user.regionPrefix()).param("self", user.householdId(),
                Types.OTHER);
    }

    /** @param code beginning of the code, '' for all */
    List<Item> list(CurrentUser user, String prefix, Envelope box, String code, UUID after, int rows) {
        return visible(user, """
                and starts_with(p.village_code, :narrow) and starts_with(p.code, :code) and v.bbox && :box::box
                and p.id > :after order by p.id limit :rows""").param("narrow", prefix).param("code", code)
                .param("box", Geometries.box(box)).param("after", after).param("rows", rows)
                .query((row, index) -> item(row)).list();
    }

    Optional<Item> find(CurrentUser user, UUID id) {
        return visible(user, "and p.id = :id").param("id", id).query((row, index) -> item(row)).optional();
    }

    Optional<Detail> findDetail(CurrentUser user, UUID id) {
        return find(user, id).map(item -> new Detail(id, item.code(), item.provisional(), item.sourceCode(),
                item.villageCode(), item.groupCode(),
                item.name(), item.geometry(), item.registeredMu(), item.surveyedSquareMeters(),
                item.geodesicSquareMeters(), item.version(), tenure(id), fields(id), transfers(id), states(id)));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(row.getObject("id", UUID.class), row.getString("code"), row.getBoolean("provisional"),
                row.getString("source_code"), row.getString("village_code"), row.getString("group_code"),
                row.getString("name"), row.getBigDecimal("registered_mu"),
                row.getObject("surveyed_square_meters", Double.class), row.getDouble("geodesic_square_meters"),
                Geometries.fromWkb(row.getBytes("geometry")), row.getInt("version"));
    }

    private List<Holder> tenure(UUID parcel) {
        return jdbc.sql("""
                select t.household_id, h.code, v.head_name_enc, t.numerator, t.denominator, t.valid_from, t.valid_to
                from tenure t
                join household h on h.id = t.household_id
                join household_version v on v.household_id = h.id and v.recorded_until is null and v.valid_to is null
                where t.parcel_id = :parcel and t.recorded_until is null order by t.valid_from, h.code""")
                .param("parcel", parcel)
                .query((row, index) -> new Holder(row.getObject("household_id", UUID.class), row.getString("code"),
                        Masking.name(personalData.decrypt(row.getBytes("head_name_enc"))), row.getLong("numerator"),
                        row.getLong("denominator"), row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class)))
                .list();
    }

    private List<OnField> fields(UUID parcel) {
        return jdbc.sql("""
                select v.field_id, v.name, v.area_square_meters, v.valid_from, v.valid_to,
                    (select c.cultivator_id from field_cultivator c where c.field_id = v.field_id and c.recorded_until is null
                     order by c.valid_from desc limit 1) as cultivator_id
                from field_parcel p join field_version v on v.field_id = p.field_id and v.recorded_until is null
                where p.parcel_id = :parcel order by v.valid_from, v.field_id""").param("parcel", parcel)
                .query((row, index) -> new OnField(row.getObject("field_id", UUID.class), row.getString("name"),
                        row.getDouble("area_square_meters"), row.getObject("cultivator_id", UUID.class),
                        row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)))
                .list();
    }

    private List<Leased> transfers(UUID parcel) {
        return jdbc.sql("select * from transfer where parcel_id = :p and recorded_until is null order by valid_from")
                .param("p", parcel)
                .query((row, index) -> new Leased(row.getObject("id", UUID.class),
                        row.getObject("from_household_id", UUID.class), row.getObject("to_cultivator_id", UUID.class),
                        row.getString("kind"), row.getLong("rent_fen_per_mu_year"),
                        row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)))
                .list();
    }

    private List<State> states(UUID parcel) {
        return jdbc.sql("select * from parcel_version where parcel_id = :p order by recorded_at, valid_from")
                .param("p", parcel)
                .query((row, index) -> new State(row.getString("name"), row.getBigDecimal("registered_mu"),
                        row.getObject("surveyed_square_meters", Double.class), row.getDouble("geodesic_square_meters"),
                        row.getObject("import_id", UUID.class), row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class), row.getObject("recorded_at", OffsetDateTime.class),
                        row.getObject("recorded_until", OffsetDateTime.class), row.getString("recorded_by")))
                .list();
    }
}
