package org.siji.platform.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.telemetry.Tracks;
import org.siji.track.Track;

/**
 * What all logs of a work order tell about the ground around its field, as one track. A log may hold a whole day on forty fields:
 * of its fixes farther than {@link #NEIGHBOURHOOD_METERS} from the field's box only those remain, as idle, from which the machine
 * comes in and to which it leaves. Machines that worked side by side are laid end to end in time, since each has its own way.
 *
 * @param lastMillis when the last fix in the box of the field was taken that was not idle; of the last log's fixes if there is none
 */
record FieldTrack(Track track, long lastMillis) {

    static final double NEIGHBOURHOOD_METERS = 50;

    private static final double METERS_PER_DEGREE = 111_320;
    /** Longer than any silence within a pass. */
    private static final long BETWEEN_MACHINES_MILLIS = 86_400_000L;

    /**
     * @param widthMeters    of the machines, where their logs have none; NaN where nobody knows
     * @param isWidthBinding whether it goes before what the logs say
     */
    static FieldTrack around(Geometry field, List<Tracks.Fixes> logs, Map<UUID, Double> widthMeters,
            boolean isWidthBinding) {
        Map<UUID, List<Tracks.Fixes>> byMachine = new LinkedHashMap<>();
        logs.forEach(log -> byMachine.computeIfAbsent(log.machineId(), id -> new ArrayList<>()).add(log));
        Cutter cutter = new Cutter(field);
        for (List<Tracks.Fixes> ofMachine : byMachine.values()) {
            double width = widthMeters.getOrDefault(ofMachine.getFirst().machineId(), Double.NaN);
            cutter.nextMachine(ofMachine);
            ofMachine.forEach(log -> cutter.add(log, (float) width, isWidthBinding));
        }
        return new FieldTrack(cutter.out.build(),
                cutter.lastAtWork == Long.MIN_VALUE ? cutter.last : cutter.lastAtWork);
    }

    private static final class Cutter {

        private final Envelope field;
        private final Envelope near;
        private final Track.Builder out = Track.builder();
        private long shift;
        private long earliest = Long.MAX_VALUE;
        private long lastAtWork = Long.MIN_VALUE;
        private long last = Long.MIN_VALUE;

        Cutter(Geometry lonLat) {
            field = lonLat.getEnvelopeInternal();
            near = new Envelope(field);
            near.expandBy(NEIGHBOURHOOD_METERS / (METERS_PER_DEGREE * Math.cos(Math.toRadians(field.centre().y))),
                    NEIGHBOURHOOD_METERS / METERS_PER_DEGREE);
        }

        void add(Tracks.Fixes log, float machineWidth, boolean isWidthBinding) {
            Track track = log.track();
            for (int i = 0; i < track.size(); i++) {
                if (track.timeMillis(i) > log.receivedMillis() || !isFix(track, i)) {
                    continue;
                }
                boolean inside = isNear(track, i);
                boolean atEdge = inside || i > 0 && isNear(track, i - 1)
                        || i + 1 < track.size() && isNear(track, i + 1);
                if (atEdge) {
                    boolean isLogged = track.widthMeters(i) > 0 && !isWidthBinding;
                    float width = isLogged ? track.widthMeters(i) : machineWidth;
                    out.add(track.timeMillis(i) + shift, track.lonDegrees(i), track.latDegrees(i),
                            inside ? track.workState(i) : Track.IDLE, width);
                    earliest = Math.min(earliest, track.timeMillis(i) + shift);
                }
                note(track, i);
            }
        }

        private void note(Track track, int i) {
            last = Math.max(last, track.timeMillis(i));
            if (track.workState(i) != Track.IDLE && field.contains(track.lonDegrees(i), track.latDegrees(i))) {
                lastAtWork = Math.max(lastAtWork, track.timeMillis(i));
            }
        }

        /** Lays it before all others, not behind them: what is in the future stays to be seen as such. */
        void nextMachine(List<Tracks.Fixes> logs) {
            if (earliest == Long.MAX_VALUE) {
                return;
            }
            long end = Long.MIN_VALUE;
            for (Tracks.Fixes log : logs) {
                for (int i = 0; i < log.track().size(); i++) {
                    if (log.track().timeMillis(i) <= log.receivedMillis()) {
                        end = Math.max(end, log.track().timeMillis(i));
                    }
                }
            }
            shift = earliest - BETWEEN_MACHINES_MILLIS - end;
        }

        private boolean isNear(Track track, int i) {
            return near.contains(track.lonDegrees(i), track.latDegrees(i));
        }

        private static boolean isFix(Track track, int i) {
            return Math.abs(track.lonDegrees(i)) <= 180 && Math.abs(track.latDegrees(i)) <= 90;
        }
    }
}
