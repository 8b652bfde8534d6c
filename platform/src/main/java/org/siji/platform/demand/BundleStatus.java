package org.siji.platform.demand;

/** DRAFT can be proposed anew, CLOSED is frozen, DISSOLVED has let its needs go. */
public enum BundleStatus {
    DRAFT, CLOSED, DISSOLVED
}
