package org.siji.platform.demand;

/** OPEN can be bundled and cancelled, BUNDLED stands in a closed bundle. */
enum NeedStatus {
    OPEN, BUNDLED, CANCELLED
}
