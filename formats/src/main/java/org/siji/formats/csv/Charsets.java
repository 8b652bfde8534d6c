package org.siji.formats.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.siji.formats.Input;

/** Finds out how a table is encoded by reading it through once, in pieces. */
final class Charsets {

    private static final List<Charset> KNOWN = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));
    private static final int PIECE = 1 << 16;

    private Charsets() {}

    /** The first known encoding in which every byte means something. */
    static Optional<Charset> find(Input input) throws IOException {
        for (Charset charset : KNOWN) {
            if (fits(input, charset)) {
                return Optional.of(charset);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Input input, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer ignored = CharBuffer.allocate(PIECE);
        try (InputStream in = input.open()) {
            for (boolean isEnd = false; !isEnd;) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                isEnd = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                CoderResult result;
                do {
                    ignored.clear();
                    result = decoder.decode(bytes, ignored, isEnd);
                } while (result.isOverflow());
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return true;
    }
}
