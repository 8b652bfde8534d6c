package org.siji.formats.dispatch;

/** How a benchmark makes whole numbers of Euclidean distances; without the same rounding two results can't be compared. */
public enum RoutingRounding {
    /** The DIMACS challenge of 2021: each arc truncated to one decimal. */
    DIMACS(10),
    /** Each arc rounded to three decimals: the solutions beside PyVRP's instances. */
    EXACT(1000);

    /** Later than any sum of driving times, and still far from overflow when some are added. */
    private static final int NEVER = 500_000_000;

    private final int scale;

    RoutingRounding(int scale) {
        this.scale = scale;
    }

    public int scale() {
        return scale;
    }

    int distance(double dx, double dy) {
        double scaled = Math.sqrt(dx * dx + dy * dy) * scale;
        return (int) (this == DIMACS ? Math.floor(scaled) : Math.rint(scaled));
    }

    /** A time or duration. */
    int time(double time) {
        return (int) Math.min(NEVER, Math.rint(time * scale));
    }
}
