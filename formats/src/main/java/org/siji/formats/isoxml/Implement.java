package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.siji.formats.isoxml.Devices.Antenna;
import org.siji.formats.isoxml.Devices.Element;

/**
 * How wide the implement works at a moment and where it is beside the antenna's path: from the widths and offsets that the log
 * and the device description give for its elements, and from which of its sections are on.
 */
final class Implement {

    private final Devices devices;
    private final List<Element> elements;
    private final List<XmlElement> connections;
    private final Map<String, Double> loggedWidths = new LinkedHashMap<>();
    private final Map<String, Double> loggedRights = new LinkedHashMap<>();
    private final Map<String, Boolean> sectionsOn = new LinkedHashMap<>();
    private boolean isStale = true;
    private double widthMeters = Double.NaN;
    private double offsetMeters = Double.NaN;

    /**
     * @param elements    of the devices that took part
     * @param connections of the task (CNC)
     */
    Implement(Devices devices, List<Element> elements, List<XmlElement> connections) {
        this.devices = devices;
        this.elements = elements;
        this.connections = connections;
    }

    void setWidth(String elementId, double meters) {
        isStale |= !same(loggedWidths.put(elementId, meters), meters);
    }

    /** @param meters to the right of the device's reference point */
    void setRight(String elementId, double meters) {
        isStale |= !same(loggedRights.put(elementId, meters), meters);
    }

    void setSection(String elementId, boolean isOn) {
        Boolean before = sectionsOn.put(elementId, isOn);
        isStale |= before == null || before != isOn;
    }

    private static boolean same(@Nullable Double before, double now) {
        return before != null && Double.compare(before, now) == 0;
    }

    /** Empty as long as no section's state has come. */
    Optional<Boolean> findAnySectionOn() {
        return sectionsOn.isEmpty() ? Optional.empty() : Optional.of(sectionsOn.containsValue(true));
    }

    /** Whether the log itself has given a width. */
    boolean isWidthLogged() {
        return loggedWidths.values().stream().anyMatch(width -> !Double.isNaN(width));
    }

    /** NaN if neither log nor description tell. */
    double widthMeters() {
        refresh();
        return widthMeters;
    }

    /** The middle of what works, to the right of the antenna; NaN if nothing is said about it. */
    double offsetMeters() {
        refresh();
        return offsetMeters;
    }

    /** How far the element that works is behind the antenna; NaN if nothing is said about it. */
    double behindAntennaMeters() {
        for (Element element : elements) {
            double forward = element.meters(Devices.OFFSET_X);
            if (!Double.isNaN(forward) && !Double.isNaN(width(element))) {
                return devices.antenna(element.deviceId(), connections).forwardMeters() - forward;
            }
        }
        return Double.NaN;
    }

    private void refresh() {
        if (isStale) {
            isStale = false;
            List<Element> sections = elements.stream().filter(element -> sectionsOn.containsKey(element.id())).toList();
            boolean areKnown = !sections.isEmpty() && sections.size() == sectionsOn.size()
                    && sections.stream().allMatch(section -> width(section) > 0);
            if (areKnown) {
                ofSections(sections);
            } else {
                ofElements();
            }
        }
    }

    private double width(Element element) {
        double logged = loggedWidths.getOrDefault(element.id(), Double.NaN);
        return Double.isNaN(logged) ? element.widthMeters() : logged;
    }

    private double right(Element element) {
        double right = loggedRights.getOrDefault(element.id(), element.meters(Devices.OFFSET_Y));
        Antenna antenna = devices.antenna(element.deviceId(), connections);
        return right - antenna.rightMeters();
    }

    /** Sections without an offset lie side by side, from left to right. */
    private void ofSections(List<Element> sections) {
        double all = sections.stream().mapToDouble(this::width).sum();
        boolean areOffsetsKnown = sections.stream().noneMatch(section -> Double.isNaN(right(section)));
        double on = 0;
        double moment = 0;
        double edge = -all / 2;
        for (Element section : sections) {
            double width = width(section);
            double middle = areOffsetsKnown ? right(section) : edge + width / 2;
            if (sectionsOn.getOrDefault(section.id(), false)) {
                on += width;
                moment += width * middle;
            }
            edge += width;
        }
        widthMeters = on;
        boolean isWholeAndUnsaid = !areOffsetsKnown && on >= all;
        offsetMeters = on > 0 && !isWholeAndUnsaid ? moment / on : Double.NaN;
    }

    /**
     * Without known sections: an implement as a whole says its width, the widest if there are several; otherwise its parts lie
     * side by side. What the log says counts before what the description says.
     */
    private void ofElements() {
        List<Element> saying = new ArrayList<>();
        for (Element element : elements) {
            if (!Double.isNaN(isWidthLogged()
                    ? loggedWidths.getOrDefault(element.id(), Double.NaN)
                    : element.widthMeters())) {
                saying.add(element);
            }
        }
        Optional<Element> whole = saying.stream().filter(element -> !element.isPart())
                .reduce((a, b) -> width(b) > width(a) ? b : a);
        if (whole.isPresent()) {
            widthMeters = width(whole.get());
            offsetMeters = right(whole.get());
        } else if (!saying.isEmpty()) {
            widthMeters = saying.stream().mapToDouble(this::width).sum();
            double moment = saying.stream().mapToDouble(part -> width(part) * right(part)).sum();
            offsetMeters = widthMeters > 0 ? moment / widthMeters : Double.NaN;
        } else {
            // A log may name an element that no description has.
            widthMeters = loggedWidths.values().stream().filter(width -> !Double.isNaN(width)).reduce(Math::max)
                    .orElse(Double.NaN);
            offsetMeters = Double.NaN;
        }
    }
}
