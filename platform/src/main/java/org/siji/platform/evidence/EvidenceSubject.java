package org.siji.platform.evidence;

import java.util.UUID;

import org.siji.platform.identity.CurrentUser;

/** A kind of record that evidence can stand behind. Its module answers for it. */
public interface EvidenceSubject {

    /** Lower-case word for the kind, as in paths: "needs". */
    String type();

    /** Whether the user may look at the record, and so at its evidence; false too when there is no such record. */
    boolean maySee(CurrentUser user, UUID subjectId);

    /** Whether the user may add evidence to the record. */
    default boolean mayAdd(CurrentUser user, UUID subjectId) {
        return maySee(user, subjectId);
    }
}
