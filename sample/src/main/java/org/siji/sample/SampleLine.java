package org.siji.sample;

import org.locationtech.jts.geom.LineString;

/** The middle of a road or ditch, in degrees, and how wide it is. */
public record SampleLine(Kind kind, LineString lonLat, double widthMeters) {

    /** A road parts blocks, a ditch lies within a bundling gap of 3 m. */
    public enum Kind {
        ROAD, DITCH
    }
}
