package org.siji.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.siji.track.TrackCheck.Code;
import org.siji.track.TrackCheck.Measure;
import org.siji.track.TrackCheck.Reason;
import org.siji.track.TrackCheck.Verdict;

/**
 * Finds whether a track is the drive of an earlier one, at whatever time and place, turned or mirrored: the marks of all
 * tracks by their rounded numbers, so that one track is checked against a season of them without looking at each. Two tracks
 * are the same drive if many marks agree with one and the same shift in time. Not safe for concurrent use while adding.
 */
public final class ReplayIndex {

    /** Copies differ by the rounding of coordinates only; drivers do not repeat themselves to a foot. */
    static final double TIME_TOLERANCE_SECONDS = 0.6;
    static final double PLACE_TOLERANCE_METERS = 0.25;
    /** Who shifts degrees without a projection distorts the shape a little. */
    private static final double PLACE_TOLERANCE_SHARE = 0.005;
    static final double SHIFT_TOLERANCE_SECONDS = 1.5;
    private static final int MIN_MATCHED = 5;
    /** Few marks must nearly all agree; of many a part will do, for who copies a part. */
    private static final double MIN_MATCHED_SHARE = 0.65;
    private static final int MANY_MATCHED = 10;
    private static final double MIN_SHARE_OF_MANY = 0.3;
    private static final double TIME_CELL_SECONDS = 8;
    private static final double PLACE_CELL_METERS = 6;

    private final List<String> ids = new ArrayList<>();
    private final List<DriveSignature> signatures = new ArrayList<>();
    /** Last entry of each cell; {@link #next} chains the others. */
    private final Map<Long, Integer> last = new HashMap<>();
    private int[] next = new int[1024];
    private int[] track = new int[1024];
    private int[] mark = new int[1024];
    private int entries;

    public int size() {
        return ids.size();
    }

    /** @param id tells the track apart; a check never matches a track of the same id */
    public void add(String id, Track fixes) {
        DriveSignature signature = DriveSignature.of(FlatTrack.of(fixes));
        for (int i = 0; i < signature.size; i++) {
            if (entries == next.length) {
                next = Arrays.copyOf(next, entries * 2);
                track = Arrays.copyOf(track, entries * 2);
                mark = Arrays.copyOf(mark, entries * 2);
            }
            long cell = 0;
            for (int n = 0; n < DriveSignature.NUMBERS; n++) {
                cell = mixed(cell, (long) Math.floor(signature.numbers[i * DriveSignature.NUMBERS + n] / cellSize(n)));
            }
            Integer before = last.put(cell, entries);
            next[entries] = before == null ? -1 : before;
            track[entries] = ids.size();
            mark[entries++] = i;
        }
        ids.add(id);
        signatures.add(signature);
    }

    private static double cellSize(int number) {
        return number < 2 ? TIME_CELL_SECONDS : PLACE_CELL_METERS;
    }

    private static double tolerance(int number, float value) {
        return number < 2 ? TIME_TOLERANCE_SECONDS : PLACE_TOLERANCE_METERS + PLACE_TOLERANCE_SHARE * value;
    }

    private static long mixed(long cell, long number) {
        return (cell ^ number) * 0x9E37_79B9_7F4A_7C15L + Long.rotateLeft(cell, 17);
    }

    /** REVIEW with the track that agrees most, if any agrees enough. */
    public TrackCheck check(String id, Track fixes) {
        DriveSignature query = DriveSignature.of(FlatTrack.of(fixes));
        if (query.size < MIN_MATCHED) {
            return TrackCheck.notChecked(Code.REPLAYED);
        }
        Map<Integer, List<double[]>> hits = new HashMap<>();
        for (int i = 0; i < query.size; i++) {
            probe(query, i, 0, 0, hits);
        }
        int best = -1;
        Match most = new Match(0, Double.NaN);
        for (Map.Entry<Integer, List<double[]>> entry : hits.entrySet()) {
            if (entry.getValue().size() > most.marks && !ids.get(entry.getKey()).equals(id)) {
                Match match = agreeing(entry.getValue());
                if (match.marks > most.marks || match.marks == most.marks && entry.getKey() < best) {
                    most = match;
                    best = entry.getKey();
                }
            }
        }
        double share = (double) most.marks / query.size;
        String other = best < 0 ? "" : ids.get(best);
        double leastShare = most.marks >= MANY_MATCHED ? MIN_SHARE_OF_MANY : MIN_MATCHED_SHARE;
        boolean replayed = most.marks >= MIN_MATCHED && share >= leastShare;
        return new TrackCheck(Code.REPLAYED, replayed ? Verdict.REVIEW : Verdict.PASS,
                List.of(new Reason(Measure.MATCHED_TURNS, most.marks, MIN_MATCHED, other),
                        new Reason(Measure.MATCHED_TURNS_SHARE, share, leastShare, other),
                        new Reason(Measure.SHIFT_SECONDS, most.shiftSeconds, Double.NaN, other)));
    }

    /** Looks into every cell that a mark within the tolerance may have fallen into. */
    private void probe(DriveSignature query, int i, int number, long cell, Map<Integer, List<double[]>> hits) {
        if (number < DriveSignature.NUMBERS) {
            float value = query.numbers[i * DriveSignature.NUMBERS + number];
            long low = (long) Math.floor((value - tolerance(number, value)) / cellSize(number));
            long high = (long) Math.floor((value + tolerance(number, value)) / cellSize(number));
            for (long at = low; at <= high; at++) {
                probe(query, i, number + 1, mixed(cell, at), hits);
            }
            return;
        }
        for (int entry = last.getOrDefault(cell, -1); entry >= 0; entry = next[entry]) {
            DriveSignature other = signatures.get(track[entry]);
            if (agree(query, i, other, mark[entry])) {
                hits.computeIfAbsent(track[entry], t -> new ArrayList<>())
                        .add(new double[]{query.startSeconds[i] - other.startSeconds[mark[entry]], i});
            }
        }
    }

    static boolean agree(DriveSignature query, int mark, DriveSignature other, int otherMark) {
        for (int n = 0; n < DriveSignature.NUMBERS; n++) {
            float value = query.numbers[mark * DriveSignature.NUMBERS + n];
            if (Math.abs(value - other.numbers[otherMark * DriveSignature.NUMBERS + n]) > tolerance(n, value)) {
                return false;
            }
        }
        return true;
    }

    /** How many marks agree with the shift that most agree with. */
    private record Match(int marks, double shiftSeconds) {}

    /** @param hits shift in seconds and mark of the query, of each pair that agrees */
    private static Match agreeing(List<double[]> hits) {
        hits.sort((a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
        Map<Double, Integer> inWindow = new HashMap<>();
        Match most = new Match(0, Double.NaN);
        for (int from = 0, to = 0; from < hits.size(); from++) {
            while (to < hits.size() && hits.get(to)[0] <= hits.get(from)[0] + SHIFT_TOLERANCE_SECONDS) {
                inWindow.merge(hits.get(to++)[1], 1, Integer::sum);
            }
            if (inWindow.size() > most.marks) {
                most = new Match(inWindow.size(), hits.get(from)[0]);
            }
            inWindow.compute(hits.get(from)[1], (mark, times) -> times == null || times == 1 ? null : times - 1);
        }
        return most;
    }
}
