package org.siji.platform.tender;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of tenders, the offers' sealed versions and the confirmations of their opening. */
@Repository
class TenderStore {

    private static final String TENDER = """
            select id, number, bundle_id, village_code, operation, season, window_from, window_to, square_meters,
                need_count, criteria, deadline, called_by, called_at, status,
                (select count(*) from tender_invitation i where i.tender_id = tender.id) as invited
            from tender
            """;

    /** @param sealed null for a withdrawal */
    record SealedOffer(UUID id, UUID providerId, int version, byte @Nullable [] sealed, OffsetDateTime offeredAt,
            String offeredBy) {}

    record Confirmation(UUID userId, String username, String role, OffsetDateTime confirmedAt) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TenderStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Numbers of a village's season have no gaps: whoever draws one holds the row until his tender is stored. */
    int nextNumber(int season, String villageCode) {
        return jdbc.sql("""
                insert into tender_number (season, village_code, last) values (:season, :village, 1)
                on conflict (season, village_code) do update set last = tender_number.last + 1
                returning last""").param("season", season).param("village", villageCode).query(Integer.class).single();
    }

    void insert(Tender tender, Collection<UUID> invited) {
        template.update("""
                insert into tender (id, number, bundle_id, village_code, operation, season, window_from, window_to,
                    square_meters, need_count, criteria, deadline, called_by, called_at, status)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", tender.id(), tender.number(),
                tender.bundleId(), tender.villageCode(), tender.operation().name(), tender.season(),
                tender.windowFrom(), tender.windowTo(), tender.squareMeters(), tender.needCount(), tender.criteria(),
                tender.deadline(), tender.calledBy(), tender.calledAt(), tender.status().name());
        template.batchUpdate("insert into tender_invitation (tender_id, provider_id) values (?, ?)",
                invited.stream().map(provider -> new Object[]{tender.id(), provider}).toList());
    }

    Optional<Tender> find(UUID id) {
        return jdbc.sql(TENDER + "where id = :id").param("id", id).query(Tender.class).optional();
    }

    /** Holds the row until the end of the transaction: offers, confirmations and choices of one tender follow each other. */
    void lock(UUID id) {
        jdbc.sql("select id from tender where id = :id for no key update").param("id", id)
                .query((row, i) -> row.getObject(1, UUID.class)).list();
    }

    Optional<Tender> findLiveOfBundle(UUID bundleId) {
        return jdbc.sql(TENDER + "where bundle_id = :bundle and status in ('RUNNING', 'OPENED')")
                .param("bundle", bundleId).query(Tender.class).optional();
    }

    List<Tender> listOfBundle(UUID bundleId) {
        return jdbc.sql(TENDER + "where bundle_id = :bundle order by id").param("bundle", bundleId)
                .query(Tender.class).list();
    }

    /** @param invited null for offices, who see all of their region */
    List<Tender> list(String prefix, @Nullable UUID invited, @Nullable TenderStatus status, UUID after, int rows) {
        String mine = invited == null
                ? ""
                : "and id in (select tender_id from tender_invitation where provider_id = :invited)\n";
        return jdbc.sql(TENDER + """
                where id > :after and starts_with(village_code, :prefix)
                    and (cast(:status as text) is null or status = :status)
                """ + mine + "order by id limit :rows").param("after", after).param("prefix", prefix)
                .param("status", status == null ? null : status.name()).param("invited", invited).param("rows", rows)
                .query(Tender.class).list();
    }

    boolean isInvited(UUID tenderId, @Nullable UUID providerId) {
        return jdbc.sql("""
                select exists (select from tender_invitation where tender_id = :tender
                    and provider_id = cast(:provider as uuid))""").param("tender", tenderId)
                .param("provider", providerId).query(Boolean.class).single();
    }

    List<UUID> listInvited(UUID tenderId) {
        return jdbc.sql("select provider_id from tender_invitation where tender_id = :tender order by provider_id")
                .param("tender", tenderId).query((row, i) -> row.getObject(1, UUID.class)).list();
    }

    void move(UUID id, TenderStatus status) {
        jdbc.sql("update tender set status = :status where id = :id").param("status", status.name()).param("id", id)
                .update();
    }

    void offer(UUID id, UUID tenderId, UUID providerId, byte @Nullable [] sealed, OffsetDateTime at, String by) {
        jdbc.sql("""
                insert into tender_offer (id, tender_id, provider_id, version, sealed, offered_at, offered_by)
                select :id, :tender, :provider, coalesce(max(version), 0) + 1, :sealed, :at, :by from tender_offer
                where tender_id = :tender and provider_id = :provider""").param("id", id).param("tender", tenderId)
                .param("provider", providerId).param("sealed", sealed).param("at", at).param("by", by).update();
    }

    /** All versions of one provider, oldest first. */
    List<SealedOffer> listVersions(UUID tenderId, @Nullable UUID providerId) {
        return jdbc.sql("""
                select id, provider_id, version, sealed, offered_at, offered_by from tender_offer
                where tender_id = :tender and provider_id = cast(:provider as uuid) order by version""")
                .param("tender", tenderId).param("provider", providerId).query(SealedOffer.class).list();
    }

    /** The latest version of each provider that did not withdraw, in the order in which they came. */
    List<SealedOffer> listLive(UUID tenderId) {
        return jdbc.sql("""
                select id, provider_id, version, sealed, offered_at, offered_by from (
                    select distinct on (provider_id) id, provider_id, version, sealed, offered_at, offered_by
                    from tender_offer where tender_id = :tender order by provider_id, version desc) as latest
                where sealed is not null order by id""").param("tender", tenderId).query(SealedOffer.class).list();
    }

    void confirm(UUID tenderId, Confirmation confirmation) {
        jdbc.sql("""
                insert into tender_opening (tender_id, user_id, username, role, confirmed_at)
                values (:tender, :user, :username, :role, :at)""").param("tender", tenderId)
                .param("user", confirmation.userId()).param("username", confirmation.username())
                .param("role", confirmation.role()).param("at", confirmation.confirmedAt()).update();
    }

    List<Confirmation> listConfirmations(UUID tenderId) {
        return jdbc.sql("""
                select user_id, username, role, confirmed_at from tender_opening where tender_id = :tender
                order by id""").param("tender", tenderId).query(Confirmation.class).list();
    }
}
