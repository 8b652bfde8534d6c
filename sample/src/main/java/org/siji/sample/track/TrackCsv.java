package org.siji.sample.track;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.siji.track.Track;

/**
 * A log as a table in UTF-8: {@code time} with the offset +08:00, {@code lon} and {@code lat} in degrees, {@code speed} in km/h
 * from the fix before, {@code work} 0 or 1, {@code width} in metres.
 */
public final class TrackCsv {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME
            .withZone(ZoneOffset.ofHours(8));
    private static final double METERS_PER_DEGREE = 111_320;

    private TrackCsv() {}

    public static byte[] write(Track track) {
        StringBuilder csv = new StringBuilder("time,lon,lat,speed,work,width\r\n");
        for (int i = 0; i < track.size(); i++) {
            csv.append(TIME.format(Instant.ofEpochMilli(track.timeMillis(i))))
                    .append(String.format(Locale.ROOT, ",%.7f,%.7f,%.1f,%d,%.2f\r\n", track.lonDegrees(i),
                            track.latDegrees(i), kilometersPerHour(track, i), track.workState(i),
                            track.widthMeters(i)));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double kilometersPerHour(Track track, int i) {
        if (i == 0) {
            return 0;
        }
        double north = (track.latDegrees(i) - track.latDegrees(i - 1)) * METERS_PER_DEGREE;
        double east = (track.lonDegrees(i) - track.lonDegrees(i - 1)) * METERS_PER_DEGREE
                * StrictMath.cos(StrictMath.toRadians(track.latDegrees(i)));
        return StrictMath.hypot(north, east) / (track.timeMillis(i) - track.timeMillis(i - 1)) * 3600;
    }
}
