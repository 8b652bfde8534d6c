package org.siji.sample;

/**
 * How a terminal's log differs from where the machine was. The reported position at time t is the true one at t minus the
 * lag, plus the constant offset, plus a first-order Gauss-Markov drift in east and north each (stationary standard deviation
 * and time constant; exact discretisation, Gelb 1974, "Applied Optimal Estimation", sect. 3.6), plus white jitter. The work
 * state has no lag. Gaps begin at random and last an exponentially distributed time.
 *
 * @param offsetEastMeters    constant
 * @param offsetNorthMeters   constant
 * @param driftSigmaMeters    per axis
 * @param driftTimeSeconds    correlation time, positive
 * @param jitterSigmaMeters   per axis and fix
 * @param lagMillis           not negative
 * @param gapsPerHour         mean number
 * @param gapMeanSeconds      mean length
 * @param fixIntervalMillis   time between fixes
 */
public record NoiseModel(double offsetEastMeters, double offsetNorthMeters, double driftSigmaMeters,
        double driftTimeSeconds, double jitterSigmaMeters, long lagMillis, double gapsPerHour, double gapMeanSeconds,
        long fixIntervalMillis) {

    /** The truth itself, once a second. */
    public static final NoiseModel NONE = new NoiseModel(0, 0, 0, 1, 0, 0, 0, 0, 1000);

    /** A terminal with corrections: 3 cm. */
    public static final NoiseModel PRECISE = new NoiseModel(0, 0, 0.02, 300, 0.01, 100, 0.5, 3, 1000);

    /** What the eight terminals of a 2023 field trial did: about half a metre on the move. */
    public static final NoiseModel ORDINARY = new NoiseModel(0, 0, 0.45, 600, 0.08, 300, 1.5, 8, 2000);

    /** A cheap one under trees. */
    public static final NoiseModel POOR = new NoiseModel(0, 0, 1.5, 240, 0.3, 900, 6, 20, 2000);

    public NoiseModel {
        if (!(driftTimeSeconds > 0) || !(driftSigmaMeters >= 0) || !(jitterSigmaMeters >= 0) || lagMillis < 0
                || !(gapsPerHour >= 0) || !(gapMeanSeconds >= 0) || fixIntervalMillis <= 0) {
            throw new IllegalArgumentException(
                    "a noise model needs a positive drift time and fix interval and no negative"
                            + " amounts");
        }
    }

    public NoiseModel withOffset(double eastMeters, double northMeters) {
        return new NoiseModel(eastMeters, northMeters, driftSigmaMeters, driftTimeSeconds, jitterSigmaMeters, lagMillis,
                gapsPerHour, gapMeanSeconds, fixIntervalMillis);
    }
}
