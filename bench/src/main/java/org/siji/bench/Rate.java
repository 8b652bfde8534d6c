package org.siji.bench;

/** How many of how many, with Wilson's 95 % interval (Wilson 1927, JASA 22:209), which holds for rates near 0 and 1 too. */
record Rate(int hits, int of) {

    private static final double Z = 1.959964;

    double share() {
        return of == 0 ? Double.NaN : (double) hits / of;
    }

    double low() {
        return Math.max(0, centre() - half());
    }

    double high() {
        return Math.min(1, centre() + half());
    }

    private double centre() {
        return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double half() {
        return Z / (1 + Z * Z / of) * Math.sqrt(share() * (1 - share()) / of + Z * Z / (4.0 * of * of));
    }

    @Override
    public String toString() {
        return of == 0
                ? "none"
                : "%d of %d = %.2f %% (%.2f to %.2f)".formatted(hits, of, share() * 100, low() * 100, high() * 100);
    }
}
