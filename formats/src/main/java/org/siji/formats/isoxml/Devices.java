package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The device descriptions (DVC) of a set: which element belongs to which device, and the widths that are fixed there. */
final class Devices {

    static final int ACTUAL_WORKING_WIDTH = 0x43;
    private static final Set<Integer> WIDTHS = Set.of(ACTUAL_WORKING_WIDTH, 0x44, 0x46);
    private static final String SECTION = "4";
    private static final String UNIT = "5";

    private final Map<String, Device> byId = new LinkedHashMap<>();
    private final Map<String, Device> byElement = new HashMap<>();
    private final Map<String, Boolean> isPart = new HashMap<>();

    private record Device(String name, Map<String, Double> widthMetersByElement) {}

    Devices(List<XmlElement> roots) {
        roots.stream().flatMap(root -> root.descendants("DVC")).forEach(this::add);
    }

    private void add(XmlElement dvc) {
        Map<String, Double> widthByObject = new HashMap<>();
        dvc.children("DPT").filter(dpt -> WIDTHS.contains(dpt.findLong("B", 16).orElse(-1L).intValue()))
                .forEach(dpt -> widthByObject.put(dpt.text("A"), dpt.number("C") / 1000));
        Map<String, Double> widthByElement = new LinkedHashMap<>();
        String name = dvc.text("B").isEmpty() ? dvc.text("A") : dvc.text("B");
        Device device = new Device(name, widthByElement);
        byId.put(dvc.text("A"), device);
        dvc.children("DET").forEach(det -> {
            byElement.put(det.text("A"), device);
            isPart.put(det.text("A"), det.text("C").equals(SECTION) || det.text("C").equals(UNIT));
            det.children("DOR").map(dor -> widthByObject.get(dor.text("A"))).filter(width -> width != null && width > 0)
                    .forEach(width -> widthByElement.merge(det.text("A"), width, Math::max));
        });
    }

    /** Devices that the task names or whose elements its log names. */
    private List<Device> of(Collection<String> deviceIds, Collection<String> elementIds) {
        List<Device> devices = new ArrayList<>();
        deviceIds.forEach(id -> devices.add(byId.get(id)));
        elementIds.forEach(id -> devices.add(byElement.get(id)));
        return devices.stream().filter(device -> device != null).distinct().toList();
    }

    List<String> names(Collection<String> deviceIds, Collection<String> elementIds) {
        return of(deviceIds, elementIds).stream().map(Device::name).toList();
    }

    /** The working width that the descriptions fix, metres. */
    OptionalDouble findWidthMeters(Collection<String> deviceIds, Collection<String> elementIds) {
        Map<String, Double> widths = new LinkedHashMap<>();
        of(deviceIds, elementIds).forEach(device -> widths.putAll(device.widthMetersByElement()));
        double width = combined(widths);
        return width > 0 ? OptionalDouble.of(width) : OptionalDouble.empty();
    }

    /**
     * The width of the whole from those of its elements: an implement as a whole says it all, the widest if there are
     * several; otherwise its sections lie side by side. NaN without any.
     */
    double combined(Map<String, Double> widthMetersByElement) {
        double whole = Double.NaN;
        double parts = Double.NaN;
        for (var entry : widthMetersByElement.entrySet()) {
            double width = entry.getValue();
            if (Double.isNaN(width)) {
                continue;
            }
            if (isPart.getOrDefault(entry.getKey(), false)) {
                parts = (Double.isNaN(parts) ? 0 : parts) + width;
            } else {
                whole = Double.isNaN(whole) ? width : Math.max(whole, width);
            }
        }
        return Double.isNaN(whole) ? parts : whole;
    }
}
