package org.siji.formats.xml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks through XML that a stranger wrote. */
public final class SafeXml {

    /** No format read here nests deeper than a dozen; thousands are an attack on whoever follows them. */
    private static final int MAX_DEPTH = 100;
    private static final int DECLARATION_BYTES = 200;
    private static final Pattern ENCODING = Pattern
            .compile("^\\W{0,3}<\\?xml[^>]*encoding\\s*=\\s*[\"']([\\w.-]+)[\"']");

    /** What a format does with the elements; text, comments and white space come in {@link #text} only. */
    public interface Handler {

        void start(XMLStreamReader element);

        void end(String localName);

        default void text(String text) {
            // Most formats here say everything in attributes.
        }
    }

    /** How far the document could be followed. */
    public enum End {
        /** To its end. */
        WHOLE,
        /** Up to a place from which it isn't well-formed. */
        BROKEN,
        /** It declares a document type, which could reach other files: nothing behind that was read. */
        DOCTYPE
    }

    /** @param line where it stopped, from 1; 0 if it is whole or nobody knows */
    public record Outcome(End end, long line) {}

    private SafeXml() {}

    public static Outcome walk(InputStream xml, Handler handler) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        long line = 1;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(decoded(xml));
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                line = reader.getLocation().getLineNumber();
                if (event == XMLStreamConstants.DTD) {
                    return new Outcome(End.DOCTYPE, line);
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    if (++depth > MAX_DEPTH) {
                        return new Outcome(End.BROKEN, line);
                    }
                    handler.start(reader);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                    handler.end(reader.getLocalName());
                } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                    handler.text(reader.getText());
                }
            }
            return new Outcome(End.WHOLE, 0);
        } catch (IOException e) {
            return new Outcome(End.BROKEN, line);
        } catch (XMLStreamException e) {
            return new Outcome(End.BROKEN, e.getLocation() == null ? line : e.getLocation().getLineNumber());
        }
    }

    /** Decoded here, because the JDK's parser prints to standard error what it throws about bytes that mean nothing. */
    private static Reader decoded(InputStream xml) throws IOException {
        BufferedInputStream in = new BufferedInputStream(xml);
        in.mark(DECLARATION_BYTES);
        byte[] start = in.readNBytes(DECLARATION_BYTES);
        in.reset();
        int first = start.length > 1 ? (start[0] & 0xFF) << 8 | start[1] & 0xFF : 0;
        if (first == 0xFEFF || first == 0xFFFE) {
            return new InputStreamReader(in, StandardCharsets.UTF_16.newDecoder());
        }
        if (first == 0xEFBB && start.length > 2 && (start[2] & 0xFF) == 0xBF) {
            in.skipNBytes(3);
        }
        Matcher encoding = ENCODING.matcher(new String(start, StandardCharsets.ISO_8859_1));
        return new InputStreamReader(in,
                (encoding.find() ? charset(encoding.group(1)) : StandardCharsets.UTF_8).newDecoder());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
