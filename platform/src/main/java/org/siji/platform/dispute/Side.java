package org.siji.platform.dispute;

/** Who quarrels. HOUSEHOLD is whoever farms the land, also a large grower. */
public enum Side {
    HOUSEHOLD, PROVIDER, COLLECTIVE
}
