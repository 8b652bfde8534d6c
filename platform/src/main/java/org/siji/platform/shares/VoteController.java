package org.siji.platform.shares;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.shares.Votes.CountedBy;
import org.siji.platform.shares.Votes.Subject;
import org.siji.platform.shares.Votes.Vote;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Votes: opened with their rules, cast for each shareholder with the evidence, counted and closed. */
@RestController
@RequestMapping("/api/v1")
class VoteController {

    private static final int BASIS_POINTS = DividendSheet.BASIS_POINTS;

    private final EntityAccess access;
    private final Votes votes;
    private final Holdings holdings;
    private final Clock clock;

    VoteController(EntityAccess access, Votes votes, Holdings holdings, Clock clock) {
        this.access = access;
        this.votes = votes;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** @param quorumNumerator and the next three: defaults are 2/3 taking part and more than 1/2 agreeing */
    record NewVote(@Nullable Subject subject, @Nullable String question, @Nullable CountedBy countedBy,
            @Nullable Integer quorumNumerator, @Nullable Integer quorumDenominator,
            @Nullable Integer majorityNumerator, @Nullable Integer majorityDenominator,
            @Nullable Integer reserveBasisPoints, @Nullable Integer welfareBasisPoints, @Nullable LocalDate recordOn,
            @Nullable LocalDate closesOn) {}

    record VoteDetail(Vote vote, VoteCount count) {}

    @PostMapping("/entities/{id}/votes")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    VoteDetail open(CurrentUser user, @PathVariable UUID id, @RequestBody NewVote request) {
        access.getVisible(user, id);
        Violations violations = Violations.collect().requireValue(request.subject(), "subject")
                .requireValue(request.question(), "question").requireValue(request.countedBy(), "countedBy")
                .requireValue(request.recordOn(), "recordOn").requireValue(request.closesOn(), "closesOn");
        int qn = request.quorumNumerator() == null ? 2 : request.quorumNumerator();
        int qd = request.quorumDenominator() == null ? 3 : request.quorumDenominator();
        int mn = request.majorityNumerator() == null ? 1 : request.majorityNumerator();
        int md = request.majorityDenominator() == null ? 2 : request.majorityDenominator();
        violations.require(qn >= 1 && qn <= qd, "vote.quorum", "quorumNumerator", qn, qd).require(mn >= 1 && mn <= md,
                "vote.majority", "majorityNumerator", mn, md);
        Integer reserve = request.reserveBasisPoints();
        Integer welfare = request.welfareBasisPoints();
        if (request.subject() == Subject.PROVISIONS) {
            violations.requireValue(reserve, "reserveBasisPoints").requireValue(welfare, "welfareBasisPoints");
            violations.require(reserve == null || welfare == null
                    || reserve >= 0 && welfare >= 0 && reserve <= BASIS_POINTS - welfare, "vote.percentages",
                    "reserveBasisPoints");
        }
        violations.throwIfAny();
        boolean provisions = request.subject() == Subject.PROVISIONS;
        UUID vote = votes.open(new Vote(id, id, requireNonNull(request.subject()), requireNonNull(request.question()),
                requireNonNull(request.countedBy()), qn, qd, mn, md, provisions ? reserve : null,
                provisions ? welfare : null, requireNonNull(request.recordOn()), requireNonNull(request.closesOn()),
                null), user.username());
        return detail(votes.getVote(vote));
    }

    @GetMapping("/entities/{id}/votes")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Vote> list(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new Page<>(votes.listVotes(id), null);
    }

    @GetMapping("/votes/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    VoteDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(getVisible(user, id));
    }

    record NewBallot(@Nullable UUID shareholderId, VoteCount.@Nullable Choice choice, @Nullable String evidence) {}

    /** A household casts its own; an office casts for others and says where the choice can be looked up. */
    @PostMapping("/votes/{id}/ballots")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    VoteDetail cast(CurrentUser user, @PathVariable UUID id, @RequestBody NewBallot request) {
        Vote vote = getVisible(user, id);
        boolean itself = user.role() == HOUSEHOLD;
        Violations.collect().requireValue(request.shareholderId(), "shareholderId")
                .requireValue(request.choice(), "choice")
                .requireValue(itself ? "-" : request.evidence(), "evidence").throwIfAny();
        UUID shareholder = requireNonNull(request.shareholderId());
        if (itself && !user.isHousehold(holdings.getShareholder(vote.entityId(), shareholder).householdId())) {
            throw ProblemException.notFound("shareholder", shareholder);
        }
        votes.cast(vote, shareholder, requireNonNull(request.choice()),
                request.evidence() == null ? user.username() : request.evidence(), user.username());
        return detail(vote);
    }

    @PostMapping("/votes/{id}/close")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    VoteDetail close(CurrentUser user, @PathVariable UUID id) {
        Vote vote = getVisible(user, id);
        votes.close(vote, LocalDate.now(clock.withZone(Movements.FARM_ZONE)), user.username());
        return detail(votes.getVote(id));
    }

    private Vote getVisible(CurrentUser user, UUID id) {
        Vote vote = votes.getVote(id);
        access.getVisible(user, vote.entityId());
        return vote;
    }

    private VoteDetail detail(Vote vote) {
        return new VoteDetail(vote, votes.count(vote));
    }
}
