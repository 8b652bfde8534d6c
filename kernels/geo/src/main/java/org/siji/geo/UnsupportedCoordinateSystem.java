package org.siji.geo;

/**
 * A coordinate system that can't be turned into CGCS2000/WGS 84 longitude and latitude without guessing. A wrong guess moves
 * parcels by about a hundred metres (Xi'an 80, Beijing 54) and nobody notices, so it is refused.
 */
public final class UnsupportedCoordinateSystem extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Reason {
        /** The text isn't WKT 1, or lacks a part that must be there. */
        MALFORMED,
        /** No such EPSG code in the table. */
        UNKNOWN_CODE,
        /** A datum whose shift to WGS 84 isn't stated (Xi'an 80, Beijing 54) or isn't known to be nil. */
        UNKNOWN_DATUM,
        /** A projection that we don't translate. */
        UNKNOWN_PROJECTION,
        /** A unit or prime meridian that we don't translate. */
        UNKNOWN_UNIT
    }

    private final Reason reason;
    private final String detail;

    UnsupportedCoordinateSystem(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
        this.detail = detail;
    }

    public Reason reason() {
        return reason;
    }

    /** The name, code or fragment that was not understood, as it stood in the input. */
    public String detail() {
        return detail;
    }
}
