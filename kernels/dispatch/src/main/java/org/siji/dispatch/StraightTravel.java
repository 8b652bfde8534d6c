package org.siji.dispatch;

import java.util.List;

/**
 * Straight lines over a sphere times a detour factor: as exact as a plan without a road network can be. Distances are the arc over
 * the chord between unit vectors, which needs no trigonometry per pair: sooner done than looking one of a county's 25 million pairs up.
 *
 * @param detourFactor road length over straight-line length, at least 1
 */
public record StraightTravel(double detourFactor) implements Travel {

    private static final double EARTH_RADIUS_METERS = 6_371_008.8;
    /** Up to 64 km the series of the arc over its chord is exact to a micrometre. */
    private static final double MAX_SERIES_CHORD = 0.01;

    @Override
    public int meters(Place from, Place to) {
        return meters(vector(from), 0, vector(to), 0);
    }

    @Override
    public Meters between(List<Place> places) {
        double[] vectors = new double[3 * places.size()];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(vector(places.get(i)), 0, vectors, 3 * i, 3);
        }
        return (from, to) -> meters(vectors, 3 * from, vectors, 3 * to);
    }

    private static double[] vector(Place place) {
        double lon = StrictMath.toRadians(place.lonDegrees());
        double lat = StrictMath.toRadians(place.latDegrees());
        return new double[]{StrictMath.cos(lat) * StrictMath.cos(lon), StrictMath.cos(lat) * StrictMath.sin(lon),
                StrictMath.sin(lat)};
    }

    private int meters(double[] a, int i, double[] b, int j) {
        double x = a[i] - b[j];
        double y = a[i + 1] - b[j + 1];
        double z = a[i + 2] - b[j + 2];
        double square = x * x + y * y + z * z;
        double chord = Math.sqrt(square);
        double arc = chord <= MAX_SERIES_CHORD
                ? chord * (1 + square / 24 + square * square * 3 / 640)
                : 2 * StrictMath.asin(Math.min(1, chord / 2));
        return (int) Math.min(UNREACHABLE, Math.ceil(arc * EARTH_RADIUS_METERS * detourFactor));
    }
}
