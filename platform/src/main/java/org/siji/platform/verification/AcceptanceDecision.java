package org.siji.platform.verification;

/** What a check of measured work came to. */
public enum AcceptanceDecision {
    ACCEPTED, ACCEPTED_IN_PART, TO_REVIEW, REFUSED;

    /** Whether money may follow from it; a review has still to be decided. */
    public boolean isFinal() {
        return this != TO_REVIEW;
    }
}
