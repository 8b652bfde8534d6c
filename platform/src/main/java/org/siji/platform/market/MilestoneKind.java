package org.siji.platform.market;

/** What a milestone of a contract is about. */
public enum MilestoneKind {
    DEPOSIT_PAID, MACHINES_READY, WORK_DONE, SUPERVISED, ACCEPTED, YIELD_WEIGHED, BENEFIT_GIVEN, SETTLED, OTHER
}
