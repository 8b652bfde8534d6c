package org.siji.platform.api;

import java.util.List;

/** Each module tells the season board about its stations through this. */
public interface StationReport {

    Station station();

    /** @param regionPrefix region code, 6 to 12 digits: the county, township or village that is asked about */
    StationSummary summarise(int season, String regionPrefix);

    /** What waits at this station, and for whom. */
    List<WaitingItem> waiting(int season, String regionPrefix);
}
