package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How land is valued when it comes into an entity, as a public notice; again whenever a rule is added. */
@Component
class ContributionRuleNotice implements NoticeSubject {

    private final JdbcClient jdbc;
    private final Entities entities;
    private final Valuations valuations;
    private final Sentences sentences;

    ContributionRuleNotice(JdbcClient jdbc, Entities entities, Valuations valuations, Sentences sentences) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.valuations = valuations;
        this.sentences = sentences;
    }

    @Override
    public NoticeKind kind() {
        return NoticeKind.CONTRIBUTION_RULE;
    }

    @Override
    public List<Decision> listDecided(String villageCode, int season) {
        return entities.listOfVillage(villageCode).stream()
                .flatMap(entity -> findDecision(entity.id().toString()).stream())
                .filter(decision -> decision.season() == season).toList();
    }

    @Override
    public Optional<Decision> findDecision(String subjectId) {
        return Ids.parse(subjectId)
                .flatMap(id -> jdbc.sql("select max(valid_from) from contribution_rule where entity_id = :id")
                        .param("id", id).query(LocalDate.class).optional().map(last -> {
                            Entity entity = entities.getEntity(id);
                            return new Decision(subjectId, entity.villageCode(), last.getYear(),
                                    new NoticeDraft(sentences, "paper.valuation").say("title", entity.name()), last,
                                    "/entities/" + id);
                        }));
    }

    @Override
    public NoticePaper draw(Decision decision) {
        Entity entity = entities.getEntity(Ids.parse(decision.subjectId()).orElseThrow());
        NoticeDraft draft = new NoticeDraft(sentences, "paper.valuation");
        List<List<String>> rows = valuations.listRules(entity.id()).stream()
                .map(rule -> NoticeDraft.row(rule.landClass(),
                        DividendNotice.shares(new Share(rule.numerator(), rule.denominator())), rule.validFrom(),
                        rule.ground()))
                .toList();
        return draft.fact("entity", entity.name()).step("how")
                .table("rules", List.of("landClass", "#shares", "validFrom", "ground"), rows, null)
                .paper("title", entity.name());
    }
}
