package org.siji.formats.shapefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import org.siji.formats.Place;

/**
 * The encoding of a dBASE table. First what the {@code .cpg} says, then the language driver byte where it is worth
 * believing, else the text itself: UTF-8 when all of it is, GB18030 (which contains GBK) otherwise.
 */
final class DbfText {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int GBK_DRIVER = 0x4D;
    private static final int GBK_DRIVER_OLD = 0x7A;
    private static final int WINDOWS_1252_DRIVER = 0x03;

    private final Charset charset;
    private final CharsetDecoder strict;

    DbfText(Charset charset) {
        this.charset = charset;
        this.strict = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    Charset charset() {
        return charset;
    }

    /** The encoding of this shapefile's table. */
    static DbfText of(Parts parts) throws IOException, BadShapefile {
        Optional<Charset> stated = parts.has("cpg")
                ? named(parts.text("cpg", StandardCharsets.ISO_8859_1))
                : Optional.empty();
        if (stated.isPresent()) {
            return new DbfText(stated.get());
        }
        String dbfName = parts.nameOf("dbf");
        try (InputStream in = parts.open("dbf")) {
            DbfFile dbf = new DbfFile(in, dbfName);
            // 0x57 ("ANSI") says nothing: Chinese Windows writes it over GBK.
            return switch (dbf.languageDriver()) {
                case GBK_DRIVER, GBK_DRIVER_OLD -> new DbfText(GB18030);
                case WINDOWS_1252_DRIVER -> new DbfText(Charset.forName("windows-1252"));
                default -> detect(dbf, dbfName);
            };
        }
    }

    private static DbfText detect(DbfFile dbf, String dbfName) throws IOException, BadShapefile {
        DbfText utf8 = new DbfText(StandardCharsets.UTF_8);
        DbfText chinese = new DbfText(GB18030);
        long notUtf8 = 0;
        long notChinese = 0;
        long values = 0;
        Optional<byte[]> row = dbf.next();
        while (row.isPresent()) {
            for (DbfFile.Column column : dbf.columns()) {
                if (column.type() == 'C' && !isAscii(row.get(), column.offset(), column.length())) {
                    values++;
                    notUtf8 += utf8.decode(row.get(), column.offset(), column.length()).isEmpty() ? 1 : 0;
                    notChinese += chinese.decode(row.get(), column.offset(), column.length()).isEmpty() ? 1 : 0;
                }
            }
            row = dbf.next();
        }
        // A rare spoilt value is reported where it stands; when one in ten is, the guess itself is wrong.
        if (Math.min(notUtf8, notChinese) * 10 > values) {
            throw new BadShapefile(ShapefileProblem.ENCODING_UNDECIDABLE, Place.file(dbfName));
        }
        return notUtf8 <= notChinese ? utf8 : chinese;
    }

    /** The names that ESRI, QGIS and hand-written {@code .cpg} files use. */
    private static Optional<Charset> named(String cpg) {
        String name = cpg.strip().toUpperCase(Locale.ROOT);
        String digits = name.replaceAll("[^0-9]", "");
        if (name.startsWith("UTF") || digits.equals("65001")) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (name.startsWith("GB") || digits.equals("936") || digits.equals("54936")) {
            return Optional.of(GB18030);
        }
        return name.matches("[A-Z0-9][A-Z0-9._:+-]*") && Charset.isSupported(name)
                ? Optional.of(Charset.forName(name))
                : Optional.empty();
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The text without surrounding blanks; empty if the bytes aren't text in this encoding. A last character that the field's
     * width cut in half is dropped: that is how most programs write too long a value.
     */
    Optional<String> decode(byte[] bytes, int offset, int length) {
        int end = offset + length;
        while (end > offset && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        CharBuffer out = CharBuffer.allocate(length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, end - offset);
        strict.reset();
        // Not told that this is the end of input, the decoder leaves an incomplete last character alone.
        CoderResult result = strict.decode(in, out, false);
        boolean cutAtFullWidth = !in.hasRemaining() || end == offset + length;
        return result.isUnderflow() && cutAtFullWidth ? Optional.of(out.flip().toString().strip()) : Optional.empty();
    }

    String decodeLeniently(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, charset).replace("\0", "").strip();
    }
}
