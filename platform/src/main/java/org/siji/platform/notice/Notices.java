package org.siji.platform.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.settlement.SettlementSheet;
import org.siji.platform.settlement.SettlementSheets;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Public notices as they were published, and the objections to them. */
@Component
class Notices {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final SettlementSheets sheets;
    private final ApplicationEventPublisher events;

    Notices(JdbcClient jdbc, JsonMapper json, Clock clock, SettlementSheets sheets, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.sheets = sheets;
        this.events = events;
    }

    enum Outcome {
        UPHELD, REJECTED
    }

    /** @param sha256 over the published content, so that a printed copy can be compared */
    record Notice(UUID id, String villageCode, int season, int number, List<UUID> contractIds, String sha256,
            OffsetDateTime publishedAt, String publishedBy, OffsetDateTime objectionsTo,
            @Nullable OffsetDateTime closedAt, long objections, long openObjections) {}

    record Objection(UUID id, UUID noticeId, UUID householdId, String text, OffsetDateTime filedAt, String filedBy,
            @Nullable Outcome outcome, @Nullable String answer, @Nullable OffsetDateTime answeredAt) {}

    private static final String NOTICE = """
            select n.id, n.village_code, n.season, n.number, n.contract_ids, n.sha256, n.published_at, n.published_by,
                   n.objections_to, n.closed_at,
                   (select count(*) from objection o where o.notice_id = n.id) as objections,
                   (select count(*) from objection o where o.notice_id = n.id and o.outcome is null) as open_objections
            from public_notice n""";

    /** The deadline is the end of the last day, so that everybody has whole days. */
    Notice publish(String villageCode, int season, List<UUID> contractIds, int objectionDays, String by) {
        List<SettlementSheet> content = contractIds.stream().map(sheets::getSheet).toList();
        content.forEach(sheet -> {
            if (!sheet.villageCode().equals(villageCode) || sheet.run() == 0) {
                throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "notice.contract-not-settled",
                        "contractIds", sheet.contractNumber());
            }
        });
        String text = json.writeValueAsString(content);
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime deadline = LocalDate.now(clock.withZone(FARM_ZONE)).plusDays(objectionDays)
                .atTime(LocalTime.of(23, 59, 59)).atZone(FARM_ZONE).toOffsetDateTime();
        UUID id = Ids.next();
        jdbc.sql("""
                insert into public_notice (id, village_code, season, number, contract_ids, content, sha256, published_at,
                    published_by, objections_to)
                select :id, :village, :season, coalesce(max(number), 0) + 1, :contracts, :content, :sha256, :at, :by, :deadline
                from public_notice where village_code = :village and season = :season""").param("id", id)
                .param("village", villageCode).param("season", season)
                .param("contracts", contractIds.toArray(UUID[]::new)).param("content", text)
                .param("sha256", sha256(text)).param("at", now).param("by", by).param("deadline", deadline).update();
        events.publishEvent(new NoticePublished(id, season, List.copyOf(contractIds)));
        return getNotice(id);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws ProblemException 404 if there is none */
    Notice getNotice(UUID id) {
        return findNotice(id).orElseThrow(() -> ProblemException.notFound("notice", id));
    }

    Optional<Notice> findNotice(UUID id) {
        return jdbc.sql(NOTICE + " where n.id = :id").param("id", id).query(Notices::notice).optional();
    }

    List<Notice> list(String villagePrefix, @Nullable Integer season, UUID after, int rows) {
        return jdbc.sql(NOTICE + " " + """
                where n.id > :after and starts_with(n.village_code, :prefix)
                and (cast(:season as int) is null or n.season = :season) order by n.id limit :rows""")
                .param("after", after).param("prefix", villagePrefix).param("season", season).param("rows", rows)
                .query(Notices::notice).list();
    }

    /** The very text that was published. */
    JsonNode getContent(UUID id) {
        return json.readTree(jdbc.sql("select content from public_notice where id = :id").param("id", id)
                .query(String.class).single());
    }

    List<Objection> listObjections(UUID noticeId) {
        return jdbc.sql("""
                select id, notice_id, household_id, text, filed_at, filed_by, outcome, answer, answered_at
                from objection where notice_id = :id order by id""").param("id", noticeId).query(Objection.class)
                .list();
    }

    Optional<Objection> findObjection(UUID id) {
        return jdbc.sql("""
                select id, notice_id, household_id, text, filed_at, filed_by, outcome, answer, answered_at
                from objection where id = :id""").param("id", id).query(Objection.class).optional();
    }

    Objection object(Notice notice, UUID householdId, String text, String by) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        if (notice.closedAt() != null || now.isAfter(notice.objectionsTo())) {
            throw ProblemException.conflict("notice.too-late", "", notice.objectionsTo().atZoneSameInstant(FARM_ZONE)
                    .toLocalDate());
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into objection (id, notice_id, household_id, text, filed_at, filed_by)
                values (:id, :notice, :household, :text, :at, :by)""").param("id", id).param("notice", notice.id())
                .param("household", householdId).param("text", text).param("at", now).param("by", by).update();
        return findObjection(id).orElseThrow();
    }

    Objection answer(Objection objection, String answer, Outcome outcome, String by) {
        int updated = jdbc.sql("""
                update objection set answer = :answer, outcome = :outcome, answered_at = :at, answered_by = :by
                where id = :id and outcome is null""").param("answer", answer).param("outcome", outcome.name())
                .param("at", OffsetDateTime.now(clock)).param("by", by).param("id", objection.id()).update();
        if (updated == 0) {
            throw ProblemException.conflict("objection.answered", "");
        }
        return findObjection(objection.id()).orElseThrow();
    }

    Notice close(Notice notice, String by) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        if (notice.closedAt() != null) {
            throw ProblemException.conflict("notice.closed", "");
        }
        if (!now.isAfter(notice.objectionsTo())) {
            throw ProblemException.conflict("notice.deadline-not-over", "",
                    notice.objectionsTo().atZoneSameInstant(FARM_ZONE).toLocalDate());
        }
        if (notice.openObjections() > 0) {
            throw ProblemException.conflict("notice.open-objections", "", notice.openObjections());
        }
        jdbc.sql("update public_notice set closed_at = :at, closed_by = :by where id = :id").param("at", now)
                .param("by", by).param("id", notice.id()).update();
        return getNotice(notice.id());
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(row.getObject("id", UUID.class), row.getString("village_code"), row.getInt("season"),
                row.getInt("number"), List.of((UUID[]) row.getArray("contract_ids").getArray()),
                row.getString("sha256"), row.getObject("published_at", OffsetDateTime.class),
                row.getString("published_by"), row.getObject("objections_to", OffsetDateTime.class),
                row.getObject("closed_at", OffsetDateTime.class), row.getLong("objections"),
                row.getLong("open_objections"));
    }
}
