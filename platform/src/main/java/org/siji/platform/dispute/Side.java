package org.siji.platform.dispute;

/** Who quarrels. HOUSEHOLD is whoever farms the land, also a large grower. */
enum Side {
    HOUSEHOLD, PROVIDER, COLLECTIVE
}
