package org.siji.platform.notice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.notice.Notices.Notice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Objections to notices: raised before the deadline by whatever way, answered once. */
@Component
class Objections {

    private final JdbcClient jdbc;
    private final Clock clock;

    Objections(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    enum Outcome {
        UPHELD, REJECTED
    }

    /** By whom it came: the household's own phone, its group leader's, the office's desk, or a paper that was handed in. */
    enum Channel {
        HOUSEHOLD, LEADER, OFFICE, PAPER
    }

    /** @param paper where the paper lies; @param receivedOn when it was handed in */
    record Objection(UUID id, UUID noticeId, UUID householdId, String text, OffsetDateTime filedAt, String filedBy,
            Channel channel, @Nullable String paper, @Nullable LocalDate receivedOn, @Nullable Outcome outcome,
            @Nullable String answer, @Nullable OffsetDateTime answeredAt, @Nullable String answeredBy) {}

    private static final String OBJECTION = """
            select id, notice_id, household_id, text, filed_at, filed_by, channel, paper, received_on, outcome, answer,
                   answered_at, answered_by
            from objection""";

    List<Objection> listObjections(UUID noticeId) {
        return jdbc.sql(OBJECTION + " where notice_id = :id order by id").param("id", noticeId)
                .query(Objection.class).list();
    }

    Optional<Objection> findObjection(UUID id) {
        return jdbc.sql(OBJECTION + " where id = :id").param("id", id).query(Objection.class).optional();
    }

    /** What was said; a paper counts from the day on which it was handed in. */
    record Filing(UUID householdId, String text, Channel channel, @Nullable String paper,
            @Nullable LocalDate receivedOn) {}

    Objection object(Notice notice, Filing filing, String by) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        LocalDate last = Notices.day(notice.objectionsTo());
        LocalDate received = filing.receivedOn();
        boolean inTime = received == null ? !now.isAfter(notice.objectionsTo()) : !received.isAfter(last);
        if (notice.closedAt() != null || !inTime) {
            throw ProblemException.conflict("notice.too-late", "", last);
        }
        if (received != null && (received.isBefore(Notices.day(notice.publishedAt()))
                || received.isAfter(Notices.day(now)))) {
            throw ProblemException.badRequest("objection.received", "receivedOn", received.toString());
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into objection (id, notice_id, household_id, text, filed_at, filed_by, channel, paper, received_on)
                values (:id, :notice, :household, :text, :at, :by, :channel, :paper, :received)""").param("id", id)
                .param("notice", notice.id()).param("household", filing.householdId()).param("text", filing.text())
                .param("at", now).param("by", by).param("channel", filing.channel().name())
                .param("paper", filing.paper()).param("received", received).update();
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
}
