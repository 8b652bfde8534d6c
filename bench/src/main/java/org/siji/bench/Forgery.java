package org.siji.bench;

import java.util.Random;

import org.siji.track.Track;

/** Makes false tracks out of true ones, as somebody would who wants to be paid for what he has not done. */
final class Forgery {

    private static final double METERS_PER_DEGREE = 111_200;
    private static final long DAY_MILLIS = 86_400_000;

    private final Random random;

    Forgery(Random random) {
        this.random = random;
    }

    /** The same drive on another day, elsewhere, turned, perhaps mirrored; coordinates rounded as a terminal sends them. */
    Track replay(Track track) {
        double turn = random.nextDouble() * 2 * Math.PI;
        double mirror = random.nextBoolean() ? 1 : -1;
        double lon0 = track.lonDegrees(0);
        double lat0 = track.latDegrees(0);
        double lat1 = lat0 + (random.nextDouble() - 0.5) * 0.6;
        double lon1 = lon0 + (random.nextDouble() - 0.5) * 0.6;
        long shift = (long) ((random.nextDouble() * 60 - 30) * DAY_MILLIS);
        double digits = random.nextBoolean() ? 1e6 : 1e7;
        Track.Builder copy = Track.builder();
        for (int i = 0; i < track.size(); i++) {
            double x = (track.lonDegrees(i) - lon0) * METERS_PER_DEGREE * Math.cos(Math.toRadians(lat0)) * mirror;
            double y = (track.latDegrees(i) - lat0) * METERS_PER_DEGREE;
            double lon = lon1 + (x * Math.cos(turn) - y * Math.sin(turn)) / METERS_PER_DEGREE
                    / Math.cos(Math.toRadians(lat1));
            double lat = lat1 + (x * Math.sin(turn) + y * Math.cos(turn)) / METERS_PER_DEGREE;
            copy.add(track.timeMillis(i) + shift, Math.rint(lon * digits) / digits, Math.rint(lat * digits) / digits,
                    track.workState(i), track.widthMeters(i));
        }
        return copy.build();
    }

    static Track firstHalf(Track track) {
        return part(track, 0, track.size() / 2, 0, Track.builder()).build();
    }

    /** The first half of one drive, replayed, and then the second half of another as it was. */
    Track joined(Track one, Track other) {
        Track copy = replay(firstHalf(one));
        Track.Builder both = part(copy, 0, copy.size(), 0, Track.builder());
        int middle = other.size() / 2;
        long shift = copy.timeMillis(copy.size() - 1) + 300_000 - other.timeMillis(middle);
        return part(other, middle, other.size(), shift, both).build();
    }

    private static Track.Builder part(Track track, int from, int to, long shiftMillis, Track.Builder builder) {
        for (int i = from; i < to; i++) {
            builder.add(track.timeMillis(i) + shiftMillis, track.lonDegrees(i), track.latDegrees(i), track.workState(i),
                    track.widthMeters(i));
        }
        return builder;
    }

    /** The drive is played so many times faster, with as many fixes a second as before. */
    Track faster(Track track, int times) {
        Track.Builder copy = Track.builder();
        long start = track.timeMillis(0);
        for (int i = 0; i < track.size(); i += times) {
            copy.add(start + (track.timeMillis(i) - start) / times, track.lonDegrees(i), track.latDegrees(i),
                    track.workState(i), track.widthMeters(i));
        }
        return copy.build();
    }

    /** Pieces of one drive put one after another somewhere else: a jump of 60 to 300 m at each seam, every {@code fixes}. */
    Track patched(Track track, int fixes) {
        Track.Builder copy = Track.builder();
        double east = 0;
        double north = 0;
        for (int i = 0; i < track.size(); i++) {
            if (i % fixes == fixes - 1) {
                double meters = 60 + 240 * random.nextDouble();
                double angle = random.nextDouble() * 2 * Math.PI;
                east = meters * Math.cos(angle) / METERS_PER_DEGREE;
                north = meters * Math.sin(angle) / METERS_PER_DEGREE;
            }
            copy.add(track.timeMillis(i), track.lonDegrees(i) + east, track.latDegrees(i) + north, track.workState(i),
                    track.widthMeters(i));
        }
        return copy.build();
    }

    /** Drawn with a ruler: passes at one speed (1.2 to 3 m/s), with square corners, at regular intervals, rounded; hardly any noise. */
    Track drawn(double lonDegrees, double latDegrees, double metersPerSecond, double noiseMeters) {
        double length = 60 + 200 * random.nextDouble();
        double width = 1.5 + 2 * random.nextDouble();
        int passes = 8 + random.nextInt(20);
        double interval = 1 + random.nextInt(2);
        double digits = random.nextBoolean() ? 1e6 : 1e7;
        double turn = random.nextDouble() * 2 * Math.PI;
        Track.Builder track = Track.builder();
        double perPass = length + width;
        for (int k = 0; k * interval * metersPerSecond < passes * perPass; k++) {
            double way = k * interval * metersPerSecond;
            int pass = (int) (way / perPass);
            double along = Math.min(length, way - pass * perPass);
            double x = pass * width + Math.max(0, way - pass * perPass - length) + noiseMeters * random.nextGaussian();
            double y = (pass % 2 == 0 ? along : length - along) + noiseMeters * random.nextGaussian();
            double lon = lonDegrees + (x * Math.cos(turn) - y * Math.sin(turn)) / METERS_PER_DEGREE
                    / Math.cos(Math.toRadians(latDegrees));
            double lat = latDegrees + (x * Math.sin(turn) + y * Math.cos(turn)) / METERS_PER_DEGREE;
            track.add(1_790_000_000_000L + (long) (k * interval * 1000), Math.rint(lon * digits) / digits,
                    Math.rint(lat * digits) / digits, Track.WORKING, (float) width);
        }
        return track.build();
    }
}
