package org.siji.platform.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A kind of decision that everybody may look into and object to. The module that decides answers for it through this, and needs not
 * know how notices are kept.
 */
public interface NoticeSubject {

    NoticeKind kind();

    /**
     * Something that was decided.
     *
     * @param subjectId what the module calls it: an id, or a village and a year where one notice shows them all
     * @param page      where an office looks at it: "/dividends/..."
     */
    record Decision(String subjectId, String villageCode, int season, String title, LocalDate decidedOn, String page) {}

    /** Everything decided in a village's season, oldest first. */
    List<Decision> listDecided(String villageCode, int season);

    /** Empty where there is none. */
    Optional<Decision> findDecision(String subjectId);

    /** The decision as it stands now, ready to be shown to all. */
    NoticePaper draw(Decision decision);

    /** Objections that were raised elsewhere than at the notice and wait for an answer: it can't be closed before. */
    default long openObjections(String subjectId) {
        return 0;
    }
}
