package org.siji.sample;

/**
 * @param code nine digits: county 6 + township 3
 * @param name Chinese, made up
 */
public record SampleTownship(String code, String name) {}
