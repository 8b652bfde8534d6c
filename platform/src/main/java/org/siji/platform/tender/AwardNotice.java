package org.siji.platform.tender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.tender.Awarding.Candidate;
import org.siji.platform.tender.Awarding.Published;
import org.siji.platform.tender.Awards.Award;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** A choice as a public notice: what was published with it, word for word. */
@Component
class AwardNotice implements NoticeSubject {

    private static final int MOST = 100_000;

    private final Awards awards;
    private final JsonMapper json;
    private final Sentences sentences;

    AwardNotice(Awards awards, JsonMapper json, Sentences sentences) {
        this.awards = awards;
        this.json = json;
        this.sentences = sentences;
    }

    @Override
    public NoticeKind kind() {
        return NoticeKind.AWARD;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return awards.list(villageCode, null, Ids.NIL, MOST).stream().filter(award -> award.season() == season)
                .map(this::decision).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        return Ids.parse(subjectId).flatMap(awards::find).map(this::decision);
    }

    private Decision decision(Award award) {
        NoticeDraft draft = new NoticeDraft(sentences, "paper.award");
        return new Decision(award.id().toString(), award.villageCode(), award.season(),
                draft.say("title", draft.word(award.operation())),
                award.awardedAt().atZoneSameInstant(Matching.FARM_ZONE).toLocalDate(), "/awards/" + award.id());
    }

    @Override
    public NoticePaper draw(Decision decision) {
        Published published = json.readValue(awards.getPublished(Ids.parse(decision.subjectId()).orElseThrow()),
                Published.class);
        NoticeDraft draft = new NoticeDraft(sentences, "paper.award");
        List<List<String>> rows = new ArrayList<>();
        for (Candidate one : published.candidates()) {
            rows.add(NoticeDraft.row(one.rank(), one.provider(), NoticeDraft.hundredths(one.fenPerMu()),
                    NoticeDraft.hundredths(one.totalFen()), draft.say(one.chosen() ? "chosen" : "other"),
                    String.join("；", one.reasons())));
        }
        return draft.fact("way", draft.say("way." + published.kind())).fact("number", published.tenderNumber())
                .fact("operation", published.operationName())
                .fact("window", NoticeDraft.span(published.windowFrom(), published.windowTo()))
                .fact("mu", published.areaMu()).fact("winner", published.chosen())
                .fact("price", NoticeDraft.hundredths(published.fenPerMu()))
                .fact("total", NoticeDraft.hundredths(published.totalFen())).fact("reason", published.reason())
                .fact("criteria", published.criteria())
                .fact("opened", published.openedBy().isEmpty() ? null : String.join("；", published.openedBy()))
                .step("limit", NoticeDraft.hundredths(published.limitFen()), published.limitSource())
                .step("compared", published.compared())
                .table("offers", List.of("#rank", "provider", "#price", "#total", "result", "reasons"), rows, null)
                .paper("title", published.operationName());
    }

    @Override
    public long openObjections(String subjectId) {
        return Ids.parse(subjectId).flatMap(awards::find).map(Award::openObjections).orElse(0L);
    }
}
