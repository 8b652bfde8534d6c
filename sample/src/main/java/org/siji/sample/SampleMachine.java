package org.siji.sample;

/**
 * A machine with its implement.
 *
 * @param code                     the provider's code, M, two digits
 * @param model                    made up
 * @param workingWidthMeters       of the implement
 * @param rateMuPerHour            what it does on a field of ordinary shape, turns included
 * @param workSpeedMetersPerSecond while working
 * @param roadSpeedMetersPerSecond on the way
 */
public record SampleMachine(String code, String model, Kind kind, SampleOperation operation, double workingWidthMeters,
        double rateMuPerHour, double workSpeedMetersPerSecond, double roadSpeedMetersPerSecond, double depotLonDegrees,
        double depotLatDegrees) {

    /** What sort of machine. */
    public enum Kind {
        COMBINE_HARVESTER, ROTARY_TILLER, RICE_TRANSPLANTER, SPRAYER, STRAW_CHOPPER
    }
}
