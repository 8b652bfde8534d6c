package org.siji.platform.cab;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an operator reported of an order, as it was taken.
 *
 * @param seq             the phone's own count: the order in which it was tapped
 * @param problem         with kind PROBLEM, else null
 * @param lon             and {@code lat}: where the phone was, degrees; null where it didn't tell
 * @param phoneClock      what the phone took the time for
 * @param clockOffSeconds how much the phone's clock was ahead when it sent this; null if it was right or didn't tell
 * @param countedAt       the time that counts: the phone's, corrected where that is possible, and never after it was received
 * @param trouble         why it doesn't count; null if it does
 */
record Step(UUID id, UUID orderId, UUID userId, String operatorName, UUID providerId, @Nullable Long seq, Kind kind,
        @Nullable Problem problem, String note, @Nullable Double lon, @Nullable Double lat,
        @Nullable String phoneClock, Clock clock, @Nullable Long clockOffSeconds, OffsetDateTime countedAt,
        OffsetDateTime receivedAt, String bodyHash, Answer answer, @Nullable Trouble trouble) {

    /** INSIST: he stands by what he reported of an order and what didn't count. */
    enum Kind {
        START, PAUSE, GO_ON, DONE, PROBLEM, INSIST
    }

    /** STOPPED: somebody does not let him work. */
    enum Problem {
        MACHINE_BROKEN, FIELD_WET, NO_WAY_IN, NOT_READY, WRONG_FIELD, STOPPED, OTHER
    }

    /**
     * How the phone's time was taken. CORRECTED by what its clock said when it sent; AHEAD of when it came, LONG_AGO or NONE: the time
     * at which it came counts.
     */
    enum Clock {
        RIGHT, CORRECTED, AHEAD, LONG_AGO, NONE
    }

    /** DONE: it counts. CONFLICT and REFUSED: it is kept and doesn't. */
    enum Answer {
        DONE, CONFLICT, REFUSED
    }

    /** What stands in the way, with the sentence as it was said. */
    record Trouble(String code, String message) {}

    boolean counts() {
        return answer == Answer.DONE;
    }
}
