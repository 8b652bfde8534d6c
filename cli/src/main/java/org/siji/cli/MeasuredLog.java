package org.siji.cli;

import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.siji.formats.Problem;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.track.FieldCoverage;
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

    /** @param coverage of the parcel by this log alone */
    record OnParcel(String log, String code, FieldCoverage coverage) {}

    /** The parcels of which the log covers anything, in their order. */
    List<OnParcel> on(List<ParcelRecord> parcels) {
        Envelope reached = work.map().coveredLonLat().getEnvelopeInternal();
        return parcels.stream().filter(parcel -> parcel.lonLat().getEnvelopeInternal().intersects(reached))
                .map(parcel -> new OnParcel(log, parcel.code(), work.map().within(parcel.lonLat())))
                .filter(on -> on.coverage.covered().squareMeters() > 0).toList();
    }

    /**
     * @param parcels  of all logs; null when nobody asked for parcels
     * @param problems everything wrong with the inputs
     */
    record Report(List<MeasuredLog> logs, @Nullable List<OnParcel> parcels, List<Problem> problems) {

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
