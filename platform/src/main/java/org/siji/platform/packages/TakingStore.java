package org.siji.platform.packages;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.consent.ConfirmationKind;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who took which package for which fields. */
@Repository
class TakingStore {

    record Taking(UUID id, UUID packageId, String villageCode, UUID householdId, ConfirmationKind confirmationKind,
            String confirmationNote, String takenBy, OffsetDateTime takenAt, @Nullable String withdrawnBy,
            @Nullable OffsetDateTime withdrawnAt, @Nullable String withdrawnReason) {}

    /** @param payableCentimu as it was when it was taken */
    record TiedNeed(UUID needId, UUID takingId, int position, UUID fieldId, String fieldName, long payableCentimu) {}

    private static final RowMapper<Taking> ROW = DataClassRowMapper.newInstance(Taking.class);
    private static final String COLUMNS = """
            select t.id, t.package_id, t.village_code, t.household_id, t.confirmation_kind, t.confirmation_note, t.taken_by,
                t.taken_at, t.withdrawn_by, t.withdrawn_at, t.withdrawn_reason
            from package_taking t
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TakingStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    void insert(Taking taking, List<TiedNeed> needs) {
        jdbc.sql("""
                insert into package_taking (id, package_id, village_code, household_id, confirmation_kind,
                    confirmation_note, taken_by, taken_at)
                values (:id, :package, :village, :household, :kind, :note, :by, :at)""").param("id", taking.id())
                .param("package", taking.packageId()).param("village", taking.villageCode())
                .param("household", taking.householdId()).param("kind", taking.confirmationKind().name())
                .param("note", taking.confirmationNote()).param("by", taking.takenBy())
                .param("at", taking.takenAt()).update();
        template.batchUpdate("""
                insert into package_need (need_id, taking_id, position, field_id, field_name, payable_centimu)
                values (?, ?, ?, ?, ?, ?)""", needs.stream().map(need -> new Object[]{need.needId(), need.takingId(),
                need.position(), need.fieldId(), need.fieldName(), need.payableCentimu()}).toList());
    }

    Optional<Taking> find(UUID id) {
        return jdbc.sql(COLUMNS + "where t.id = :id").param("id", id).query(ROW).optional();
    }

    Optional<Taking> lock(UUID id) {
        return jdbc.sql(COLUMNS + "where t.id = :id for update").param("id", id).query(ROW).optional();
    }

    List<TiedNeed> listNeeds(UUID takingId) {
        return jdbc.sql("""
                select need_id, taking_id, position, field_id, field_name, payable_centimu from package_need
                where taking_id = :id order by field_name, field_id, position""").param("id", takingId)
                .query(DataClassRowMapper.newInstance(TiedNeed.class)).list();
    }

    /** Null in a filter means any. */
    List<Taking> list(String prefix, @Nullable UUID householdId, @Nullable UUID packageId,
            @Nullable UUID leadProviderId, UUID after, int rows) {
        return jdbc.sql(COLUMNS + """
                where t.id > :after and starts_with(t.village_code, :prefix)
                    and (cast(:household as uuid) is null or t.household_id = :household)
                    and (cast(:package as uuid) is null or t.package_id = :package)
                    and (cast(:provider as uuid) is null or exists (select from service_package p
                        where p.id = t.package_id and (p.lead_provider_id = :provider
                            or exists (select from service_package_operation o where o.package_id = p.id
                                and o.provider_id = :provider))))
                order by t.id limit :rows""").param("after", after).param("prefix", prefix)
                .param("household", householdId).param("package", packageId).param("provider", leadProviderId)
                .param("rows", rows).query(ROW).list();
    }

    void withdraw(UUID id, String by, OffsetDateTime at, String reason) {
        jdbc.sql("""
                update package_taking set withdrawn_by = :by, withdrawn_at = :at, withdrawn_reason = :reason
                where id = :id""").param("by", by).param("at", at).param("reason", reason).param("id", id).update();
    }

    /** The package and the operation's place in it; absent for needs of no package. */
    record Place(UUID packageId, int position) {}

    List<Place> listPlaces(Collection<UUID> needIds) {
        return jdbc.sql("""
                select distinct t.package_id, n.position from package_need n join package_taking t on t.id = n.taking_id
                where n.need_id = any(:ids)""").param("ids", needIds.toArray(UUID[]::new)).query(Place.class).list();
    }
}
