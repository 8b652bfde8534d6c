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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.ProblemException;
import org.siji.platform.calendar.WorkingDays;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Public notices as they were published. What was shown is never changed; only what became of it is added. */
@Component
class Notices {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WorkingDays days;
    private final ApplicationEventPublisher events;

    Notices(JdbcClient jdbc, Clock clock, WorkingDays days, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.days = days;
        this.events = events;
    }

    /** Whether a notice stands, can be closed, was closed, or what it showed was carried out. */
    enum State {
        PUBLISHED, DUE, CLOSED, CARRIED_OUT
    }

    /** SHEETS: settlement sheets; PAPER: a {@link org.siji.platform.api.NoticePaper}. */
    enum ContentKind {
        SHEETS, PAPER
    }

    /**
     * @param subjectId  what was decided, as its module calls it
     * @param sha256     over the published content, so that a printed copy can be compared
     * @param stands     null until it is closed; false where an upheld objection changed what was decided
     * @param conclusion what the office said when it closed it
     */
    record Notice(UUID id, NoticeKind kind, String subjectId, String title, String villageCode, int season, int number,
            List<UUID> contractIds, ContentKind contentKind, String sha256, OffsetDateTime publishedAt,
            String publishedBy, @Nullable Integer workingDays, OffsetDateTime objectionsTo, State state,
            @Nullable OffsetDateTime closedAt, @Nullable Boolean stands, @Nullable String conclusion,
            @Nullable LocalDate carriedOutOn, long objections, long openObjections, long upheldObjections) {}

    /** What is about to be published. */
    record Publication(NoticeKind kind, String subjectId, String title, String villageCode, int season,
            List<UUID> contractIds, ContentKind contentKind, String content, int workingDays) {}

    private static final String NOTICE = """
            select n.id, n.kind, n.subject_id, n.title, n.village_code, n.season, n.number, n.contract_ids, n.content_kind,
                   n.sha256, n.published_at, n.published_by, n.working_days, n.objections_to, n.closed_at, n.stands,
                   n.conclusion, n.carried_out_on,
                   case when n.carried_out_on is not null then 'CARRIED_OUT' when n.closed_at is not null then 'CLOSED'
                        when n.objections_to < :now then 'DUE' else 'PUBLISHED' end as state,
                   (select count(*) from objection o where o.notice_id = n.id) as objections,
                   (select count(*) from objection o where o.notice_id = n.id and o.outcome is null) as open_objections,
                   (select count(*) from objection o where o.notice_id = n.id and o.outcome = 'UPHELD')
                       as upheld_objections
            from public_notice n""";

