package org.siji.dispatch;

/** Driving time over a sphere with a detour factor: as exact as a plan without a road network can be. */
final class Travel {
    private static final double EARTH_RADIUS_KM = 6371.0088;

    private Travel() {}

    /** Whole minutes, rounded up; haversine formula. */
    static int minutes(double fromLon, double fromLat, double toLon, double toLat, double kmPerHour,
            double detourFactor) {
        double sinLat = StrictMath.sin(StrictMath.toRadians(toLat - fromLat) / 2);
        double sinLon = StrictMath.sin(StrictMath.toRadians(toLon - fromLon) / 2);
        double h = sinLat * sinLat + StrictMath.cos(StrictMath.toRadians(fromLat))
                * StrictMath.cos(StrictMath.toRadians(toLat)) * sinLon * sinLon;
        double km = 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, Math.sqrt(h)));
        return (int) Math.ceil(km * detourFactor / kmPerHour * 60);
    }
}
