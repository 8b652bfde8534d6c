package org.siji.platform.tender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Choices as they were made and published, and the objections to them. */
@Component
class Awards {

    static final int OBJECTION_DAYS = 7;

    /** @param tenderId null for a direct award */
    record Award(UUID id, UUID bundleId, @Nullable UUID tenderId, String villageCode, int season, Operation operation,
            UUID providerId, UUID contractId, long fenPerMu, long totalFen, String reason, String sha256,
            String awardedBy, OffsetDateTime awardedAt, OffsetDateTime objectionsTo, long openObjections) {}

    /** A choice about to be recorded. */
    record Choice(UUID bundleId, @Nullable UUID tenderId, String villageCode, int season, Operation operation,
            UUID providerId, UUID contractId, long fenPerMu, long totalFen, String reason) {}

    enum Outcome {
        UPHELD, REJECTED
    }

    record Objection(UUID id, UUID awardId, @Nullable UUID householdId, @Nullable UUID providerId, String text,
            OffsetDateTime filedAt, String filedBy, @Nullable Outcome outcome, @Nullable String answer,
            @Nullable OffsetDateTime answeredAt, @Nullable String answeredBy) {}

    private static final String AWARD = """
            select a.id, a.bundle_id, a.tender_id, a.village_code, a.season, a.operation, a.provider_id, a.contract_id,
                a.fen_per_mu, a.total_fen, a.reason, a.sha256, a.awarded_by, a.awarded_at, a.objections_to,
                (select count(*) from award_objection o where o.award_id = a.id and o.outcome is null) as open_objections
            from award a
            """;
    private static final String OBJECTION = """
            select id, award_id, household_id, provider_id, text, filed_at, filed_by, outcome, answer, answered_at,
                answered_by
            from award_objection
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Awards(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    /** The end of the last day, so that everybody has whole days. */
    OffsetDateTime objectionsTo() {
        return LocalDate.now(clock.withZone(Matching.FARM_ZONE)).plusDays(OBJECTION_DAYS)
                .atTime(LocalTime.of(23, 59, 59)).atZone(Matching.FARM_ZONE).toOffsetDateTime();
    }

    UUID record(Choice choice, String ranking, String published, OffsetDateTime objectionsTo, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into award (id, bundle_id, tender_id, village_code, season, operation, provider_id, contract_id,
                    fen_per_mu, total_fen, reason, ranking, published, sha256, awarded_by, awarded_at, objections_to)
                values (:id, :bundle, :tender, :village, :season, :operation, :provider, :contract, :price, :total,
                    :reason, :ranking, :published, :sha256, :by, :at, :to)""").param("id", id)
                .param("bundle", choice.bundleId()).param("tender", choice.tenderId())
                .param("village", choice.villageCode()).param("season", choice.season())
                .param("operation", choice.operation().name()).param("provider", choice.providerId())
                .param("contract", choice.contractId()).param("price", choice.fenPerMu())
                .param("total", choice.totalFen()).param("reason", choice.reason()).param("ranking", ranking)
                .param("published", published).param("sha256", sha256(published)).param("by", by).param("at", now())
                .param("to", objectionsTo).update();
        return id;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Award> find(UUID id) {
        return jdbc.sql(AWARD + "where a.id = :id").param("id", id).query(Award.class).optional();
    }

    Optional<Award> findOfTender(UUID tenderId) {
        return jdbc.sql(AWARD + "where a.tender_id = :id").param("id", tenderId).query(Award.class).optional();
    }

    Optional<Award> findOfContract(UUID contractId) {
        return jdbc.sql(AWARD + "where a.contract_id = :id").param("id", contractId).query(Award.class).optional();
    }

    List<Award> listOfBundle(UUID bundleId) {
        return jdbc.sql(AWARD + "where a.bundle_id = :id order by a.id").param("id", bundleId).query(Award.class)
                .list();
    }

    /** @param providerId for a provider: those that it won, or of tenders to which it was invited */
    List<Award> list(String prefix, @Nullable UUID providerId, UUID after, int rows) {
        String own = providerId == null
                ? ""
                : """
                        and (a.provider_id = :provider or a.tender_id in
                            (select tender_id from tender_invitation where provider_id = :provider))
                        """;
        return jdbc.sql(AWARD + "where a.id > :after and starts_with(a.village_code, :prefix)\n" + own
                + "order by a.id limit :rows").param("after", after).param("prefix", prefix)
                .param("provider", providerId).param("rows", rows).query(Award.class).list();
    }

    /** The very text that was published. */
    String getPublished(UUID id) {
        return jdbc.sql("select published from award where id = :id").param("id", id).query(String.class).optional()
                .orElseThrow(() -> ProblemException.notFound("award", id));
    }

    String getRanking(UUID id) {
        return jdbc.sql("select ranking from award where id = :id").param("id", id).query(String.class).single();
    }

    List<Objection> listObjections(UUID awardId) {
        return jdbc.sql(OBJECTION + "where award_id = :id order by id").param("id", awardId).query(Objection.class)
                .list();
    }

    Optional<Objection> findObjection(UUID id) {
        return jdbc.sql(OBJECTION + "where id = :id").param("id", id).query(Objection.class).optional();
    }

    Objection object(Award award, @Nullable UUID householdId, @Nullable UUID providerId, String text, String by) {
        if (now().isAfter(award.objectionsTo())) {
            throw ProblemException.conflict("award.objection-too-late", "", Tenders.minute(award.objectionsTo()));
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into award_objection (id, award_id, household_id, provider_id, text, filed_at, filed_by)
                values (:id, :award, :household, :provider, :text, :at, :by)""").param("id", id)
                .param("award", award.id()).param("household", householdId).param("provider", providerId)
                .param("text", text).param("at", now()).param("by", by).update();
        return findObjection(id).orElseThrow();
    }

    Objection answer(Objection objection, String answer, Outcome outcome, String by) {
        int updated = jdbc.sql("""
                update award_objection set answer = :answer, outcome = :outcome, answered_at = :at, answered_by = :by
                where id = :id and outcome is null""").param("answer", answer).param("outcome", outcome.name())
                .param("at", now()).param("by", by).param("id", objection.id()).update();
        if (updated == 0) {
            throw ProblemException.conflict("award.objection-answered", "");
        }
        return findObjection(objection.id()).orElseThrow();
    }
}
