package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The device descriptions (DVC) of a set: which element belongs to which device, and the geometry that is fixed there. Offsets
 * are those of ISO 11783-10: from the device's reference point, X forward, Y to the right.
 */
final class Devices {

    static final int ACTUAL_WORKING_WIDTH = 0x43;
    static final int DEFAULT_WORKING_WIDTH = 0x44;
    static final int MAXIMUM_WORKING_WIDTH = 0x46;
    static final int OFFSET_X = 0x86;
    static final int OFFSET_Y = 0x87;
    private static final int[] WIDTHS = {ACTUAL_WORKING_WIDTH, DEFAULT_WORKING_WIDTH, MAXIMUM_WORKING_WIDTH};

    private static final String SECTION = "4";
    private static final String UNIT = "5";
    private static final String CONNECTOR = "6";
    private static final String NAVIGATION = "7";

    private final Map<String, Device> byId = new LinkedHashMap<>();
    private final Map<String, Element> elements = new LinkedHashMap<>();

    private record Device(String id, String name) {}

    /** @param properties fixed values by data item, as the description writes them (millimetres) */
    record Element(String id, String deviceId, String type, long number, String objectId, String parentObjectId,
            Map<Integer, Long> properties) {

        boolean isPart() {
            return type.equals(SECTION) || type.equals(UNIT);
        }

        /** NaN if the description doesn't fix it. */
        double meters(int item) {
            Long millimeters = properties.get(item);
            return millimeters == null ? Double.NaN : millimeters / 1000.0;
        }

        /** The width that the description fixes; NaN without one. */
        double widthMeters() {
            for (int item : WIDTHS) {
                if (meters(item) > 0) {
                    return meters(item);
                }
            }
            return Double.NaN;
        }
    }

    /** Where the antenna is in a device's frame, metres. */
    record Antenna(double forwardMeters, double rightMeters) {}

    Devices(List<XmlElement> roots) {
        roots.stream().flatMap(root -> root.descendants("DVC")).forEach(this::add);
    }

    private void add(XmlElement dvc) {
        Map<String, XmlElement> objects = new HashMap<>();
        dvc.children("DPT").forEach(dpt -> objects.put(dpt.text("A"), dpt));
        String name = dvc.text("B").isEmpty() ? dvc.text("A") : dvc.text("B");
        byId.put(dvc.text("A"), new Device(dvc.text("A"), name));
        dvc.children("DET").forEach(det -> {
            Map<Integer, Long> properties = new HashMap<>();
            det.children("DOR").map(dor -> objects.get(dor.text("A"))).filter(dpt -> dpt != null)
                    .forEach(dpt -> dpt.findLong("B", 16).ifPresent(
                            item -> dpt.findLong("C", 10).ifPresent(value -> properties.put(item.intValue(), value))));
            elements.put(det.text("A"), new Element(det.text("A"), dvc.text("A"), det.text("C"),
                    det.findLong("E", 10).orElse(0L), det.text("B"), det.text("F"), properties));
        });
    }

    /** Devices that the task names or whose elements its log names. */
    private List<Device> of(Collection<String> deviceIds, Collection<String> elementIds) {
        List<Device> devices = new ArrayList<>();
        deviceIds.forEach(id -> devices.add(byId.get(id)));
        elementIds.forEach(id -> find(id).ifPresent(element -> devices.add(byId.get(element.deviceId()))));
        return devices.stream().filter(device -> device != null).distinct().toList();
    }

    List<String> names(Collection<String> deviceIds, Collection<String> elementIds) {
        return of(deviceIds, elementIds).stream().map(Device::name).toList();
    }

    Optional<Element> find(String elementId) {
        return Optional.ofNullable(elements.get(elementId));
    }

    /** The elements of all devices that the task names or whose elements its log names. */
    List<Element> elements(Collection<String> deviceIds, Collection<String> elementIds) {
        List<String> devices = of(deviceIds, elementIds).stream().map(Device::id).toList();
        return elements.values().stream().filter(element -> devices.contains(element.deviceId())).toList();
    }

    /** The sections below an element, in the order of their numbers, which is from left to right. */
    List<Element> sections(String elementId) {
        Element above = elements.get(elementId);
        if (above == null) {
            return List.of();
        }
        List<Element> sections = new ArrayList<>();
        collectSections(above, sections, new HashSet<>());
        sections.sort(Comparator.comparingLong(Element::number));
        return sections;
    }

    private void collectSections(Element above, List<Element> sections, Set<String> seen) {
        if (!seen.add(above.id())) {
            return;
        }
        for (Element element : elements.values()) {
            if (element.deviceId().equals(above.deviceId()) && element.parentObjectId().equals(above.objectId())
                    && !element.id().equals(above.id())) {
                if (element.type().equals(SECTION)) {
                    sections.add(element);
                } else {
                    collectSections(element, sections, seen);
                }
            }
        }
    }

    /**
     * The antenna, seen from a device: its own navigation element, or that of a device which is connected to it (CNC); in the
     * middle of the device if nothing is said.
     *
     * @param connections of the task
     */
    Antenna antenna(String deviceId, List<XmlElement> connections) {
        Optional<Element> own = navigation(deviceId);
        if (own.isPresent()) {
            return new Antenna(orZero(own.get().meters(OFFSET_X)), orZero(own.get().meters(OFFSET_Y)));
        }
        for (XmlElement connection : connections) {
            boolean isFirst = connection.text("A").equals(deviceId);
            if (isFirst || connection.text("C").equals(deviceId)) {
                Optional<Element> other = navigation(connection.text(isFirst ? "C" : "A"));
                Optional<Element> here = findConnector(connection.text(isFirst ? "B" : "D"));
                Optional<Element> there = findConnector(connection.text(isFirst ? "D" : "B"));
                if (other.isPresent() && here.isPresent() && there.isPresent()) {
                    return new Antenna(across(other.get(), there.get(), here.get(), OFFSET_X),
                            across(other.get(), there.get(), here.get(), OFFSET_Y));
                }
            }
        }
        return new Antenna(0, 0);
    }

    private static double across(Element antenna, Element there, Element here, int item) {
        return orZero(antenna.meters(item)) - orZero(there.meters(item)) + orZero(here.meters(item));
    }

    private Optional<Element> findConnector(String elementId) {
        return find(elementId).filter(element -> element.type().equals(CONNECTOR));
    }

    private Optional<Element> navigation(String deviceId) {
        return elements.values().stream()
                .filter(element -> element.deviceId().equals(deviceId) && element.type().equals(NAVIGATION))
                .findFirst();
    }

    private static double orZero(double meters) {
        return Double.isNaN(meters) ? 0 : meters;
    }
}
