package org.siji.platform.tenancy;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.tenancy.IdleLands.OfferedAs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who would work idle land, for what, and what the village answers. */
@Component
class LandInterests {

    private final JdbcClient jdbc;

    LandInterests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Answer {
        OPEN, ACCEPTED, DECLINED
    }

    /** @param fenPerMu rent a mu and year of a transfer; guarantee a mu and year of a trusteeship */
    record Interest(UUID id, UUID idleLandId, @Nullable UUID providerId, @Nullable UUID cultivatorId, OfferedAs kind,
            long fenPerMu, String words, Answer status, @Nullable String answer, OffsetDateTime recordedAt,
            @Nullable OffsetDateTime answeredAt) {}

    private static final String INTEREST = """
            select id, idle_land_id, provider_id, cultivator_id, kind, fen_per_mu, words, status, answer, recorded_at, answered_at
            from land_interest where\s""";

    Optional<Interest> find(UUID id) {
        return jdbc.sql(INTEREST + "id = :id").param("id", id).query(Interest.class).optional();
    }

    List<Interest> listOf(Collection<UUID> idleLandIds) {
        return jdbc.sql(INTEREST + "idle_land_id = any(:ids) order by id")
                .param("ids", idleLandIds.toArray(UUID[]::new))
                .query(Interest.class).list();
    }

    Interest add(UUID idleLandId, @Nullable UUID providerId, @Nullable UUID cultivatorId, OfferedAs kind, long fenPerMu,
            String words, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into land_interest (id, idle_land_id, provider_id, cultivator_id, kind, fen_per_mu, words, status,
                    recorded_by)
                values (:id, :idle, :provider::uuid, :cultivator::uuid, :kind, :fen, :words, 'OPEN', :by)""")
                .param("id", id).param("idle", idleLandId).param("provider", providerId)
                .param("cultivator", cultivatorId).param("kind", kind.name()).param("fen", fenPerMu)
                .param("words", words).param("by", by).update();
        return find(id).orElseThrow();
    }

    Interest answer(UUID id, Answer answer, String words, String by) {
        int changed = jdbc.sql("""
                update land_interest set status = :status, answer = :words, answered_at = now(), answered_by = :by
                where id = :id and status = 'OPEN'""").param("id", id).param("status", answer.name())
                .param("words", words).param("by", by).update();
        if (changed == 0) {
            throw ProblemException.conflict("interest.answered", "");
        }
        return find(id).orElseThrow();
    }

    /** The promise is taken back: who had it is refused with the reason. */
    void takeBack(UUID idleLandId, String reason, String by) {
        jdbc.sql("""
                update land_interest set status = 'DECLINED', answer = :reason, answered_at = now(), answered_by = :by
                where idle_land_id = :idle and status = 'ACCEPTED'""").param("idle", idleLandId)
                .param("reason", reason).param("by", by).update();
    }

    long countOpen(int season, String prefix) {
        return jdbc.sql("""
                select count(*) from land_interest i join idle_land l on l.id = i.idle_land_id
                where i.status = 'OPEN' and l.status = 'OFFERED' and l.season = :season
                    and starts_with(l.village_code, :prefix)""").param("season", season).param("prefix", prefix)
                .query(Long.class).single();
    }
}
