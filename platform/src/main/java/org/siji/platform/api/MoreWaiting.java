package org.siji.platform.api;

import java.util.List;

/** Work that waits beside a station's own: a module without a station of its own tells the season board through this. */
public interface MoreWaiting {

    /** Beside which station it is shown. */
    Station station();

    /** @param regionPrefix region code, 6 to 12 digits: the county, township or village that is asked about */
    List<WaitingItem> waiting(int season, String regionPrefix);
}
