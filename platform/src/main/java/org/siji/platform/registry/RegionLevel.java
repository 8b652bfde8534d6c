package org.siji.platform.registry;

/** The administrative levels, and how many digits their codes have (GB/T 2260, GB/T 10114; groups after GB/T 35958). */
public enum RegionLevel {
    COUNTY(6), TOWNSHIP(9), VILLAGE(12), GROUP(14);

    private final int digits;

    RegionLevel(int digits) {
        this.digits = digits;
    }

    public int digits() {
        return digits;
    }
}
