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
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What users may see of households: names, phones and ID numbers masked. */
@Component
class HouseholdQueries {

    private static final String HOUSEHOLD = """
            select h.id, h.code, h.village_code, h.group_code, h.version, v.id as version_id, v.head_name_enc, v.phone_enc,
                v.id_number_enc, c.id as cultivator_id,
                (select count(*) from household_member m where m.household_version_id = v.id) as member_count
            from household h
            join household_version v on v.household_id = h.id and v.recorded_until is null and v.valid_to is null
            join cultivator c on c.household_id = h.id and c.kind = 'HOUSEHOLD'
            where\s""";

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    HouseholdQueries(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    record Item(UUID id, String code, String villageCode, String groupCode, String nameMasked,
            @Nullable String phoneMasked, int memberCount, UUID cultivatorId, int version) {}

    record Member(String nameMasked, @Nullable String idNumberMasked, String relation, boolean coOwner) {}

    record HeldParcel(UUID id, String code, String name, @Nullable BigDecimal registeredMu, long numerator,
            long denominator) {}

    record FarmedField(UUID id, String name, double areaSquareMeters) {}

    record State(LocalDate validFrom, @Nullable LocalDate validTo, OffsetDateTime recordedAt,
            @Nullable OffsetDateTime recordedUntil, String recordedBy, String nameMasked) {}

    record Detail(UUID id, String code, String villageCode, String groupCode, String nameMasked,
            @Nullable String phoneMasked, @Nullable String idNumberMasked, UUID cultivatorId, int version,
            List<Member> members, List<HeldParcel> parcels, List<FarmedField> fields, List<State> versions) {}

    record Unmasked(String headName, @Nullable String phone, @Nullable String idNumber,
            List<UnmaskedMember> members) {}

    record UnmaskedMember(String name, @Nullable String idNumber, String relation, boolean coOwner) {}

    private JdbcClient.StatementSpec visible(CurrentUser user, String condition) {
        String seen = user.role() == Role.HOUSEHOLD ? "h.id = :self\n" : "starts_with(h.village_code, :prefix)\n";
        return jdbc.sql(HOUSEHOLD + seen + condition).param("prefix", user.regionPrefix()).param("self",
                user.householdId(),
                Types.OTHER);
    }

    /**
     * @param prefix region prefix, already narrowed to the scope
     * @param q      exact name, phone or ID number, or the beginning of a code
     */
    List<Item> list(CurrentUser user, String prefix, @Nullable String group, @Nullable String q, UUID after, int rows) {
        return visible(user, """
                and starts_with(h.village_code, :narrow) and (:group::text is null or h.group_code = :group)
                and (:q::text is null or v.head_name_key = :key or v.phone_key = :key or v.id_number_key = :key
                    or starts_with(h.code, :q))
                and h.id > :after order by h.id limit :rows""").param("narrow", prefix).param("group", group)
                .param("q", q).param("key", personalData.searchKey(q == null ? "" : q)).param("after", after)
                .param("rows", rows).query((row, index) -> item(row)).list();
    }

    private Item item(ResultSet row) throws SQLException {
        return new Item(row.getObject("id", UUID.class), row.getString("code"), row.getString("village_code"),
                row.getString("group_code"), name(row), phone(row), row.getInt("member_count"),
                row.getObject("cultivator_id", UUID.class), row.getInt("version"));
    }

    private String name(ResultSet row) throws SQLException {
        return Masking.name(personalData.decrypt(row.getBytes("head_name_enc")));
    }

    private @Nullable String phone(ResultSet row) throws SQLException {
        return Masking.phone(personalData.decryptNullable(row.getBytes("phone_enc")));
    }

    private @Nullable String idNumber(ResultSet row) throws SQLException {
        return Masking.idNumber(personalData.decryptNullable(row.getBytes("id_number_enc")));
    }

    Optional<Item> find(CurrentUser user, UUID id) {
        return visible(user, "and h.id = :id").param("id", id).query((row, index) -> item(row)).optional();
    }

    Optional<Detail> findDetail(CurrentUser user, UUID id, LocalDate today) {
        return visible(user, "and h.id = :id").param("id", id)
                .query((row, index) -> new Detail(id, row.getString("code"), row.getString("village_code"),
                        row.getString("group_code"), name(row), phone(row), idNumber(row),
                        row.getObject("cultivator_id", UUID.class), row.getInt("version"),
                        members(row.getObject("version_id", UUID.class)), parcels(id, today),
                        fields(row.getObject("cultivator_id", UUID.class), today), states(id)))
                .optional();
    }

    private List<Member> members(UUID versionId) {
        return jdbc.sql("select * from household_member where household_version_id = :v order by position")
                .param("v", versionId)
                .query((row, index) -> new Member(Masking.name(personalData.decrypt(row.getBytes("name_enc"))),
                        idNumber(row), row.getString("relation"), row.getBoolean("co_owner")))
                .list();
    }

    private List<HeldParcel> parcels(UUID household, LocalDate today) {
        return jdbc.sql("""
                select p.id, p.code, v.name, v.registered_mu, t.numerator, t.denominator
                from tenure t
                join parcel p on p.id = t.parcel_id
                join parcel_version v on v.parcel_id = p.id and v.recorded_until is null and v.valid_to is null
                where t.household_id = :household and t.recorded_until is null and t.valid_from <= :today
                    and (t.valid_to is null or t.valid_to > :today)
                order by p.code""").param("household", household).param("today", today)
                .query((row, index) -> new HeldParcel(row.getObject("id", UUID.class), row.getString("code"),
                        row.getString("name"), row.getBigDecimal("registered_mu"), row.getLong("numerator"),
                        row.getLong("denominator")))
                .list();
    }

    private List<FarmedField> fields(UUID cultivator, LocalDate today) {
        return jdbc.sql("""
                select v.field_id, v.name, v.area_square_meters
                from field_cultivator c
                join field_version v on v.field_id = c.field_id and v.recorded_until is null and v.valid_from <= :today
                    and (v.valid_to is null or v.valid_to > :today)
                where c.cultivator_id = :cultivator and c.recorded_until is null and c.valid_from <= :today
                    and (c.valid_to is null or c.valid_to > :today)
                order by v.name, v.field_id""").param("cultivator", cultivator).param("today", today)
                .query((row, index) -> new FarmedField(row.getObject("field_id", UUID.class), row.getString("name"),
                        row.getDouble("area_square_meters")))
                .list();
    }

    private List<State> states(UUID household) {
        return jdbc.sql("""
                select valid_from, valid_to, recorded_at, recorded_until, recorded_by, head_name_enc
                from household_version where household_id = :household order by recorded_at, valid_from""")
                .param("household", household)
                .query((row, index) -> new State(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class), row.getObject("recorded_at", OffsetDateTime.class),
                        row.getObject("recorded_until", OffsetDateTime.class), row.getString("recorded_by"),
                        name(row)))
                .list();
    }

    /** Everything in full; the caller logs who asked and why. */
    Optional<Unmasked> findUnmasked(CurrentUser user, UUID id) {
        return visible(user, "and h.id = :id").param("id", id)
                .query((row, index) -> new Unmasked(personalData.decrypt(row.getBytes("head_name_enc")),
                        personalData.decryptNullable(row.getBytes("phone_enc")),
                        personalData.decryptNullable(row.getBytes("id_number_enc")),
                        unmaskedMembers(row.getObject("version_id", UUID.class))))
                .optional();
    }

    private List<UnmaskedMember> unmaskedMembers(UUID versionId) {
        return jdbc.sql("select * from household_member where household_version_id = :v order by position")
                .param("v", versionId)
                .query((row, index) -> new UnmaskedMember(personalData.decrypt(row.getBytes("name_enc")),
                        personalData.decryptNullable(row.getBytes("id_number_enc")), row.getString("relation"),
                        row.getBoolean("co_owner")))
                .list();
    }
}
