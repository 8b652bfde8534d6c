package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.shares.Entities.ShareClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Votes of an entity's shareholders: who may vote is who held voting shares on the record day and lives. */
@Component
class Votes {

    private final JdbcClient jdbc;
    private final Entities entities;
    private final Holdings holdings;

    Votes(JdbcClient jdbc, Entities entities, Holdings holdings) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.holdings = holdings;
    }

    enum Subject {
        PROVISIONS, ADMISSION, EXIT, OTHER
    }

    enum CountedBy {
        HEAD, SHARE
    }

    /** @param reserveBasisPoints and the next: the percentages that a vote on provisions is about, else null */
    record Vote(UUID id, UUID entityId, Subject subject, String question, CountedBy countedBy, int quorumNumerator,
            int quorumDenominator, int majorityNumerator, int majorityDenominator, @Nullable Integer reserveBasisPoints,
            @Nullable Integer welfareBasisPoints, LocalDate recordOn, LocalDate closesOn,
            VoteCount.@Nullable Outcome outcome) {}

    private static final String VOTE = """
            select id, entity_id, subject, question, counted_by, quorum_numerator, quorum_denominator, majority_numerator,
                   majority_denominator, reserve_basis_points, welfare_basis_points, record_on, closes_on, outcome
            from vote""";

    UUID open(Vote vote, String by) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into vote (id, entity_id, subject, question, counted_by, quorum_numerator, quorum_denominator,
                    majority_numerator, majority_denominator, reserve_basis_points, welfare_basis_points, record_on,
                    closes_on, opened_by)
                values (:id, :entity, :subject, :question, :countedBy, :qn, :qd, :mn, :md, :reserve, :welfare, :record,
                    :closes, :by)""").param("id", id).param("entity", vote.entityId())
                .param("subject", vote.subject().name()).param("question", vote.question())
                .param("countedBy", vote.countedBy().name()).param("qn", vote.quorumNumerator())
                .param("qd", vote.quorumDenominator()).param("mn", vote.majorityNumerator())
                .param("md", vote.majorityDenominator()).param("reserve", vote.reserveBasisPoints())
                .param("welfare", vote.welfareBasisPoints()).param("record", vote.recordOn())
                .param("closes", vote.closesOn()).param("by", by).update();
        return id;
    }

    /** @throws ProblemException 404 */
    Vote getVote(UUID id) {
        return findVote(id).orElseThrow(() -> ProblemException.notFound("vote", id));
    }

    Optional<Vote> findVote(UUID id) {
        return jdbc.sql(VOTE + " where id = :id").param("id", id).query(Vote.class).optional();
    }

    List<Vote> listVotes(UUID entityId) {
        return jdbc.sql(VOTE + " where entity_id = :id order by id").param("id", entityId).query(Vote.class).list();
    }

    /** The latest vote on provisions that was passed. */
    Optional<Vote> findProvisions(UUID entityId) {
        return jdbc.sql(VOTE + """
                 where entity_id = :id and subject = 'PROVISIONS' and outcome = 'PASSED' order by closed_at desc, id desc
                limit 1""").param("id", entityId).query(Vote.class).optional();
    }

    /** Weight of each who may vote, by shareholder. */
    Map<UUID, Share> electorate(Vote vote) {
        Map<String, ShareClass> classes = entities.mapClasses(vote.entityId());
        Map<UUID, Share> weights = new HashMap<>();
        for (Holdings.Holding holding : holdings.listHoldings(vote.entityId(), vote.recordOn())) {
            ShareClass own = classes.get(holding.classCode());
            if (own != null && own.votes() && holding.diedOn() == null) {
                weights.merge(holding.shareholderId(),
                        vote.countedBy() == CountedBy.HEAD ? Share.WHOLE : holding.shares(),
                        (one, other) -> vote.countedBy() == CountedBy.HEAD ? Share.WHOLE : one.plus(other));
            }
        }
        return weights;
    }

    VoteCount count(Vote vote) {
        Map<UUID, VoteCount.Choice> cast = new HashMap<>();
        jdbc.sql("select shareholder_id, choice from ballot where vote_id = :id").param("id", vote.id())
                .query(row -> {
                    cast.put(row.getObject(1, UUID.class), VoteCount.Choice.valueOf(row.getString(2)));
                });
        return VoteCount.of(electorate(vote).entrySet().stream()
                .map(voter -> new VoteCount.Voter(voter.getValue(), cast.get(voter.getKey()))).toList(),
                new Share(vote.quorumNumerator(), vote.quorumDenominator()),
                new Share(vote.majorityNumerator(), vote.majorityDenominator()));
    }

    /** @param evidence show of hands, signed sheet, call: where the choice can be looked up */
    void cast(Vote vote, UUID shareholderId, VoteCount.Choice choice, String evidence, String by) {
        if (vote.outcome() != null) {
            throw ProblemException.conflict("vote.closed", "");
        }
        Holdings.Shareholder shareholder = holdings.getShareholder(vote.entityId(), shareholderId);
        if (shareholder.diedOn() != null) {
            throw ProblemException.conflict("vote.dead", "shareholderId", shareholder.diedOn().toString());
        }
        if (!electorate(vote).containsKey(shareholderId)) {
            throw ProblemException.conflict("vote.no-shares", "shareholderId", vote.recordOn().toString());
        }
        jdbc.sql("""
                insert into ballot (vote_id, shareholder_id, choice, evidence, cast_by)
                values (:vote, :holder, :choice, :evidence, :by)""").param("vote", vote.id())
                .param("holder", shareholderId).param("choice", choice.name()).param("evidence", evidence)
                .param("by", by).update();
    }

    /** Before its last day a vote may be closed only when everybody has voted. */
    VoteCount close(Vote vote, LocalDate today, String by) {
        VoteCount count = count(vote);
        if (!today.isAfter(vote.closesOn()) && count.present().compareTo(count.entitled()) < 0) {
            throw ProblemException.conflict("vote.still-open", "", vote.closesOn().toString());
        }
        int updated = jdbc
                .sql("""
                update vote set outcome = :outcome, closed_at = now(), closed_by = :by where id = :id and outcome is null""")
                .param("outcome", count.outcome().name()).param("by", by).param("id", vote.id()).update();
        if (updated == 0) {
            throw ProblemException.conflict("vote.closed", "");
        }
        return count;
    }
}
