package org.siji.track;

import java.util.Optional;

/**
 * What measured work must be like to be paid for by public money. Rule sets are data; this only says what they may demand.
 *
 * @param name           by which the rules are chosen
 * @param operation      what kind of work they are for, in the words of the dictionary
 * @param basis          what is counted
 * @param source         where the rules come from; empty if they are made up as an example
 * @param issued         when, as exactly as the source says: a year or a day; of an example, when it was written
 * @param minDepthMeters empty if depth doesn't matter
 * @param minDepthRate   share of the depth values that must reach it, 0 to 1
 * @param below          what happens to work whose rate is lower
 * @param minCoverage    share of the field that must be worked, 0 to 1; 0 demands nothing
 * @param maxOverlap     of the worked ground; above it, people look at it; 1 allows any
 * @param minSpeedKmh    speed range of good work
 * @param maxSpeedKmh    likewise
 * @param minSpeedRate   share of the fixes at work that must keep to it; below, people look at it; 0 demands nothing
 */
public record RuleSet(String name, String operation, Basis basis, Optional<String> source, String issued,
        Optional<Double> minDepthMeters, double minDepthRate, Below below, double minCoverage, double maxOverlap,
        double minSpeedKmh, double maxSpeedKmh, double minSpeedRate) {

    /** What is paid for. */
    public enum Basis {
        /** Worked ground. */
        AREA,
        /** Trays of seedlings: counted by people, no track says anything about them. */
        TRAYS
    }

    /** What happens to work whose depth doesn't reach the demanded rate. */
    public enum Below {
        /** The ground that was worked deep enough is paid for. */
        QUALIFIED_AREA,
        /** People decide: the source doesn't say. */
        REVIEW,
        /** Nothing is paid. */
        NOTHING
    }

    public RuleSet {
        require(isShare(minDepthRate) && isShare(minCoverage) && isShare(maxOverlap) && isShare(minSpeedRate),
                name + ": shares are from 0 to 1");
        require(minDepthMeters.isEmpty() || minDepthMeters.get() > 0 && minDepthMeters.get() < 2,
                name + ": depth " + minDepthMeters);
        require(minSpeedKmh >= 0 && maxSpeedKmh > minSpeedKmh, name + ": speed");
    }

    private static boolean isShare(double share) {
        return share >= 0 && share <= 1;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without a source nobody may pay by it. */
    public boolean isExample() {
        return source.isEmpty();
    }

    /** The demand on which the quality is to be judged for these rules. */
    public QualityDemand demand() {
        return new QualityDemand(minSpeedKmh, maxSpeedKmh, minDepthMeters.orElse(Double.NaN),
                QualityDemand.usual().depthErrorMeters());
    }
}
