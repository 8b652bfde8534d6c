package org.siji.track;

import java.util.Arrays;

/**
 * What of a drive stays the same when somebody shifts it in time, moves, turns or mirrors it: its sharp turns, its beginning and
 * end, the place halfway in time between two of these, the seconds between them and the metres between them. Three such places
 * that follow each other make one mark; the marks of a track are ordered by time.
 */
final class DriveSignature {

    /** Half of the window in which a turn shows. */
    private static final double ARM_SECONDS = 10;
    private static final double ARM_TOLERANCE_SECONDS = 3;
    private static final double MIN_ARMS_METERS = 6;
    /** Chord to way: a U-turn has little, a bend of 90 degrees 0.71. */
    private static final double MAX_CHORD_SHARE = 0.8;
    private static final double MIN_HALVED_SECONDS = 20;
    private static final double MAX_MARK_SECONDS = 1800;

    /** Seconds and metres of each mark: t01, t12, d01, d12, d02. */
    static final int NUMBERS = 5;

    final int size;
    /** Time of each mark's first turn, seconds since 1970. */
    final double[] startSeconds;
    final float[] numbers;

    private DriveSignature(int size, double[] startSeconds, float[] numbers) {
        this.size = size;
        this.startSeconds = startSeconds;
        this.numbers = numbers;
    }

    static DriveSignature of(FlatTrack flat) {
        int[] turns = withHalfways(flat, turns(flat));
        double[] start = new double[turns.length];
        float[] numbers = new float[turns.length * NUMBERS];
        int size = 0;
        for (int i = 0; i + 2 < turns.length; i++) {
            if (flat.secondsBetween(turns[i], turns[i + 2]) <= MAX_MARK_SECONDS) {
                start[size] = flat.timeMillis[turns[i]] / 1000.0;
                int at = size++ * NUMBERS;
                numbers[at] = (float) flat.secondsBetween(turns[i], turns[i + 1]);
                numbers[at + 1] = (float) flat.secondsBetween(turns[i + 1], turns[i + 2]);
                numbers[at + 2] = (float) flat.metersBetween(turns[i], turns[i + 1]);
                numbers[at + 3] = (float) flat.metersBetween(turns[i + 1], turns[i + 2]);
                numbers[at + 4] = (float) flat.metersBetween(turns[i], turns[i + 2]);
            }
        }
        return new DriveSignature(size, Arrays.copyOf(start, size), Arrays.copyOf(numbers, size * NUMBERS));
    }

    /** And the beginning and the end of the drive; a field of four passes has but three turns. */
    private static int[] withHalfways(FlatTrack flat, int[] turns) {
        int[] places = new int[2 * turns.length + 3];
        int count = 0;
        for (int i = 0; i <= turns.length + 1 && flat.size() > 0; i++) {
            int place = i == 0 ? 0 : i > turns.length ? flat.size() - 1 : turns[i - 1];
            if (count > 0 && flat.secondsBetween(places[count - 1], place) < ARM_SECONDS) {
                continue;
            }
            if (count > 0 && flat.secondsBetween(places[count - 1], place) >= MIN_HALVED_SECONDS) {
                int before = places[count - 1];
                long middle = flat.timeMillis[before] + (flat.timeMillis[place] - flat.timeMillis[before]) / 2;
                int at = Arrays.binarySearch(flat.timeMillis, before, place, middle);
                places[count++] = at < 0 ? -at - 1 : at;
            }
            places[count++] = place;
        }
        return Arrays.copyOf(places, count);
    }

    /** Fixes where the chord over the window is shortest against the way, once per window. */
    private static int[] turns(FlatTrack flat) {
        double[] share = new double[flat.size()];
        int behind = 0;
        int ahead = 0;
        for (int i = 0; i < flat.size(); i++) {
            while (flat.secondsBetween(behind, i) > ARM_SECONDS) {
                behind++;
            }
            ahead = Math.max(ahead, i);
            while (ahead + 1 < flat.size() && flat.secondsBetween(i, ahead + 1) <= ARM_SECONDS) {
                ahead++;
            }
            double arms = flat.metersBetween(behind, i) + flat.metersBetween(i, ahead);
            boolean whole = flat.secondsBetween(behind, i) >= ARM_SECONDS - ARM_TOLERANCE_SECONDS
                    && flat.secondsBetween(i, ahead) >= ARM_SECONDS - ARM_TOLERANCE_SECONDS;
            share[i] = whole && arms >= MIN_ARMS_METERS ? flat.metersBetween(behind, ahead) / arms : 1;
        }
        int[] turns = new int[flat.size()];
        int count = 0;
        for (int i = 0; i < flat.size(); i++) {
            if (share[i] > MAX_CHORD_SHARE) {
                continue;
            }
            if (count > 0 && flat.secondsBetween(turns[count - 1], i) <= ARM_SECONDS) {
                if (share[i] < share[turns[count - 1]]) {
                    turns[count - 1] = i;
                }
            } else {
                turns[count++] = i;
            }
        }
        return Arrays.copyOf(turns, count);
    }
}
