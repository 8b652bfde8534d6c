package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.siji.track.FixSpool;
import org.siji.track.LiveJob;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

/** Open jobs on real tracks: fixes in pieces of thirty, shuffled within a minute, some twice, some after the window. */
final class LiveFigures implements TrackFigures {

    private static final long WINDOW_MILLIS = 300_000;
    private static final int PIECE = 30;
    private static final double LEAST_MU = 1;

    @Override
    public void print(Consumer<String> out, Path tracks) throws IOException {
        if (!Files.isDirectory(tracks)) {
            out.accept("live: no tracks in " + tracks);
            return;
        }
        List<FieldSegment> segments = FieldSegment.readAll(tracks.resolve("wheat-harvesters"));
        MeasureParameters parameters = MeasureParameters.defaults().withWidthMeters(2.4);
        Random random = new Random(4);
        int same = 0;
        double bytes = 0;
        double windowBytes = 0;
        double mu = 0;
        double most = 0;
        long waiting = 0;
        for (FieldSegment segment : segments) {
            Track arrivals = arrivals(segment.track(Track.WORKING), random);
            LiveJob job = new LiveJob(parameters, null, WINDOW_MILLIS, FixSpool.onHeap());
            pieces(arrivals).forEach(job::add);
            MeasuredWork live = job.result();
            same += isSame(live, TrackMeter.measure(arrivals, parameters)) ? 1 : 0;
            if (live.netArea().mu() >= LEAST_MU) {
                bytes += job.memoryBytes() - job.windowBytes();
                windowBytes += job.windowBytes();
                waiting += job.waiting();
                mu += live.netArea().mu();
                most = Math.max(most, (job.memoryBytes() - job.windowBytes()) / live.netArea().mu());
            }
        }
        out.accept("");
        out.accept("live, shuffled, late and twice: %d of %d jobs end as batch does, bit for bit".formatted(same,
                segments.size()));
        out.accept(
                ("  open jobs of 1 mu and more: %,.0f bytes for each mu (most %,.0f), and %.1f bytes for each fix of the late"
                        + " window").formatted(bytes / mu, most, windowBytes / waiting));
        List<List<Track>> inOrder = segments.stream().map(segment -> pieces(segment.track(Track.WORKING))).toList();
        int fixes = segments.stream().mapToInt(FieldSegment::size).sum();
        double seconds = CpuTime.best(5, () -> inOrder.forEach(pieces -> {
            LiveJob job = new LiveJob(parameters, null, WINDOW_MILLIS, FixSpool.onHeap());
            pieces.forEach(job::add);
            job.result();
        }));
        out.accept("  live, in pieces of %d in order: %.2f million fixes/s".formatted(PIECE, fixes / seconds / 1e6));
    }

    private static boolean isSame(MeasuredWork live, MeasuredWork batch) {
        return live.fixes().equals(batch.fixes()) && live.netArea().equals(batch.netArea())
                && live.grossArea().equals(batch.grossArea()) && live.overlapArea().equals(batch.overlapArea())
                && live.interval90().equals(batch.interval90()) && live.segments() == batch.segments();
    }

    private static Track arrivals(Track track, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            order.add(i);
        }
        for (int from = 0; from < order.size(); from += PIECE) {
            Collections.shuffle(order.subList(from, Math.min(order.size(), from + PIECE)), random);
        }
        for (int twice = 0; twice < track.size() / 50; twice++) {
            order.add(random.nextInt(order.size()), random.nextInt(track.size()));
        }
        return picked(track, order);
    }

    private static Track picked(Track track, List<Integer> indices) {
        Track.Builder picked = Track.builder();
        for (int i : indices) {
            picked.add(track.timeMillis(i), track.lonDegrees(i), track.latDegrees(i), track.workState(i),
                    track.widthMeters(i));
        }
        return picked.build();
    }

    private static List<Track> pieces(Track track) {
        List<Track> pieces = new ArrayList<>();
        for (int from = 0; from < track.size(); from += PIECE) {
            Track.Builder piece = Track.builder();
            for (int i = from; i < Math.min(track.size(), from + PIECE); i++) {
                piece.add(track.timeMillis(i), track.lonDegrees(i), track.latDegrees(i), track.workState(i),
                        track.widthMeters(i));
            }
            pieces.add(piece.build());
        }
        return pieces;
    }
}
