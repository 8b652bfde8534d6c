package org.siji.platform.dispatch;

/**
 * WAITING for a free worker, RUNNING, DRAFT (found, may be changed), PUBLISHED (the orders carry it), REPLACED (a later one was
 * published), DISCARDED, FAILED. The words stand in the message files as {@code planstatus.NAME}.
 */
enum PlanStatus {
    WAITING, RUNNING, DRAFT, PUBLISHED, REPLACED, DISCARDED, FAILED
}
