package org.siji.cli;

import java.util.List;
import java.util.OptionalDouble;

import org.siji.formats.Problem;
import org.siji.track.MeasuredWork;

/**
 * One log, measured.
 *
 * @param file                    as given on the command line
 * @param log                     name of the log within the file
 * @param task                    what the log says it was for, may be empty
 * @param devices                 names of the machines
 * @param records                 records or rows read
 * @param machineAreaSquareMeters the machine's own count
 */
record MeasuredLog(String file, String log, String task, List<String> devices, long records,
        OptionalDouble machineAreaSquareMeters, MeasuredWork work) {

    /** @param problems everything wrong with the inputs */
    record Report(List<MeasuredLog> logs, List<Problem> problems) {

        /** Over the logs whose machine counted, because only they can be compared; empty if none did. */
        OptionalDouble machineArea() {
            return counted().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(counted().stream().mapToDouble(log -> log.machineAreaSquareMeters.orElseThrow())
                            .sum());
        }

        /** Gross area minus machine area, over the same logs. */
        OptionalDouble difference() {
            return counted().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(counted().stream().mapToDouble(log -> log.difference().orElseThrow()).sum());
        }

        private List<MeasuredLog> counted() {
            return logs.stream().filter(log -> log.machineAreaSquareMeters.isPresent()).toList();
        }
    }

    double gross() {
        return work.grossArea().squareMeters();
    }

    double net() {
        return work.netArea().squareMeters();
    }

    /** Gross area minus machine area, square metres. */
    OptionalDouble difference() {
        return machineAreaSquareMeters.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(gross() - machineAreaSquareMeters.getAsDouble());
    }
}
