package org.siji.platform.registry;

import org.jspecify.annotations.Nullable;

/** The administrative levels, and how many digits their codes have (GB/T 2260, GB/T 10114; groups after GB/T 35958). */
public enum RegionLevel {
    COUNTY(6, null), TOWNSHIP(9, COUNTY), VILLAGE(12, TOWNSHIP), GROUP(14, VILLAGE);

    private final int digits;
    private final @Nullable RegionLevel parent;

    RegionLevel(int digits, @Nullable RegionLevel parent) {
        this.digits = digits;
        this.parent = parent;
    }

    public int digits() {
        return digits;
    }

    /** The level above; null for a county. */
    public @Nullable RegionLevel parent() {
        return parent;
    }
}
