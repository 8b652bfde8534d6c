package org.siji.platform.shares;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.siji.money.Share;
import org.siji.platform.shares.VoteCount.Choice;
import org.siji.platform.shares.VoteCount.Outcome;
import org.siji.platform.shares.VoteCount.Voter;

import static org.assertj.core.api.Assertions.assertThat;

class VoteCountTest {

    @ParameterizedTest(name = "{0} yes, {1} no, {2} abstain, {3} absent, majority {4}: {5}")
    @CsvSource({"6, 0, 0, 3, 1/2, PASSED", "5, 0, 0, 3, 1/2, NO_QUORUM", "3, 3, 0, 0, 1/2, REJECTED",
            "4, 3, 0, 0, 1/2, PASSED", "3, 2, 1, 0, 1/2, REJECTED", "4, 2, 0, 0, 2/3, PASSED",
            "3, 2, 0, 0, 2/3, REJECTED",
            "0, 0, 0, 4, 1/2, NO_QUORUM"})
    void twoThirdsHaveToTakePart(int yes, int no, int abstain, int absent, String majority, Outcome expected) {
        List<Voter> voters = new ArrayList<>();
        for (int i = 0; i < yes; i++) {
            voters.add(new Voter(Share.WHOLE, Choice.YES));
        }
        for (int i = 0; i < no; i++) {
            voters.add(new Voter(Share.WHOLE, Choice.NO));
        }
        for (int i = 0; i < abstain; i++) {
            voters.add(new Voter(Share.WHOLE, Choice.ABSTAIN));
        }
        for (int i = 0; i < absent; i++) {
            voters.add(new Voter(Share.WHOLE, null));
        }
        Share wanted = majority.equals("1/2") ? new Share(1, 2) : new Share(2, 3);
        assertThat(VoteCount.of(voters, new Share(2, 3), wanted).outcome()).isEqualTo(expected);
    }
}
