package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.registry.Field;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fields that nobody works in a season, step by step until somebody does; and what grows on the others. */
@Component
class IdleLands {

    private final JdbcClient jdbc;

    IdleLands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Ground {
        /** Nobody is registered as farming it. */
        NO_CULTIVATOR,
        /** Its household is registered as farming it, but nothing grows and nothing is wanted there this season. */
        NO_CROP,
        /** Its household or its village says so. */
        DECLARED
    }

    enum Status {
        FOUND,
        /** Something grows or is wanted there since. */
        IN_USE,
        /** The office looked, and says why. */
        NOT_IDLE, OFFERED,
        /** To one who asked for it; the agreement is not made yet. */
        PROMISED, AGREED
    }

    enum OfferedAs {
        TRANSFER, TRUSTEESHIP, EITHER;

        boolean allows(OfferedAs asked) {
            return this == EITHER || this == asked;
        }
    }

    /** @param offeredUntil last day on which one may ask for it */
    record IdleLand(UUID id, String villageCode, UUID fieldId, int season, String fieldName, double areaSquareMeters,
            Ground ground, Status status, @Nullable OfferedAs offeredAs, @Nullable String offerWords,
            @Nullable LocalDate offeredUntil, @Nullable UUID transferId, @Nullable UUID trusteeshipId,
            OffsetDateTime recordedAt) {}

    record Event(Status status, String reason, OffsetDateTime recordedAt, String recordedBy) {}

    private static final String IDLE = """
            select id, village_code, field_id, season, field_name, area_square_meters, ground, status, offered_as, offer_words,
                offered_until, transfer_id, trusteeship_id, recorded_at from idle_land where\s""";

