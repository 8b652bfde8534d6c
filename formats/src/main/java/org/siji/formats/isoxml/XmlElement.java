package org.siji.formats.isoxml;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.xml.stream.XMLStreamReader;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.xml.SafeXml;

/** An element of task data: all that matters stands in attributes with one-letter names. */
final class XmlElement {

    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<XmlElement> children = new ArrayList<>();

    private XmlElement(String name) {
        this.name = name;
    }

    /**
     * Reads as much as is well-formed: a header whose end is missing is still a header.
     *
     * @return a nameless element around the root, without children if nothing could be read
     */
    static XmlElement parse(ByteBuffer xml, String file, List<Problem> problems) {
        XmlElement document = new XmlElement("");
        byte[] bytes = new byte[xml.capacity()];
        xml.duplicate().clear().get(bytes);
        Deque<XmlElement> open = new ArrayDeque<>(List.of(document));
        SafeXml.Outcome outcome = SafeXml.walk(new ByteArrayInputStream(bytes), new SafeXml.Handler() {
            @Override
            public void start(XMLStreamReader reader) {
                XmlElement element = new XmlElement(reader.getLocalName());
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                }
                open.getLast().children.add(element);
                open.addLast(element);
            }

            @Override
            public void end(String localName) {
                open.removeLast();
            }
        });
        if (outcome.end() == SafeXml.End.DOCTYPE) {
            problems.add(Problem.of(IsoXmlProblem.DOCTYPE_REFUSED, Place.file(file)));
        } else if (outcome.end() == SafeXml.End.BROKEN) {
            problems.add(Problem.of(IsoXmlProblem.XML_BROKEN, Place.row(file, outcome.line()), outcome.line()));
        }
        return document;
    }

    List<XmlElement> children() {
        return children;
    }

    Stream<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /** Elements of that name at any depth. */
    Stream<XmlElement> descendants(String descendantName) {
        return children.stream().flatMap(child -> Stream.concat(
                child.name.equals(descendantName) ? Stream.of(child) : Stream.empty(),
                child.descendants(descendantName)));
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** The attribute's text, empty if it is absent. */
    String text(String attribute) {
        return attributes.getOrDefault(attribute, "").strip();
    }

    Optional<Long> findLong(String attribute, int radix) {
        try {
            return Optional.of(Long.parseLong(text(attribute), radix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** NaN if absent or no number. */
    double number(String attribute) {
        try {
            return Double.parseDouble(text(attribute));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
