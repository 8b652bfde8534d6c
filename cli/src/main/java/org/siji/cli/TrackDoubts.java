package org.siji.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.parcels.ParcelRecord;
import org.siji.formats.tracks.TrackLog;
import org.siji.formats.tracks.TrackProblem;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.Track;

/** What is odd about a track that could be read and measured, so that nobody takes a zero for an answer. */
final class TrackDoubts {

    private static final double METERS_PER_DEGREE = 111_320;
    private static final double ELSEWHERE_METERS = 20_000;

    private TrackDoubts() {}

    static List<Problem> about(TrackLog log, MeasuredWork work) {
        List<Problem> problems = new ArrayList<>();
        Place place = Place.file(log.name());
        outcome(work).ifPresent(kind -> problems.add(Problem.of(kind, place)));
        if (work.fixesTooFar() > 0) {
            problems.add(Problem.of(TrackProblem.FIXES_TOO_FAR, place, work.fixesTooFar()));
        }
        Track track = log.track();
        int tooWide = 0;
        float widest = 0;
        for (int i = 0; i < track.size(); i++) {
            if (track.widthMeters(i) > MeasureParameters.MAX_WIDTH_METERS) {
                tooWide++;
                widest = Math.max(widest, track.widthMeters(i));
            }
        }
        if (tooWide > 0) {
            problems.add(Problem.of(TrackProblem.WIDTH_IMPLAUSIBLE, place, tooWide, widest,
                    MeasureParameters.MAX_WIDTH_METERS));
        }
        return problems;
    }

    private static Optional<TrackProblem> outcome(MeasuredWork work) {
        return switch (work.outcome()) {
            case MEASURED -> Optional.empty();
            case NO_FIXES -> Optional.of(TrackProblem.NO_FIXES);
            case ONE_PLACE -> Optional.of(TrackProblem.ONE_PLACE);
            case NO_WORK -> Optional.of(TrackProblem.NO_WORK);
            case NO_WIDTH -> Optional.of(TrackProblem.NO_WIDTH);
        };
    }

    /** Why no parcel was worked on by a log that did work. */
    static Problem noParcel(TrackLog log, MeasuredWork work, List<ParcelRecord> parcels) {
        Coordinate worked = work.map().coveredLonLat().getEnvelopeInternal().centre();
        double nearest = Double.POSITIVE_INFINITY;
        for (ParcelRecord parcel : parcels) {
            Coordinate there = parcel.lonLat().getEnvelopeInternal().centre();
            double north = (there.y - worked.y) * METERS_PER_DEGREE;
            double turn = Math.abs(there.x - worked.x);
            double east = Math.min(turn, 360 - turn) * METERS_PER_DEGREE
                    * StrictMath.cos(StrictMath.toRadians(worked.y));
            nearest = Math.min(nearest, StrictMath.hypot(north, east));
        }
        Place place = Place.file(log.name());
        return nearest > ELSEWHERE_METERS
                ? Problem.of(TrackProblem.PARCELS_ELSEWHERE, place, String.format(Locale.ROOT, "%.0f", nearest / 1000))
                : Problem.of(TrackProblem.NO_PARCEL_WORKED, place);
    }
}
