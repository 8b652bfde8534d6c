package org.siji.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that can be read from their beginning as often as needed: a reader looks at a table twice (which encoding, then the
 * rows) and must not hold it in memory.
 */
public interface Input {

    /** A new stream from the first byte; the caller closes it. */
    InputStream open() throws IOException;

    static Input of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    static Input of(Path file) {
        return () -> Files.newInputStream(file);
    }
}
