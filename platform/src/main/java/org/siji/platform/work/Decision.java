package org.siji.platform.work;

/** What was decided on measured work. */
public enum Decision {
    ACCEPTED(WorkOrderStatus.ACCEPTED), ACCEPTED_IN_PART(WorkOrderStatus.ACCEPTED_IN_PART),
    TO_REVIEW(WorkOrderStatus.IN_REVIEW), REFUSED(WorkOrderStatus.REFUSED);

    private final WorkOrderStatus status;

    Decision(WorkOrderStatus status) {
        this.status = status;
    }

    WorkOrderStatus status() {
        return status;
    }
}
