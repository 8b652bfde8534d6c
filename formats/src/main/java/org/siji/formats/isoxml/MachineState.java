package org.siji.formats.isoxml;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.siji.track.Track;

/** What the logged values add up to at a moment: a value holds until the next one of its element comes. */
final class MachineState {

    private static final int WORK_STATE = 0x8D;
    /** Sixteen items with sixteen sections of two bits each (ISO 11783-11, "actual condensed work state"). */
    private static final int FIRST_CONDENSED_WORK_STATE = 0xA1;
    private static final int LAST_CONDENSED_WORK_STATE = 0xB0;
    private static final int CONDENSED_SECTIONS = 16;
    private static final int ACTUAL_TILLAGE_DEPTH = 0x34;
    private static final int ACTUAL_SEEDING_DEPTH = 0x39;
    private static final int OFF = 0;
    private static final int ON = 1;

    private final List<LogHeader.Value> values;
    private final Devices devices;
    private final Implement implement;
    private final Map<String, Boolean> working = new LinkedHashMap<>();
    private final Map<String, Double> depthMeters = new LinkedHashMap<>();
    private final Map<MachineTotal, Map<String, long[]>> firstLast = new EnumMap<>(MachineTotal.class);

    MachineState(List<LogHeader.Value> values, Devices devices, Implement implement) {
        this.values = values;
        this.devices = devices;
        this.implement = implement;
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
            implement.setWidth(meaning.elementId(), value < 0 ? Double.NaN : value / 1000.0);
        } else if (item == Devices.OFFSET_Y) {
            implement.setRight(meaning.elementId(), value / 1000.0);
        } else if (item == WORK_STATE) {
            workState(meaning.elementId(), value);
        } else if (item >= FIRST_CONDENSED_WORK_STATE && item <= LAST_CONDENSED_WORK_STATE) {
            condensed(meaning.elementId(), (item - FIRST_CONDENSED_WORK_STATE) * CONDENSED_SECTIONS, value);
        } else if (item == ACTUAL_TILLAGE_DEPTH || item == ACTUAL_SEEDING_DEPTH) {
            depthMeters.put(meaning.elementId(), value / 1000.0);
        } else if (value >= 0) {
            MachineTotal.find(item).ifPresent(total -> firstLast.computeIfAbsent(total, t -> new LinkedHashMap<>())
                    .computeIfAbsent(meaning.elementId(), id -> new long[]{value, value})[1] = value);
        }
    }

    private void workState(String elementId, int value) {
        if (devices.find(elementId).filter(Devices.Element::isPart).isPresent()) {
            implement.setSection(elementId, value == ON);
        } else {
            working.put(elementId, value == ON);
        }
    }

    /** Two bits of error or "not there" say nothing about a section; neither does an "off" beyond the last that there is. */
    private void condensed(String elementId, int firstSection, int value) {
        List<Devices.Element> sections = devices.sections(elementId);
        for (int i = 0; i < CONDENSED_SECTIONS; i++) {
            int state = value >>> 2 * i & 3;
            int section = firstSection + i;
            boolean isThere = sections.isEmpty() || section < sections.size();
            if (state == ON || state == OFF && isThere) {
                String id = section < sections.size() ? sections.get(section).id() : elementId + "/" + section;
                implement.setSection(id, state == ON);
            }
        }
    }

    /** The work state of the implement and that of its sections, as far as they are logged: if both are, both must say so. */
    byte workState() {
        Optional<Boolean> sections = implement.findAnySectionOn();
        if (working.isEmpty() && sections.isEmpty()) {
            return Track.WORK_STATE_UNKNOWN;
        }
        boolean isOn = (working.isEmpty() || working.containsValue(true)) && sections.orElse(true);
        return isOn ? Track.WORKING : Track.IDLE;
    }

    /** Mean of the elements that measure it; NaN if none does. */
    float depthMeters() {
        return depthMeters.isEmpty()
                ? Float.NaN
                : (float) (depthMeters.values().stream().mapToDouble(Double::doubleValue).sum() / depthMeters.size());
    }

    /** First and last value of the counter that grew most, because a part never counts more than the whole. */
    Optional<long[]> findFirstLast(MachineTotal total) {
        return firstLast.getOrDefault(total, Map.of()).values().stream()
                .max(Comparator.comparingLong(counter -> counter[1] - counter[0]));
    }

    /** What the counters grew by from their first to their last value; those that went back are left out. */
    Map<MachineTotal, Double> totals() {
        Map<MachineTotal, Double> totals = new EnumMap<>(MachineTotal.class);
        for (MachineTotal total : MachineTotal.values()) {
            findFirstLast(total).filter(counter -> counter[1] >= counter[0])
                    .ifPresent(counter -> totals.put(total, total.inUnits(counter[1] - counter[0])));
        }
        return totals;
    }
}
