package org.siji.platform.intake;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.demand.NeedDesk.Standing;
import org.siji.platform.duty.DutyAreas.Mark;

import tools.jackson.databind.JsonNode;

/**
 * What a phone sent, as it was taken.
 *
 * @param seq         the phone's own count: the order in which it was written
 * @param baseVersion of what the leader saw when he wrote; null when nothing was there
 * @param phoneClock  what the phone took the time for; a remark, nothing is decided by it
 * @param body        JSON; of evidence everything but its content, which is kept encrypted with the other evidence
 */
record Entry(UUID id, UUID userId, String username, String villageCode, @Nullable Long seq, Kind kind,
        @Nullable Integer baseVersion, @Nullable String phoneClock, JsonNode body, String bodyHash,
        OffsetDateTime receivedAt, Outcome outcome) {

    enum Kind {
        NEED, NEED_CANCEL, MARK, EVIDENCE
    }

    enum Answer {
        DONE, CONFLICT, REFUSED
    }

    enum Keep {
        MINE, THEIRS
    }

    /** What is wrong, with the sentence as it was said. */
    record Problem(String code, String path, String message) {}

    /** What stands on the server where the entry would go. */
    record Theirs(List<Standing> needs, List<Mark> marks) {

        static final Theirs NOTHING = new Theirs(List.of(), List.of());

        boolean any() {
            return !needs.isEmpty() || !marks.isEmpty();
        }
    }

    record Outcome(Answer answer, List<Problem> problems, Theirs theirs) {

        static final Outcome DONE = new Outcome(Answer.DONE, List.of(), Theirs.NOTHING);

        static Outcome conflict(Theirs theirs) {
            return new Outcome(Answer.CONFLICT, List.of(), theirs);
        }

        static Outcome refused(List<Problem> problems) {
            return new Outcome(Answer.REFUSED, problems, Theirs.NOTHING);
        }
    }

    /** Who decided what is to stand, when. */
    record Settlement(Keep keep, String by, OffsetDateTime at) {}
}
