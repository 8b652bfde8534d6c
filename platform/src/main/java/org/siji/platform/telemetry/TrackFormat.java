package org.siji.platform.telemetry;

/** The formats in which tracks come in. */
public enum TrackFormat {
    ISOXML, CSV
}
