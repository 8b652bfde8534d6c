package org.siji.platform.api;

/** Each module tells the season board about its stations through this. */
public interface StationReport {

    Station station();

    /** @param regionPrefix region code, 6 to 12 digits: the county, township or village that is asked about */
    StationState look(int season, String regionPrefix);
}
