package org.siji.platform.sheets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.siji.platform.api.ProblemException;
import org.springframework.http.HttpStatus;

/** Looks at a file before the library does: what it is, whether it would burst when unpacked, what is merged in it. */
final class SheetGuard {

    static final int MAX_FILE_BYTES = 20 << 20;
    /** A county's 100,000 rows unpack to some 80 MB. */
    private static final long MAX_UNPACKED_BYTES = 256L << 20;
    private static final long MAX_STRINGS_BYTES = 64L << 20;
    private static final int MAX_PARTS = 500;
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String SHEETS = "xl/worksheets/";

    private SheetGuard() {}

    /** Joined cells of a sheet: first and last column and row, 0-based columns, 1-based rows. */
    record Merge(int left, int top, int right, int bottom) {

        boolean holds(int column, int row) {
            return column >= left && column <= right && row >= top && row <= bottom;
        }
    }

    /** @return the merged ranges of each sheet, by the id of its relationship in the workbook */
    static Map<String, List<Merge>> check(byte[] file) {
        if (file.length == 0) {
            throw problem("sheet.empty-file");
        }
        if (file.length > MAX_FILE_BYTES) {
            throw problem("sheet.too-large", MAX_FILE_BYTES >> 20);
        }
        if (startsWith(file, OLE2)) {
            throw problem("sheet.old-format");
        }
        if (!startsWith(file, ZIP)) {
            throw problem("sheet.not-xlsx");
        }
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get()) {
            checkParts(zip);
            return merges(zip);
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            throw problem("sheet.damaged");
        }
    }

    static ProblemException problem(String code, Object... args) {
        return ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, code, "file", args);
    }

    private static boolean startsWith(byte[] file, byte[] mark) {
        return file.length >= mark.length && Arrays.equals(file, 0, mark.length, mark, 0, mark.length);
    }

    private static void checkParts(ZipFile zip) throws IOException {
        List<ZipArchiveEntry> parts = Collections.list(zip.getEntries());
        if (parts.size() > MAX_PARTS) {
            throw problem("sheet.bomb", MAX_UNPACKED_BYTES >> 20);
        }
        long left = MAX_UNPACKED_BYTES;
        for (ZipArchiveEntry part : parts) {
            String name = part.getName().toLowerCase(Locale.ROOT);
            if (name.endsWith("vbaproject.bin")) {
                throw problem("sheet.macros");
            }
            try (InputStream in = zip.getInputStream(part)) {
                left -= size(in, name.endsWith("sharedstrings.xml") ? Math.min(left, MAX_STRINGS_BYTES) : left);
            }
        }
        if (zip.getEntry("xl/workbook.xml") == null) {
            throw problem("sheet.not-xlsx");
        }
    }

    /** Unpacks to see how much it is: what an archive says about itself may be a lie. */
    private static long size(InputStream in, long allowed) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > allowed) {
                throw problem("sheet.bomb", MAX_UNPACKED_BYTES >> 20);
            }
            // Entities are how a small text becomes a large one; Excel never writes any.
            if (size == read && new String(buffer, 0, Math.min(read, 1024), StandardCharsets.ISO_8859_1)
                    .contains("<!DOCTYPE")) {
                throw problem("sheet.damaged");
            }
        }
        return size;
    }

    private static Map<String, List<Merge>> merges(ZipFile zip) throws IOException, XMLStreamException {
        Map<String, List<Merge>> merges = new HashMap<>();
        ZipArchiveEntry relations = zip.getEntry("xl/_rels/workbook.xml.rels");
        if (relations == null) {
            throw problem("sheet.damaged");
        }
        try (InputStream in = zip.getInputStream(relations)) {
            XMLStreamReader xml = reader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship")) {
                    String target = xml.getAttributeValue(null, "Target").replaceFirst("^/?(xl/)?", "xl/");
                    ZipArchiveEntry sheet = target.startsWith(SHEETS) ? zip.getEntry(target) : null;
                    if (sheet != null) {
                        merges.put(xml.getAttributeValue(null, "Id"), mergesOf(zip, sheet));
                    }
                }
            }
        }
        return merges;
    }

    private static List<Merge> mergesOf(ZipFile zip, ZipArchiveEntry sheet) throws IOException, XMLStreamException {
        List<Merge> merges = new ArrayList<>();
        try (InputStream in = zip.getInputStream(sheet)) {
            XMLStreamReader xml = reader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("mergeCell")) {
                    String[] ends = xml.getAttributeValue(null, "ref").split(":", 2);
                    String last = ends.length == 2 ? ends[1] : ends[0];
                    merges.add(new Merge(column(ends[0]), row(ends[0]), column(last), row(last)));
                }
            }
        }
        return merges;
    }

    private static int column(String address) {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }

    private static int row(String address) {
        return Integer.parseInt(address.replaceAll("[^0-9]", ""));
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    static InputStream open(byte[] file) {
        return new ByteArrayInputStream(file);
    }
}
