package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.registry.NewHousehold.NewMember;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes households: encrypted, and each state kept with the days on which it held and the time at which we knew. */
@Component
class HouseholdStore {

    private static final String INSERT_VERSION = """
            insert into household_version (id, household_id, village_code, head_name_enc, head_name_key, phone_enc,
                phone_key, id_number_enc, id_number_key, valid_from, recorded_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_MEMBER = """
            insert into household_member (household_version_id, position, village_code, name_enc, name_key, id_number_enc,
                id_number_key, relation, co_owner)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;
    private final Batches batches;
    private final PersonalData personalData;

    HouseholdStore(JdbcClient jdbc, Batches batches, PersonalData personalData) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.personalData = personalData;
    }

    record Stored(UUID id, String code, UUID cultivatorId) {}

    /** What other records refer to. */
    record Ref(UUID id, String code, String villageCode, UUID cultivatorId) {}

    /** The households among these codes that are registered. */
    Map<String, Ref> mapByCode(Collection<String> codes) {
        Map<String, Ref> refs = new HashMap<>();
        jdbc.sql("""
                select h.id, h.code, h.village_code, c.id as cultivator_id
                from household h join cultivator c on c.household_id = h.id and c.kind = 'HOUSEHOLD'
                where h.code = any(:codes)""").param("codes", codes.toArray(String[]::new)).query(row -> {
            refs.put(row.getString("code"), new Ref(row.getObject("id", UUID.class), row.getString("code"),
                    row.getString("village_code"), row.getObject("cultivator_id", UUID.class)));
        });
        return refs;
    }

    /** Inserts checked households, each with the cultivator that it is when it farms its own land. */
    List<Stored> insert(List<NewHousehold> households, LocalDate validFrom, String username) {
        List<Stored> stored = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> versions = new ArrayList<>();
        List<Object[]> members = new ArrayList<>();
        List<Object[]> cultivators = new ArrayList<>();
        for (NewHousehold household : households) {
            UUID id = Ids.next();
            UUID version = Ids.next();
            UUID cultivator = Ids.next();
            rows.add(new Object[]{id, household.code(), household.villageCode(), household.group()});
            versions.add(new Object[]{version, id, household.villageCode(), personalData.encrypt(household.headName()),
                    personalData.searchKey(household.headName()), personalData.encryptNullable(household.phone()),
                    searchKey(household.phone()), personalData.encryptNullable(household.idNumber()),
                    searchKey(household.idNumber()), validFrom, username});
            members.addAll(memberRows(version, household.villageCode(), household.memberList()));
            cultivators.add(new Object[]{cultivator, household.villageCode(), id});
            stored.add(new Stored(id, household.code(), cultivator));
        }
        batches.insert("insert into household (id, code, village_code, group_code) values (?, ?, ?, ?)", rows);
        batches.insert(INSERT_VERSION, versions);
        batches.insert(INSERT_MEMBER, members);
        batches.insert("insert into cultivator (id, kind, village_code, household_id) values (?, 'HOUSEHOLD', ?, ?)",
                cultivators);
        return stored;
    }

    private List<Object[]> memberRows(UUID version, String village, List<NewMember> members) {
        List<Object[]> rows = new ArrayList<>();
        for (NewMember member : members) {
            rows.add(new Object[]{version, rows.size(), village, personalData.encrypt(member.name()),
                    personalData.searchKey(member.name()), personalData.encryptNullable(member.idNumber()),
                    searchKey(member.idNumber()), Objects.requireNonNullElse(member.relation(), ""),
                    member.coOwner()});
        }
        return rows;
    }

    private byte @Nullable [] searchKey(@Nullable String text) {
        return text == null || text.isBlank() ? null : personalData.searchKey(text);
    }

    /** The household's version number, locked until the transaction ends. */
    int lockVersion(UUID id) {
        return jdbc.sql("select version from household where id = :id for update").param("id", id)
                .query((row, index) -> row.getInt(1)).optional()
                .orElseThrow(() -> ProblemException.notFound("household", id));
    }

    /** What of a household may change. Null keeps what there is, an empty phone or ID number takes it away. */
    record Change(@Nullable String headName, @Nullable String phone, @Nullable String idNumber,
            @Nullable List<NewMember> members, @Nullable LocalDate validFrom) {}

    /** Closes the present state and records the new one; the caller holds the lock and has checked the change. */
    void change(UUID id, String villageCode, Change change, LocalDate validFrom, String username) {
        UUID old = jdbc.sql("""
                update household_version set recorded_until = now()
                where household_id = :id and recorded_until is null and valid_to is null returning id""")
                .param("id", id).query((row, index) -> row.getObject(1, UUID.class)).single();
        UUID past = Ids.next();
        int kept = jdbc.sql("""
                insert into household_version (id, household_id, village_code, head_name_enc, head_name_key, phone_enc,
                    phone_key, id_number_enc, id_number_key, valid_from, valid_to, recorded_by)
                select :past, household_id, village_code, head_name_enc, head_name_key, phone_enc, phone_key,
                    id_number_enc, id_number_key, valid_from, :from, recorded_by
                from household_version where id = :old and valid_from < :from""").param("past", past)
                .param("old", old).param("from", validFrom).update();
        if (kept == 1) {
            copyMembers(old, past);
        }
        UUID fresh = Ids.next();
        insertChanged(old, fresh, change, validFrom, username);
        if (change.members() == null) {
            copyMembers(old, fresh);
        } else {
            batches.insert(INSERT_MEMBER, memberRows(fresh, villageCode, change.members()));
        }
        jdbc.sql("update household set version = version + 1 where id = :id").param("id", id).update();
    }

    private void insertChanged(UUID old, UUID fresh, Change change, LocalDate validFrom, String username) {
        jdbc.sql("""
                insert into household_version (id, household_id, village_code, head_name_enc, head_name_key, phone_enc,
                    phone_key, id_number_enc, id_number_key, valid_from, recorded_by)
                select :fresh, household_id, village_code,
                    coalesce(:name::bytea, head_name_enc), coalesce(:nameKey::bytea, head_name_key),
                    case when :keepPhone then phone_enc else :phone::bytea end,
                    case when :keepPhone then phone_key else :phoneKey::bytea end,
                    case when :keepId then id_number_enc else :idNumber::bytea end,
                    case when :keepId then id_number_key else :idKey::bytea end, :from, :by
                from household_version where id = :old""").param("fresh", fresh).param("old", old)
                .param("name", personalData.encryptNullable(change.headName()))
                .param("nameKey", searchKey(change.headName())).param("keepPhone", change.phone() == null)
                .param("phone", personalData.encryptNullable(change.phone()))
                .param("phoneKey", searchKey(change.phone())).param("keepId", change.idNumber() == null)
                .param("idNumber", personalData.encryptNullable(change.idNumber()))
                .param("idKey", searchKey(change.idNumber())).param("from", validFrom).param("by", username).update();
    }

    private void copyMembers(UUID from, UUID to) {
        jdbc.sql("""
                insert into household_member (household_version_id, position, village_code, name_enc, name_key,
                    id_number_enc, id_number_key, relation, co_owner)
                select :to, position, village_code, name_enc, name_key, id_number_enc, id_number_key, relation, co_owner
                from household_member where household_version_id = :from""").param("to", to).param("from", from)
                .update();
    }
}
