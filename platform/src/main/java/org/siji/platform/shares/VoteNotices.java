package org.siji.platform.shares;

import java.util.List;
import java.util.Optional;

import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeDraft;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.NoticePaper;
import org.siji.platform.api.NoticeSubject;
import org.siji.platform.api.Sentences;
import org.siji.platform.shares.Votes.Vote;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A vote hangs on the wall twice: when it is called, and with its count. */
@Configuration(proxyBeanMethods = false)
class VoteNotices {

    private record OfVote(NoticeKind kind, Votes votes, Entities entities,
            Sentences sentences) implements NoticeSubject {

        private boolean counted() {
            return kind == NoticeKind.VOTE_RESULT;
        }

        @Override
        public List<Decision> listDecided(String villageCode, int season) {
            return entities.listOfVillage(villageCode).stream()
                    .flatMap(entity -> votes.listVotes(entity.id()).stream())
                    .filter(vote -> vote.recordOn().getYear() == season && (!counted() || vote.outcome() != null))
                    .map(this::decision).toList();
        }

        @Override
        public Optional<Decision> findDecision(String subjectId) {
            return Ids.parse(subjectId).flatMap(votes::findVote).filter(vote -> !counted() || vote.outcome() != null)
                    .map(this::decision);
        }

        private NoticeDraft draft() {
            return new NoticeDraft(sentences, "paper.vote");
        }

        private Decision decision(Vote vote) {
            Entities.Entity entity = entities.getEntity(vote.entityId());
            return new Decision(vote.id().toString(), entity.villageCode(), vote.recordOn().getYear(),
                    draft().say(counted() ? "resultTitle" : "title", entity.name(), vote.question()),
                    counted() ? vote.closesOn() : vote.recordOn(), "/entities/" + entity.id());
        }

        @Override
        public NoticePaper draw(Decision decision) {
            Vote vote = votes.getVote(Ids.parse(decision.subjectId()).orElseThrow());
            Entities.Entity entity = entities.getEntity(vote.entityId());
            NoticeDraft draft = draft().fact("entity", entity.name()).fact("question", vote.question())
                    .fact("recordOn", vote.recordOn()).fact("closesOn", vote.closesOn());
            if (vote.reserveBasisPoints() != null && vote.welfareBasisPoints() != null) {
                draft.fact("reserve", percent(vote.reserveBasisPoints())).fact("welfare",
                        percent(vote.welfareBasisPoints()));
            }
            draft.step("by." + vote.countedBy())
                    .step("quorum", vote.quorumNumerator() + "/" + vote.quorumDenominator())
                    .step("majority", vote.majorityNumerator() + "/" + vote.majorityDenominator());
            if (counted()) {
                VoteCount count = votes.count(vote);
                draft.fact("outcome", draft.say("outcome." + vote.outcome()))
                        .fact("entitled", DividendNotice.shares(count.entitled()))
                        .fact("present", DividendNotice.shares(count.present()))
                        .fact("yes", DividendNotice.shares(count.yes()));
            }
            return draft.paper(counted() ? "resultTitle" : "title", entity.name(), vote.question());
        }

        private static String percent(int basisPoints) {
            return NoticeDraft.hundredths(basisPoints) + "%";
        }
    }

    @Bean
    NoticeSubject voteCalledNotice(Votes votes, Entities entities, Sentences sentences) {
        return new OfVote(NoticeKind.VOTE_CALLED, votes, entities, sentences);
    }

    @Bean
    NoticeSubject voteResultNotice(Votes votes, Entities entities, Sentences sentences) {
        return new OfVote(NoticeKind.VOTE_RESULT, votes, entities, sentences);
    }
}
