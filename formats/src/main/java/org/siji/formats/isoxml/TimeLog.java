package org.siji.formats.isoxml;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.siji.formats.Problem;
import org.siji.track.Track;

/**
 * One time log (TLG) of a task.
 *
 * @param name         file name without ending, e.g. {@code TLG00001}
 * @param taskName     the task's designator, its id if it has none
 * @param fieldId      id of the {@link Partfield} that the task is about
 * @param deviceNames  designators of the devices that logged
 * @param track        a fix per record, with work state, width, offset, depth and HDOP where the log or the device description
 *                     have them; a record without GNSS fix has coordinates that are NaN
 * @param records      records read
 * @param totals       what the machine's own counters grew by from their first to their last value in the log (a counter need
 *                     not start at zero); of several counters for one thing the one that grew most, because a part never
 *                     counts more than the whole. Without such a counter in the log, the area that the task itself states
 * @param behindMeters how far the implement is behind the antenna by the device descriptions; empty if they don't say
 * @param problems     what is wrong with this log
 */
public record TimeLog(String name, String taskName, Optional<String> fieldId, List<String> deviceNames, Track track,
        long records, Map<MachineTotal, Double> totals, OptionalDouble behindMeters, List<Problem> problems) {

    public TimeLog {
        deviceNames = List.copyOf(deviceNames);
        totals = totals.isEmpty() ? Map.of() : new EnumMap<>(totals);
        problems = List.copyOf(problems);
    }

    public OptionalDouble findTotal(MachineTotal total) {
        Double value = totals.get(total);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The machine's own area (data item 0074). */
    public OptionalDouble machineAreaSquareMeters() {
        return findTotal(MachineTotal.AREA_SQUARE_METERS);
    }
}
