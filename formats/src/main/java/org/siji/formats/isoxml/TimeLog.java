package org.siji.formats.isoxml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.siji.formats.Problem;
import org.siji.track.Track;

/**
 * One time log (TLG) of a task.
 *
 * @param name                    file name without ending, e.g. {@code TLG00001}
 * @param taskName                the task's designator, its id if it has none
 * @param fieldId                 id of the {@link Partfield} that the task is about
 * @param deviceNames             designators of the devices that logged
 * @param track                   a fix per record, with work state and width where the log has them; a record without GNSS
 *                                fix has coordinates that are NaN
 * @param records                 records read
 * @param machineAreaSquareMeters what the machine's own counter (data item 0074) grew by from its first to its last value;
 *                                of several counters the one that grew most, because a part never works more than the whole
 * @param problems                what is wrong with this log
 */
public record TimeLog(String name, String taskName, Optional<String> fieldId, List<String> deviceNames, Track track,
        long records, OptionalDouble machineAreaSquareMeters, List<Problem> problems) {

    public TimeLog {
        deviceNames = List.copyOf(deviceNames);
        problems = List.copyOf(problems);
    }
}
