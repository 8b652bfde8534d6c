package org.siji.platform.identity;

/**
 * What a user is to the county. The first three see a region, a provider its own contracts, a household itself, a group leader his
 * duty area, an operator the work of the machines that he drives.
 */
public enum Role {
    COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER, OPERATOR;

    /** Whether the scope is a region, and the user an officer or clerk. */
    public boolean isOffice() {
        return this == COUNTY || this == TOWNSHIP || this == VILLAGE;
    }

    /** In the order county, township, village, household; a provider stands beside them. */
    public boolean isBelow(Role other) {
        return other.isOffice() && compareTo(other) > 0;
    }
}
