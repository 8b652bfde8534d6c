package org.siji.sample;

/**
 * A villagers' group, the issuer (发包方) of its land.
 *
 * @param code                fourteen digits: village 12 + group 2
 * @param leaderHouseholdCode whose head leads the group
 */
public record SampleGroup(String code, String name, String leaderHouseholdCode) {}