    /** The deadline is the end of the last working day, so that everybody has whole days. */
    Notice publish(Publication publication, String by) {
        LocalDate last = days.plusWorkingDays(days.today(), publication.workingDays());
        UUID id = Ids.next();
        jdbc.sql("""
                insert into public_notice (id, kind, subject_id, title, village_code, season, number, contract_ids,
                    content_kind, content, sha256, published_at, published_by, working_days, objections_to)
                select :id, :kind, :subject, :title, :village, :season, coalesce(max(number), 0) + 1, :contracts,
                    :contentKind, :content, :sha256, :at, :by, :days, :deadline
                from public_notice where village_code = :village and season = :season""").param("id", id)
                .param("kind", publication.kind().name()).param("subject", publication.subjectId())
                .param("title", publication.title()).param("village", publication.villageCode())
                .param("season", publication.season())
                .param("contracts", publication.contractIds().toArray(UUID[]::new))
                .param("contentKind", publication.contentKind().name()).param("content", publication.content())
                .param("sha256", sha256(publication.content())).param("at", OffsetDateTime.now(clock)).param("by", by)
                .param("days", publication.workingDays()).param("deadline", last.atTime(LocalTime.of(23, 59, 59))
                        .atZone(WorkingDays.ZONE).toOffsetDateTime())
                .update();
        if (publication.kind() == NoticeKind.SEASON_SETTLEMENT) {
            events.publishEvent(new NoticePublished(id, publication.season(), publication.contractIds()));
        }
        return getNotice(id);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JdbcClient.StatementSpec notices(String condition) {
        return jdbc.sql(NOTICE + " " + condition).param("now", OffsetDateTime.now(clock));
    }

    /** @throws ProblemException 404 if there is none */
    Notice getNotice(UUID id) {
        return findNotice(id).orElseThrow(() -> ProblemException.notFound("notice", id));
    }

    Optional<Notice> findNotice(UUID id) {
        return notices("where n.id = :id").param("id", id).query(Notices::notice).optional();
    }

    /** The last one on a decision. */
    Optional<Notice> findLatest(NoticeKind kind, String subjectId) {
        return notices("where n.kind = :kind and n.subject_id = :subject order by n.id desc limit 1")
                .param("kind", kind.name()).param("subject", subjectId).query(Notices::notice).optional();
    }

    /** All of a village's season, oldest first. */
    List<Notice> listOfVillage(String villageCode, int season) {
        return notices("where n.village_code = :village and n.season = :season order by n.id")
                .param("village", villageCode).param("season", season).query(Notices::notice).list();
    }

    /** @param open only those with an objection that waits for its answer */
    record Search(String villagePrefix, @Nullable Integer season, @Nullable NoticeKind kind, @Nullable String subjectId,
            @Nullable State state, boolean open) {}

    List<Notice> list(Search search, UUID after, int rows) {
        return jdbc.sql("select * from (" + NOTICE + """
                 where n.id > :after and starts_with(n.village_code, :prefix)
                and (cast(:season as int) is null or n.season = :season)
                and (cast(:kind as text) is null or n.kind = :kind)
                and (cast(:subject as text) is null or n.subject_id = :subject)) n
                where (cast(:state as text) is null or n.state = :state) and (not :open or n.open_objections > 0)
                order by n.id limit :rows""").param("now", OffsetDateTime.now(clock)).param("after", after)
                .param("prefix", search.villagePrefix()).param("season", search.season())
                .param("kind", search.kind() == null ? null : search.kind().name())
                .param("subject", search.subjectId())
                .param("state", search.state() == null ? null : search.state().name()).param("open", search.open())
                .param("rows", rows).query(Notices::notice).list();
    }

    /** The very text that was published. */
    String getContent(UUID id) {
        return jdbc.sql("select content from public_notice where id = :id").param("id", id).query(String.class)
                .single();
    }

    /** @param openElsewhere objections that the deciding module still has to answer */
    Notice close(Notice notice, boolean stands, @Nullable String conclusion, long openElsewhere, String by) {
        if (notice.closedAt() != null) {
            throw ProblemException.conflict("notice.closed", "");
        }
        if (notice.state() == State.PUBLISHED) {
            throw ProblemException.conflict("notice.deadline-not-over", "", day(notice.objectionsTo()));
        }
        long open = notice.openObjections() + openElsewhere;
        if (open > 0) {
            throw ProblemException.conflict("notice.open-objections", "", open);
        }
        if ((notice.upheldObjections() > 0 || !stands) && (conclusion == null || conclusion.isBlank())) {
            throw ProblemException.conflict("notice.conclusion", "conclusion", notice.upheldObjections());
        }
        int closed = jdbc.sql("""
                update public_notice set closed_at = :at, closed_by = :by, stands = :stands, conclusion = :conclusion
                where id = :id and closed_at is null""").param("at", OffsetDateTime.now(clock)).param("by", by)
                .param("stands", stands).param("conclusion", conclusion).param("id", notice.id()).update();
        if (closed == 0) {
            throw ProblemException.conflict("notice.closed", "");
        }
        return getNotice(notice.id());
    }

    static LocalDate day(OffsetDateTime at) {
        return at.atZoneSameInstant(WorkingDays.ZONE).toLocalDate();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(row.getObject("id", UUID.class), NoticeKind.valueOf(row.getString("kind")),
                row.getString("subject_id"), row.getString("title"), row.getString("village_code"),
                row.getInt("season"), row.getInt("number"),
                List.of((UUID[]) row.getArray("contract_ids").getArray()),
                ContentKind.valueOf(row.getString("content_kind")), row.getString("sha256"),
                row.getObject("published_at", OffsetDateTime.class), row.getString("published_by"),
                row.getObject("working_days", Integer.class), row.getObject("objections_to", OffsetDateTime.class),
                State.valueOf(row.getString("state")), row.getObject("closed_at", OffsetDateTime.class),
                row.getObject("stands", Boolean.class), row.getString("conclusion"),
                row.getObject("carried_out_on", LocalDate.class), row.getLong("objections"),
                row.getLong("open_objections"), row.getLong("upheld_objections"));
    }
}
