package org.siji.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Problem;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.formats.tracks.TrackLog;
import org.siji.track.AreaInterval;
import org.siji.track.FieldCoverage;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.RuleDecision;
import org.siji.track.RuleSet;
import org.siji.track.TrackCheck;
import org.siji.track.WorkQuality;

/**
 * One log, measured.
 *
 * @param file      as given on the command line
 * @param on        the parcels that it worked on
 * @param decisions of the rules, by parcel; one for all of it where no parcels were given
 * @param checks    of the track by itself and against the logs before it
 */
record MeasuredLog(String file, TrackLog read, MeasuredWork work, WorkQuality quality, List<OnParcel> on,
        List<Decided> decisions, List<TrackCheck> checks) {

    /**
     * @param coverage   of the parcel by this log alone
     * @param interval90 what the worked area of it may really be
     */
    record OnParcel(String code, Geometry lonLat, FieldCoverage coverage, AreaInterval interval90) {}

    /** @param parcel its code; empty if no parcels were given */
    record Decided(String parcel, RuleDecision decision) {}

    /** The parcels of which the work covers anything, in their order. */
    static List<OnParcel> on(List<ParcelRecord> parcels, MeasuredWork work) {
        if (parcels.isEmpty()) {
            return List.of();
        }
        Envelope reached = work.map().coveredLonLat().getEnvelopeInternal();
        return parcels.stream().filter(parcel -> parcel.lonLat().getEnvelopeInternal().intersects(reached))
                .map(parcel -> new OnParcel(parcel.code(), parcel.lonLat(), work.map().within(parcel.lonLat()),
                        work.map().interval90(parcel.lonLat())))
                .filter(on -> on.coverage.covered().squareMeters() > 0).toList();
    }

    /**
     * @param parcels  those of the file; null when nobody asked for parcels
     * @param rules    null when nobody asked for them
     * @param hashes   of every file that was read
     * @param problems everything wrong with the inputs
     */
    record Report(List<MeasuredLog> logs, @Nullable List<ParcelRecord> parcels, @Nullable RuleSet rules,
            MeasureParameters parameters, List<InputHash> hashes, List<Problem> problems) {

        /** Over all logs. */
        double sum(ToDoubleFunction<MeasuredLog> part) {
            // In the order of the logs; a stream's sum would compensate, and do so differently in another JDK.
            double sum = 0;
            for (MeasuredLog log : logs) {
                sum += part.applyAsDouble(log);
            }
            return sum;
        }

        /** Over the logs whose machine counted, because only they can be compared; empty if none did. */
        OptionalDouble machineArea() {
            return counted()
                    ? OptionalDouble.of(sum(log -> log.machineAreaSquareMeters().orElse(0)))
                    : OptionalDouble.empty();
        }

        /** Gross area minus machine area, over the same logs. */
        OptionalDouble difference() {
            return counted()
                    ? OptionalDouble.of(sum(log -> log.difference().orElse(0)))
                    : OptionalDouble.empty();
        }

        private boolean counted() {
            return logs.stream().anyMatch(log -> log.machineAreaSquareMeters().isPresent());
        }
    }

    String log() {
        return read.name();
    }

    OptionalDouble machineAreaSquareMeters() {
        return read.machineAreaSquareMeters();
    }

    double gross() {
        return work.grossArea().squareMeters();
    }

    double net() {
        return work.netArea().squareMeters();
    }

    double overlap() {
        return work.overlapArea().squareMeters();
    }

    /** Gross area minus machine area, square metres. */
    OptionalDouble difference() {
        OptionalDouble machine = machineAreaSquareMeters();
        return machine.isEmpty() ? machine : OptionalDouble.of(gross() - machine.getAsDouble());
    }
}
