package org.siji.geo;

import org.locationtech.jts.geom.Coordinate;

/**
 * The shifted coordinates of Chinese web maps. Nobody can see from coordinates whether they are shifted, so whoever calls this must
 * have been told. The shift (some 100 to 700 m) is the polynomial and sines that map makers publish in their clients, with
 * their own ellipsoid (a = 6378245 m, e2 = 0.006693421622965943); outside a box around China there is none. In {@code StrictMath}:
 * the same on every machine.
 */
public final class Gcj02 {

    private static final double A = 6378245.0;
    private static final double E2 = 0.006693421622965943;
    private static final double WEST = 72.004;
    private static final double EAST = 137.8347;
    private static final double SOUTH = 0.8293;
    private static final double NORTH = 55.8271;
    private static final int MAX_ROUNDS = 30;

    private Gcj02() {}

    /** Real coordinates (WGS 84 / CGCS2000, degrees) to shifted ones, into {@code out} (x = longitude). */
    public static void fromWgs84(double lonDegrees, double latDegrees, Coordinate out) {
        out.x = lonDegrees;
        out.y = latDegrees;
        if (isShifted(lonDegrees, latDegrees)) {
            out.x += eastShift(lonDegrees, latDegrees);
            out.y += northShift(lonDegrees, latDegrees);
        }
    }

    /**
     * Shifted coordinates to real ones, into {@code out}: the point that {@link #fromWgs84} moves here, to the last bits of a
     * double (below 1e-12 degrees). Within a kilometre of the box's border there may be two such points, or none.
     */
    public static void toWgs84(double lonDegrees, double latDegrees, Coordinate out) {
        double lon = lonDegrees;
        double lat = latDegrees;
        if (isShifted(lonDegrees, latDegrees)) {
            // The shift changes by less than 0.3 % of the way, so each round gains more than two digits.
            for (int round = 0; round < MAX_ROUNDS; round++) {
                double nextLon = lonDegrees - eastShift(lon, lat);
                double nextLat = latDegrees - northShift(lon, lat);
                boolean isStill = nextLon == lon && nextLat == lat;
                lon = nextLon;
                lat = nextLat;
                if (isStill) {
                    break;
                }
            }
        }
        out.x = lon;
        out.y = lat;
    }

    private static boolean isShifted(double lon, double lat) {
        return lon >= WEST && lon <= EAST && lat >= SOUTH && lat <= NORTH;
    }

    private static double eastShift(double lonDegrees, double latDegrees) {
        double x = lonDegrees - 105;
        double y = latDegrees - 35;
        double shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * StrictMath.sqrt(Math.abs(x)) + ripple(x)
                + (20 * sin(x) + 40 * sin(x / 3)) * 2 / 3 + (150 * sin(x / 12) + 300 * sin(x / 30)) * 2 / 3;
        double lat = StrictMath.toRadians(latDegrees);
        double sin = StrictMath.sin(lat);
        return StrictMath.toDegrees(shift / (A / StrictMath.sqrt(1 - E2 * sin * sin) * StrictMath.cos(lat)));
    }

    private static double northShift(double lonDegrees, double latDegrees) {
        double x = lonDegrees - 105;
        double y = latDegrees - 35;
        double shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * StrictMath.sqrt(Math.abs(x)) + ripple(x)
                + (20 * sin(y) + 40 * sin(y / 3)) * 2 / 3 + (160 * sin(y / 12) + 320 * sin(y / 30)) * 2 / 3;
        double sin = StrictMath.sin(StrictMath.toRadians(latDegrees));
        double w = 1 - E2 * sin * sin;
        return StrictMath.toDegrees(shift / (A * (1 - E2) / (w * StrictMath.sqrt(w))));
    }

    /** The same in both directions. */
    private static double ripple(double x) {
        return (20 * sin(6 * x) + 20 * sin(2 * x)) * 2 / 3;
    }

    private static double sin(double halfTurns) {
        return StrictMath.sin(halfTurns * Math.PI);
    }
}
