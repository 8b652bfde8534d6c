package org.siji.platform.shares;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;

/**
 * The count of a vote: a quorum of all who may vote has to take part, and of those a majority has to agree; abstentions take part
 * and don't agree. Each voter weighs one head or his shares, exactly.
 *
 * @param entitled weight of all who may vote; @param present of those who took part; @param yes of those who agreed
 */
record VoteCount(Share entitled, Share present, Share yes, Outcome outcome) {

    enum Outcome {
        PASSED, REJECTED, NO_QUORUM
    }

    enum Choice {
        YES, NO, ABSTAIN
    }

    /** @param weight of one voter; @param choice null if he took no part */
    record Voter(Share weight, @Nullable Choice choice) {}

    /**
     * @param quorum   part of the entitled weight that has to be reached
     * @param majority part of the present weight that has to be reached; where it is exactly one half, more than it
     */
    static VoteCount of(List<Voter> voters, Share quorum, Share majority) {
        Share entitled = Share.sum(voters.stream().map(Voter::weight).toList());
        Share present = Share
                .sum(voters.stream().filter(voter -> voter.choice() != null).map(Voter::weight).toList());
        Share yes = Share
                .sum(voters.stream().filter(voter -> voter.choice() == Choice.YES).map(Voter::weight).toList());
        Outcome outcome;
        if (present.numerator() == 0 || present.compareTo(quorum.times(entitled)) < 0) {
            outcome = Outcome.NO_QUORUM;
        } else {
            int reached = yes.compareTo(majority.times(present));
            boolean more = majority.equals(new Share(1, 2)) ? reached > 0 : reached >= 0;
            outcome = more ? Outcome.PASSED : Outcome.REJECTED;
        }
        return new VoteCount(entitled, present, yes, outcome);
    }
}
