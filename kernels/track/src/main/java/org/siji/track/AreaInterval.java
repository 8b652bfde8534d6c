package org.siji.track;

import org.siji.geo.Area;

/**
 * What an area may really be.
 *
 * @param low      in one of twenty cases it is smaller
 * @param estimate the best single figure
 * @param high     in one of twenty cases it is larger
 */
public record AreaInterval(Area low, Area estimate, Area high) {

    public boolean contains(Area area) {
        return low.compareTo(area) <= 0 && area.compareTo(high) <= 0;
    }
}
