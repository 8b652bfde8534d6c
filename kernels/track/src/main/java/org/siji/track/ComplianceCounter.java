package org.siji.track;

/** Counts values within a range. */
final class ComplianceCounter {

    private final double least;
    private final double most;
    private final double error;
    private long samples;
    private long within;
    private long surely;
    private long possibly;
    private double sum;
    private double squareMeters;
    private double squareMetersWithin;

    /** @param error by which all values may be wrong together, as sensors are that were set up wrongly */
    ComplianceCounter(double least, double most, double error) {
        this.least = least;
        this.most = most;
        this.error = error;
    }

    void add(double value, double workedSquareMeters) {
        samples++;
        sum += value;
        squareMeters += workedSquareMeters;
        if (value >= least && value <= most) {
            within++;
            squareMetersWithin += workedSquareMeters;
        }
        surely += value >= least + error && value <= most - error ? 1 : 0;
        possibly += value >= least - error && value <= most + error ? 1 : 0;
    }

    Compliance result() {
        return new Compliance(least, most, samples, share(within), share(surely), share(possibly),
                squareMeters > 0 ? squareMetersWithin / squareMeters : share(within),
                samples == 0 ? Double.NaN : sum / samples);
    }

    private double share(long count) {
        return samples == 0 ? Double.NaN : (double) count / samples;
    }
}
