package org.siji.platform.work;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What operators say of orders from their cabs. Filled by the module that hears them. */
public interface OperatorReports {

    /** How far the operator says that he is; an order of which nobody said anything is not begun. */
    enum State {
        NOT_BEGUN, WORKING, PAUSED, DONE
    }

    /**
     * @param begunAt   when work began, by the time that counts; null while nobody has begun
     * @param heardAt   when the server first heard that work had begun; null while nobody has begun
     * @param since     when it came to this state; the latest problem's time while nobody has begun
     * @param problem   the latest trouble since work was last gone on with, as the message files name it; null for none
     * @param conflicts how many reports don't count, because the order stood with another machine or was cancelled
     * @param insisted  whether an operator stands by such a report of his: a dispatcher has to look
     */
    record Report(State state, @Nullable OffsetDateTime begunAt, @Nullable OffsetDateTime heardAt,
            @Nullable OffsetDateTime since,
            @Nullable String problem, int conflicts, boolean insisted) {

        /** Whether a plan has to leave the order where it is. */
        public boolean isBegun() {
            return state != State.NOT_BEGUN;
        }
    }

    /** By order; one of which nobody said anything is absent. */
    Map<UUID, Report> mapReports(Collection<UUID> workOrderIds);
}
