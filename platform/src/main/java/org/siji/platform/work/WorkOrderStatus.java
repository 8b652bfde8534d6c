package org.siji.platform.work;

/**
 * ISSUED waits for a plan, PLANNED for the machine, MEASURED and IN_REVIEW for a decision. REFUSED_BY_PROVIDER: he can't do it, the
 * collective reissues or cancels. REFUSED: the work was not good enough. ACCEPTED, ACCEPTED_IN_PART and REFUSED change only
 * by appeal, CANCELLED never.
 */
public enum WorkOrderStatus {
    ISSUED, PLANNED, REFUSED_BY_PROVIDER, MEASURED, IN_REVIEW, ACCEPTED, ACCEPTED_IN_PART, REFUSED, CANCELLED;

    /** Whether work on the field has been decided on. */
    public boolean isDecided() {
        return this == ACCEPTED || this == ACCEPTED_IN_PART || this == REFUSED;
    }

    /** Whether nobody has worked on it yet, so that it can still be refused, planned or cancelled. */
    public boolean isUntouched() {
        return this == ISSUED || this == PLANNED || this == REFUSED_BY_PROVIDER;
    }
}
