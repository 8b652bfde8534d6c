package org.siji.geo;

/**
 * A geometric area in square metres. What somebody pays for is a {@link PayableArea}.
 *
 * @param squareMeters finite, not negative
 */
public record Area(double squareMeters) implements Comparable<Area> {

    /** 15 mu are one hectare; 666.67 would lose 5 m2 in a thousand mu. */
    public static final double SQUARE_METERS_PER_MU = 10_000.0 / 15.0;

    public static final Area ZERO = new Area(0);

    public Area {
        if (!(squareMeters >= 0) || Double.isInfinite(squareMeters)) {
            throw new IllegalArgumentException("area must be finite and not negative: " + squareMeters);
        }
    }

    public static Area ofMu(double mu) {
        return new Area(mu * SQUARE_METERS_PER_MU);
    }

    public double mu() {
        return squareMeters / SQUARE_METERS_PER_MU;
    }

    public Area plus(Area other) {
        return new Area(squareMeters + other.squareMeters);
    }

    @Override
    public int compareTo(Area other) {
        return Double.compare(squareMeters, other.squareMeters);
    }
}
