package org.siji.formats.isoxml;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.siji.track.Track;

/** What the logged values add up to at a moment: a value holds until the next one of its element comes. */
final class MachineState {

    private static final int WORK_STATE = 0x8D;
    /** Sixteen items with sixteen sections of two bits each (ISO 11783-11, "actual condensed work state"). */
    private static final int FIRST_CONDENSED_WORK_STATE = 0xA1;
    private static final int LAST_CONDENSED_WORK_STATE = 0xB0;
    private static final int CONDENSED_SECTIONS = 16;
    private static final int TOTAL_AREA = 0x74;
    private static final int ON = 1;

    private final List<LogHeader.Value> values;
    private final Devices devices;
    private final Map<String, Double> widthMeters = new LinkedHashMap<>();
    private final Map<Integer, Boolean> working = new LinkedHashMap<>();
    private final Map<Integer, Boolean> sectionsWorking = new LinkedHashMap<>();
    private final Map<String, long[]> areaFirstLast = new LinkedHashMap<>();
    private float width = Float.NaN;

    MachineState(List<LogHeader.Value> values, Devices devices) {
        this.values = values;
        this.devices = devices;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).fixed() != LogHeader.IN_RECORDS) {
                set(i, (int) values.get(i).fixed());
            }
        }
    }

    void set(int index, int value) {
        LogHeader.Value meaning = values.get(index);
        int item = meaning.item();
        if (item == Devices.ACTUAL_WORKING_WIDTH) {
            widthMeters.put(meaning.elementId(), value < 0 ? Double.NaN : value / 1000.0);
            width = (float) devices.combined(widthMeters);
        } else if (item == WORK_STATE) {
            working.put(index, value == ON);
        } else if (item >= FIRST_CONDENSED_WORK_STATE && item <= LAST_CONDENSED_WORK_STATE) {
            sectionsWorking.put(index, anySectionOn(value));
        } else if (item == TOTAL_AREA && value >= 0) {
            areaFirstLast.computeIfAbsent(meaning.elementId(), id -> new long[]{value, value})[1] = value;
        }
    }

    private static boolean anySectionOn(int condensed) {
        for (int section = 0; section < CONDENSED_SECTIONS; section++) {
            if ((condensed >>> 2 * section & 3) == ON) {
                return true;
            }
        }
        return false;
    }

    /** The work state itself if it is logged, else that of the sections. */
    byte workState() {
        Map<Integer, Boolean> states = working.isEmpty() ? sectionsWorking : working;
        if (states.isEmpty()) {
            return Track.WORK_STATE_UNKNOWN;
        }
        return states.containsValue(true) ? Track.WORKING : Track.IDLE;
    }

    /** NaN as long as no width has come. */
    float widthMeters() {
        return width;
    }

    /** First and last value of the area counter that grew most, square metres; empty if there is none. */
    Optional<long[]> findArea() {
        return areaFirstLast.values().stream()
                .max(Comparator.comparingLong(firstLast -> firstLast[1] - firstLast[0]));
    }

    /** Growth of the area counter; empty without a counter, or if it went back. */
    OptionalDouble findAreaSquareMeters() {
        return findArea().filter(firstLast -> firstLast[1] >= firstLast[0])
                .map(firstLast -> OptionalDouble.of((double) (firstLast[1] - firstLast[0])))
                .orElse(OptionalDouble.empty());
    }
}
