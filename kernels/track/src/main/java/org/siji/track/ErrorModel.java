package org.siji.track;

/**
 * How far the measuring may be wrong, for the interval of an area: one standard deviation each, per axis where it is a place.
 *
 * @param driftMeters       slowly wandering error of the positions: the same for neighbouring passes, another an hour later
 * @param driftSeconds      time in which the drift forgets itself (first-order Gauss-Markov)
 * @param jitterMeters      error of each position by itself
 * @param widthMeters       of the working width: neither is the implement always used to its full width
 * @param lagSeconds        of the lag that was assumed
 */
public record ErrorModel(double driftMeters, double driftSeconds, double jitterMeters, double widthMeters,
        double lagSeconds) {

    /**
     * A single receiver without corrections: drift of 0.3 m over 10 min; jitter with half of the positions within 0.11 m, as the best
     * of eight terminals had in a field trial of 2023 (农业工程 13(9)), whose lag of up to a second is uniform.
     */
    public static final ErrorModel USUAL = new ErrorModel(0.3, 600, 0.11 / 1.1774, 0.02, 0.29);

    public ErrorModel {
        MeasureParameters.require(driftMeters >= 0 && driftMeters <= 10, "driftMeters", driftMeters, 0, 10);
        MeasureParameters.require(driftSeconds > 0 && driftSeconds <= 1e6, "driftSeconds", driftSeconds, 0, 1e6);
        MeasureParameters.require(jitterMeters >= 0 && jitterMeters <= 10, "jitterMeters", jitterMeters, 0, 10);
        MeasureParameters.require(widthMeters >= 0 && widthMeters <= 10, "widthMeters", widthMeters, 0, 10);
        MeasureParameters.require(lagSeconds >= 0 && lagSeconds <= 10, "lagSeconds", lagSeconds, 0, 10);
    }
}
