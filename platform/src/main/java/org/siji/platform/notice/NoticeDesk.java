package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.NoticeSubject.Decision;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.notice.Notices.ContentKind;
import org.siji.platform.notice.Notices.Notice;
import org.siji.platform.notice.Notices.Publication;
import org.siji.platform.notice.Notices.State;
import org.siji.platform.settlement.Bills;
import org.siji.platform.settlement.SettlementSheet;
import org.siji.platform.settlement.SettlementSheets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Publishes what modules decided, freezing it as it stands, and finds what is decided but hangs nowhere yet. */
@Component
class NoticeDesk {

    private final Notices notices;
    private final NoticeRules rules;
    private final SettlementSheets sheets;
    private final Bills bills;
    private final JsonMapper json;
    private final Sentences sentences;
    private final Map<NoticeKind, NoticeSubject> subjects = new EnumMap<>(NoticeKind.class);

    NoticeDesk(Notices notices, NoticeRules rules, SettlementSheets sheets, Bills bills, JsonMapper json,
            Sentences sentences, List<NoticeSubject> subjects) {
        this.notices = notices;
        this.rules = rules;
        this.sheets = sheets;
        this.bills = bills;
        this.json = json;
        this.sentences = sentences;
        for (NoticeSubject subject : subjects) {
            if (this.subjects.put(subject.kind(), subject) != null) {
                throw new IllegalStateException("two modules answer for " + subject.kind());
            }
        }
    }

    /**
     * A decision that waits to be published.
     *
     * @param noticeId   the notice before it, where what was decided has changed since or did not stand
     */
    record Unpublished(NoticeKind kind, String subjectId, String villageCode, int season, String title,
            LocalDate decidedOn, String page, @Nullable UUID noticeId) {}

    List<Unpublished> listUnpublished(String villageCode, int season) {
        List<Unpublished> found = new ArrayList<>();
        waitingSettlement(villageCode, season).ifPresent(found::add);
        for (NoticeSubject subject : subjects.values()) {
            for (Decision decision : subject.listDecided(villageCode, season)) {
                Notice before = notices.findLatest(subject.kind(), decision.subjectId()).orElse(null);
                if (before == null || before.closedAt() != null && isOutdated(subject, decision, before)) {
                    found.add(new Unpublished(subject.kind(), decision.subjectId(), villageCode, decision.season(),
                            decision.title(), decision.decidedOn(), decision.page(),
                            before == null ? null : before.id()));
                }
            }
        }
        return found;
    }

    private boolean isOutdated(NoticeSubject subject, Decision decision, Notice before) {
        return Boolean.FALSE.equals(before.stands())
                || !Notices.sha256(write(subject.draw(decision))).equals(before.sha256());
    }

    private Optional<Unpublished> waitingSettlement(String villageCode, int season) {
        Set<UUID> shown = new HashSet<>();
        notices.listOfVillage(villageCode, season).forEach(notice -> shown.addAll(notice.contractIds()));
        List<UUID> settled = bills.listSettledContracts(villageCode, season);
        return shown.containsAll(settled)
                ? Optional.empty()
                : Optional.of(new Unpublished(NoticeKind.SEASON_SETTLEMENT, settlementOf(villageCode, season),
                        villageCode, season, settlementTitle(season), LocalDate.of(season, 12, 31), "/notices", null));
    }

    private static String settlementOf(String villageCode, int season) {
        return villageCode + ":" + season;
    }

    private String settlementTitle(int season) {
        return sentences.say(Locale.SIMPLIFIED_CHINESE, "notice.settlement-title", String.valueOf(season));
    }

    private String write(NoticePaper paper) {
        return json.writeValueAsString(paper);
    }

    /** The decision, if it is one of that kind. */
    Optional<Decision> findDecision(NoticeKind kind, String subjectId) {
        return Optional.ofNullable(subjects.get(kind)).flatMap(subject -> subject.findDecision(subjectId));
    }

    /** @param workingDays at least what the county asks for; that if null */
    Notice publish(NoticeKind kind, Decision decision, @Nullable Integer workingDays, String by) {
        NoticeSubject subject = subjects.get(kind);
        if (subject == null) {
            throw ProblemException.notFound("notice", kind);
        }
        String content = write(subject.draw(decision));
        notices.findLatest(kind, decision.subjectId()).ifPresent(before -> {
            if (before.closedAt() == null) {
                throw ProblemException.conflict("notice.runs", "subjectId", before.number());
            }
            if (Boolean.TRUE.equals(before.stands()) && before.sha256().equals(Notices.sha256(content))) {
                throw ProblemException.conflict("notice.same", "subjectId", before.number());
            }
        });
        return notices.publish(new Publication(kind, decision.subjectId(), decision.title(), decision.villageCode(),
                decision.season(), List.of(), ContentKind.PAPER, content,
                days(kind, decision.villageCode(), workingDays)), by);
    }

    /** What an office wrote itself. */
    Notice publish(NoticeKind kind, String villageCode, int season, NoticePaper paper, @Nullable Integer workingDays,
            String by) {
        return notices.publish(new Publication(kind, UUID.randomUUID().toString(), paper.title(), villageCode, season,
                List.of(), ContentKind.PAPER, write(paper), days(kind, villageCode, workingDays)), by);
    }

    Notice publishSettlement(String villageCode, int season, List<UUID> contractIds, @Nullable Integer workingDays,
            String by) {
        List<SettlementSheet> content = contractIds.stream().map(sheets::getSheet).toList();
        content.forEach(sheet -> {
            if (!sheet.villageCode().equals(villageCode) || sheet.run() == 0) {
                throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "notice.contract-not-settled",
                        "contractIds", sheet.contractNumber());
            }
        });
        return notices.publish(new Publication(NoticeKind.SEASON_SETTLEMENT, settlementOf(villageCode, season),
                settlementTitle(season), villageCode, season, List.copyOf(contractIds), ContentKind.SHEETS,
                json.writeValueAsString(content), days(NoticeKind.SEASON_SETTLEMENT, villageCode, workingDays)), by);
    }

    private int days(NoticeKind kind, String villageCode, @Nullable Integer asked) {
        NoticeRules.Rule rule = rules.getRule(kind, villageCode);
        if (asked != null && (asked < rule.workingDays() || asked > NoticeRules.MOST_DAYS)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "notice.days", "workingDays", asked,
                    rule.workingDays(), NoticeRules.MOST_DAYS);
        }
        return asked == null ? rule.workingDays() : asked;
    }

    /** @param stands whether what was decided holds; as long as no objection was upheld it does */
    Notice close(Notice notice, @Nullable Boolean stands, @Nullable String conclusion, String by) {
        boolean holds = stands == null ? notice.upheldObjections() == 0 : stands;
        NoticeSubject subject = subjects.get(notice.kind());
        return notices.close(notice, holds, conclusion,
                subject == null || notice.state() == State.PUBLISHED
                        ? 0
                        : subject.openObjections(notice.subjectId()),
                by);
    }
}
