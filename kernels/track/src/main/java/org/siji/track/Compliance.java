package org.siji.track;

/**
 * How much of the work kept within a demanded range.
 *
 * @param least        the demand; the range is inclusive
 * @param most         {@code POSITIVE_INFINITY} if there is no upper end
 * @param samples      fixes at work that have a value
 * @param passRate     share of them within the range, 0 to 1; NaN without samples
 * @param passRateLow  the same if every value were worse by the error of the measuring; with {@code passRateHigh} the range in
 *                     which the true rate lies
 * @param passRateHigh the same if every value were better
 * @param areaShare    share of the ground (distance x width) that was worked within the range
 * @param mean         of the values
 */
public record Compliance(double least, double most, long samples, double passRate, double passRateLow,
        double passRateHigh, double areaShare, double mean) {}
