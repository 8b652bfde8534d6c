package org.siji.formats;

import org.locationtech.jts.geom.Coordinate;
import org.siji.geo.Gcj02;

/**
 * What the longitudes and latitudes of a file refer to. Shifted coordinates look like any others, so only a declaration
 * counts: of whoever hands the file in, or in its header.
 */
public enum Coordinates {
    /** WGS 84 or CGCS2000. */
    WGS84,
    /** The shifted ones of Chinese web maps. */
    GCJ02;

    /** To WGS 84, into {@code out}. */
    public void toWgs84(double lonDegrees, double latDegrees, Coordinate out) {
        if (this == GCJ02) {
            Gcj02.toWgs84(lonDegrees, latDegrees, out);
        } else {
            out.x = lonDegrees;
            out.y = latDegrees;
        }
    }
}