    /** @throws ProblemException 404 */
    IdleLand get(UUID id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("idle-land", id));
    }

    Optional<IdleLand> find(UUID id) {
        return jdbc.sql(IDLE + "id = :id").param("id", id).query(IdleLand.class).optional();
    }

    Optional<IdleLand> find(UUID fieldId, int season) {
        return jdbc.sql(IDLE + "field_id = :field and season = :season").param("field", fieldId)
                .param("season", season).query(IdleLand.class).optional();
    }

    record Asked(String prefix, int season, @Nullable Status status, @Nullable Ground ground) {}

    List<IdleLand> list(Asked asked, UUID after, int rows) {
        return jdbc.sql(IDLE + """
                starts_with(village_code, :prefix) and season = :season and id > :after
                and (:status::text is null or status = :status) and (:ground::text is null or ground = :ground)
                order by id limit :rows""").param("prefix", asked.prefix()).param("season", asked.season())
                .param("status", asked.status() == null ? null : asked.status().name())
                .param("ground", asked.ground() == null ? null : asked.ground().name()).param("after", after)
                .param("rows", rows).query(IdleLand.class).list();
    }

    /** What is open to ask for on the day, and what these people asked for whatever became of it. */
    List<IdleLand> listOffered(String prefix, @Nullable UUID providerId, Collection<UUID> cultivatorIds,
            LocalDate today, UUID after, int rows) {
        return jdbc.sql(IDLE + """
                id > :after and (status = 'OFFERED' and offered_until >= :today and starts_with(village_code, :prefix)
                    or id in (select idle_land_id from land_interest
                        where provider_id = :provider::uuid or cultivator_id = any(:cultivators::uuid[])))
                order by id limit :rows""").param("prefix", prefix).param("provider", providerId)
                .param("cultivators", cultivatorIds.toArray(UUID[]::new)).param("today", today)
                .param("after", after).param("rows", rows).query(IdleLand.class).list();
    }

    record VillageTotals(String villageCode, int found, int offered, int promised, int agreed,
            double openSquareMeters) {}

    /** Of each village that has any. */
    List<VillageTotals> total(String prefix, int season) {
        return jdbc.sql("""
                select village_code, count(*) filter (where status = 'FOUND') as found,
                    count(*) filter (where status = 'OFFERED') as offered,
                    count(*) filter (where status = 'PROMISED') as promised,
                    count(*) filter (where status = 'AGREED') as agreed,
                    coalesce(sum(area_square_meters) filter (where status in ('FOUND', 'OFFERED', 'PROMISED')), 0)
                        as open_square_meters
                from idle_land where starts_with(village_code, :prefix) and season = :season
                group by village_code order by village_code""").param("prefix", prefix).param("season", season)
                .query(VillageTotals.class).list();
    }

    List<Event> listEvents(UUID id) {
        return jdbc.sql("""
                select status, reason, recorded_at, recorded_by from idle_land_event
                where idle_land_id = :id order by id""").param("id", id).query(Event.class).list();
    }

    /** One finding a season; who finds it again learns what became of it. */
    IdleLand add(Field field, int season, Ground ground, String reason, String by) {
        UUID id = Ids.next();
        int added = jdbc.sql("""
                insert into idle_land (id, village_code, field_id, season, field_name, area_square_meters, ground, status)
                values (:id, :village, :field, :season, :name, :area, :ground, 'FOUND')
                on conflict on constraint idle_land_once do nothing""").param("id", id)
                .param("village", field.villageCode()).param("field", field.id()).param("season", season)
                .param("name", field.name()).param("area", field.area().squareMeters()).param("ground", ground.name())
                .update();
        if (added == 1) {
            note(id, Status.FOUND, reason, by);
        }
        return find(field.id(), season).orElseThrow();
    }

    /** @param from what it must be, so that two people don't decide one field at once */
    IdleLand turn(UUID id, Set<Status> from, Status to, String reason, String by) {
        int changed = jdbc.sql("""
                update idle_land set status = :to where id = :id and status = any(:from)""").param("id", id)
                .param("to", to.name()).param("from", from.stream().map(Enum::name).toArray(String[]::new)).update();
        if (changed == 0) {
            throw ProblemException.conflict("idle.status", "", get(id).status().name());
        }
        note(id, to, reason, by);
        return get(id);
    }

    private void note(UUID id, Status status, String reason, String by) {
        jdbc.sql("""
                insert into idle_land_event (idle_land_id, status, reason, recorded_by)
                values (:id, :status, :reason, :by)""").param("id", id).param("status", status.name())
                .param("reason", reason).param("by", by).update();
    }

    /** What is said here is the offer; said again, it takes the place of the one before. */
    IdleLand offer(UUID id, OfferedAs as, String words, LocalDate until, String by) {
        jdbc.sql("""
                update idle_land set offered_as = :as, offer_words = :words, offered_until = :until where id = :id""")
                .param("id", id).param("as", as.name()).param("words", words).param("until", until).update();
        return turn(id, Set.of(Status.FOUND, Status.OFFERED), Status.OFFERED, words, by);
    }

    /** The agreement that its promise led to. */
    void agreed(UUID id, @Nullable UUID transferId, @Nullable UUID trusteeshipId, String by) {
        int changed = jdbc.sql("""
                update idle_land set status = 'AGREED', transfer_id = :transfer::uuid, trusteeship_id = :trusteeship::uuid
                where id = :id and status = 'PROMISED'""").param("id", id).param("transfer", transferId)
                .param("trusteeship", trusteeshipId).update();
        if (changed == 0) {
            throw ProblemException.conflict("idle.status", "idleLandId", get(id).status().name());
        }
        note(id, Status.AGREED, "", by);
    }

    /** @return whether it was not known yet */
    boolean addCrop(Field field, int season, String crop, String by) {
        return jdbc
                .sql("""
                insert into crop_season (id, field_id, village_code, season, crop, recorded_by)
                values (:id, :field, :village, :season, :crop, :by) on conflict on constraint crop_season_once do nothing""")
                .param("id", Ids.next()).param("field", field.id()).param("village", field.villageCode())
                .param("season", season).param("crop", crop).param("by", by).update() == 1;
    }

    record Crop(UUID id, UUID fieldId, String villageCode, int season, String crop, OffsetDateTime recordedAt,
            String recordedBy) {}

    List<Crop> listCrops(String prefix, int season, UUID after, int rows) {
        return jdbc
                .sql("""
                select id, field_id, village_code, season, crop, recorded_at, recorded_by from crop_season
                where starts_with(village_code, :prefix) and season = :season and id > :after order by id limit :rows""")
                .param("prefix", prefix).param("season", season).param("after", after).param("rows", rows)
                .query(Crop.class).list();
    }

    Set<UUID> listCropFields(String villageCode, int season) {
        return new HashSet<>(jdbc.sql("""
                select distinct field_id from crop_season where village_code = :village and season = :season""")
                .param("village", villageCode).param("season", season).query(UUID.class).list());
    }
}
