package org.siji.track;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The fixes of a track that have a place and a time, in the order of time, in metres around their middle. Distances are good
 * to a few tenths of a percent within 30 km of the middle: enough to judge a track, not to measure area. Nothing is smoothed
 * and no jump is removed, because jumps are evidence here.
 */
final class FlatTrack {

    /** Index in the track. */
    final int[] index;
    final long[] timeMillis;
    /** East and north. */
    final double[] x;
    final double[] y;

    private FlatTrack(Track track, int[] index) {
        this.index = index;
        int size = index.length;
        timeMillis = new long[size];
        x = new double[size];
        y = new double[size];
        if (size == 0) {
            return;
        }
        double lon0 = track.lonDegrees(index[0]);
        double latSum = 0;
        for (int i : index) {
            latSum += track.latDegrees(i);
        }
        double lat0 = latSum / size;
        double phi = StrictMath.toRadians(lat0);
        // Length of a degree on the ellipsoid, first terms of the usual series.
        double north = 111_132.954 - 559.822 * StrictMath.cos(2 * phi) + 1.175 * StrictMath.cos(4 * phi);
        double east = 111_412.84 * StrictMath.cos(phi) - 93.5 * StrictMath.cos(3 * phi);
        for (int i = 0; i < size; i++) {
            timeMillis[i] = track.timeMillis(index[i]);
            double turn = track.lonDegrees(index[i]) - lon0;
            x[i] = (turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn) * east;
            y[i] = (track.latDegrees(index[i]) - lat0) * north;
        }
    }

    static FlatTrack of(Track track) {
        int[] placed = IntStream.range(0, track.size()).filter(i -> hasPlace(track, i)).toArray();
        for (int i = 1; i < placed.length; i++) {
            if (track.timeMillis(placed[i]) < track.timeMillis(placed[i - 1])) {
                placed = Arrays.stream(placed).boxed().sorted(Comparator.comparingLong(track::timeMillis))
                        .mapToInt(Integer::intValue).toArray();
                break;
            }
        }
        return new FlatTrack(track, placed);
    }

    private static boolean hasPlace(Track track, int i) {
        double lon = track.lonDegrees(i);
        double lat = track.latDegrees(i);
        return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon != 0 || lat != 0);
    }

    int size() {
        return index.length;
    }

    double secondsBetween(int from, int to) {
        return (timeMillis[to] - timeMillis[from]) / 1000.0;
    }

    double metersBetween(int from, int to) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        return Math.sqrt(dx * dx + dy * dy);
    }
}
