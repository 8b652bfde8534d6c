package org.siji.platform.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.telemetry.Tracks;
import org.siji.track.MeasureParameters;
import org.siji.track.Track;

/**
 * What all logs of a work order tell about the ground around its field, as one track. A log may hold a whole day on forty fields:
 * of its fixes farther from the field's box than a swath can reach only those remain from which the machine comes in, as idle, and
 * to which it leaves. Machines that worked side by side are laid end to end in time, since each has its own way.
 *
 * @param lastMillis          when the last fix in the box of the field was taken that was not idle; of the last log's fixes if there
 *                            is none
 * @param neighbourhoodMeters how far from the field's box fixes were kept
 * @param mostSquareMeters    no more ground of the field than that can have been covered: distance at work times width, where the
 *                            swath could reach the field's box
 */
record FieldTrack(Track track, long lastMillis, double neighbourhoodMeters, double mostSquareMeters) {

    /** Beyond half of the width: room for turns, and so that a field that is worked around stays to be seen. */
    private static final double MARGIN_METERS = 8;
    /** For fixes that stray, and for the ends of a swath. */
    private static final double SLACK_METERS = 0.5;
    private static final double METERS_PER_DEGREE = 111_320;
    /** Longer than any silence within a pass. */
    private static final long BETWEEN_MACHINES_MILLIS = 86_400_000L;

    /**
     * @param widthMeters    of the machines, where their logs have none; NaN where nobody knows
     * @param isWidthBinding whether it goes before what the logs say
     * @param offsetMeters   of the tool from the antenna
     */
    static FieldTrack around(Geometry field, List<Tracks.Fixes> logs, Map<UUID, Double> widthMeters,
            boolean isWidthBinding, double offsetMeters) {
        Map<UUID, List<Tracks.Fixes>> byMachine = new LinkedHashMap<>();
        logs.forEach(log -> byMachine.computeIfAbsent(log.machineId(), id -> new ArrayList<>()).add(log));
        double neighbourhood = MARGIN_METERS + Math.abs(offsetMeters)
                + widestMeters(logs, widthMeters, isWidthBinding) / 2;
        Cutter cutter = new Cutter(field, neighbourhood, neighbourhood - MARGIN_METERS + SLACK_METERS);
        for (List<Tracks.Fixes> ofMachine : byMachine.values()) {
            double width = widthMeters.getOrDefault(ofMachine.getFirst().machineId(), Double.NaN);
            cutter.nextMachine(ofMachine);
            ofMachine.forEach(log -> cutter.add(log, (float) width, isWidthBinding));
        }
        return new FieldTrack(cutter.out.build(),
                cutter.lastAtWork == Long.MIN_VALUE ? cutter.last : cutter.lastAtWork, neighbourhood,
                cutter.mostSquareMeters);
    }

    private static double widestMeters(List<Tracks.Fixes> logs, Map<UUID, Double> machines, boolean isWidthBinding) {
        double widest = machines.values().stream().filter(width -> width > 0).mapToDouble(width -> width).max()
                .orElse(0);
        if (!isWidthBinding) {
            for (Tracks.Fixes log : logs) {
                for (int i = 0; i < log.track().size(); i++) {
                    float width = log.track().widthMeters(i);
                    widest = width > widest ? width : widest;
                }
            }
        }
        return Math.min(widest, MeasureParameters.MAX_WIDTH_METERS);
    }

    private static final class Cutter {

        private final Envelope field;
        private final Envelope near;
        private final Envelope reach;
        private final double metersPerLonDegree;
        private final Track.Builder out = Track.builder();
        private long shift;
        private long earliest = Long.MAX_VALUE;
        private long lastAtWork = Long.MIN_VALUE;
        private long last = Long.MIN_VALUE;
        private double mostSquareMeters;

        Cutter(Geometry lonLat, double neighbourhoodMeters, double reachMeters) {
            field = lonLat.getEnvelopeInternal();
            metersPerLonDegree = METERS_PER_DEGREE * Math.cos(Math.toRadians(field.centre().y));
            near = expanded(neighbourhoodMeters);
            reach = expanded(reachMeters);
        }

        private Envelope expanded(double meters) {
            Envelope box = new Envelope(field);
            box.expandBy(meters / metersPerLonDegree, meters / METERS_PER_DEGREE);
            return box;
        }

        void add(Tracks.Fixes log, float machineWidth, boolean isWidthBinding) {
            Track track = log.track();
            for (int i = 0; i < track.size(); i++) {
                if (track.timeMillis(i) > log.receivedMillis() || !isFix(track, i)) {
                    continue;
                }
                boolean inside = isNear(track, i);
                // The step that leaves is work if the machine worked at its end; the one that comes in ends inside.
                boolean leaves = i > 0 && isNear(track, i - 1);
                if (inside || leaves || i + 1 < track.size() && isNear(track, i + 1)) {
                    boolean isLogged = track.widthMeters(i) > 0 && !isWidthBinding;
                    float width = isLogged ? track.widthMeters(i) : machineWidth;
                    out.add(track.timeMillis(i) + shift, track.lonDegrees(i), track.latDegrees(i),
                            inside || leaves ? track.workState(i) : Track.IDLE, width);
                    if (i > 0 && track.workState(i) != Track.IDLE && width > 0) {
                        mostSquareMeters += reachingMeters(track, i) * width;
                    }
                    earliest = Math.min(earliest, track.timeMillis(i) + shift);
                }
                note(track, i);
            }
        }

        /** Length of the step that ends here, if its swath may touch the field's box. */
        private double reachingMeters(Track track, int i) {
            double lon = track.lonDegrees(i);
            double lat = track.latDegrees(i);
            double lonBefore = track.lonDegrees(i - 1);
            double latBefore = track.latDegrees(i - 1);
            boolean isBeside = Math.max(lon, lonBefore) < reach.getMinX() || Math.min(lon, lonBefore) > reach.getMaxX()
                    || Math.max(lat, latBefore) < reach.getMinY() || Math.min(lat, latBefore) > reach.getMaxY();
            return isBeside
                    ? 0
                    : Math.hypot((lon - lonBefore) * metersPerLonDegree, (lat - latBefore) * METERS_PER_DEGREE);
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
