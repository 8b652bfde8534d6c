package org.siji.formats.tracks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.siji.track.Track;

/**
 * One log of one machine, whatever format it came in.
 *
 * @param name                    of the log within its file: the time log, the GPX track, the table's file
 * @param task                    what the log says it was for, may be empty
 * @param devices                 names of the machines, as far as the log says
 * @param fieldId                 the field of the same file that the log says it is about
 * @param records                 records, points or rows read
 * @param track                   the fixes as received
 * @param machineAreaSquareMeters what the machine's own computer counted
 * @param behindMeters            how far the implement is behind the antenna, where the log says so
 */
public record TrackLog(String name, String task, List<String> devices, Optional<String> fieldId, long records,
        Track track, OptionalDouble machineAreaSquareMeters, OptionalDouble behindMeters) {

    public TrackLog {
        devices = List.copyOf(devices);
    }
}
