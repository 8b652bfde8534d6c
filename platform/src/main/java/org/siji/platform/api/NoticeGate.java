package org.siji.platform.api;

import java.time.LocalDate;

/** Asked by a module before it carries out what it decided. */
public interface NoticeGate {

    /**
     * Refuses while the county wants the public notice to be over first and it is not; else notes on the notice, if there is one, that
     * it was carried out.
     *
     * @throws ProblemException 409 {@code notice.first}
     */
    void carryOut(NoticeKind kind, String subjectId, String villageCode, LocalDate on, String by);
}
