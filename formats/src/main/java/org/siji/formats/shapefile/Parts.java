package org.siji.formats.shapefile;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The files that make up one shapefile, wherever they lie. */
final class Parts {

    /** Opens one of the files. */
    interface Opener {
        InputStream open() throws IOException;
    }

    private final Map<String, Opener> byExtension = new TreeMap<>();
    private final String name;
    private final long maxBytes;
    private final AtomicLong bytesRead;

    /**
     * @param name      of the {@code .shp}, as problems call it
     * @param bytesRead of the whole delivery, counted on by each of its shapefiles
     */
    Parts(String name, long maxBytes, AtomicLong bytesRead) {
        this.name = name;
        this.maxBytes = maxBytes;
        this.bytesRead = bytesRead;
    }

    void put(String extension, Opener opener) {
        byExtension.put(extension, opener);
    }

    String shpName() {
        return name;
    }

    String nameOf(String extension) {
        return Delivery.stem(name) + "." + extension;
    }

    boolean has(String extension) {
        return byExtension.containsKey(extension);
    }

    /** A part, buffered; reading past the limit fails with {@link LimitReached}. */
    InputStream open(String extension) throws IOException {
        Opener opener = byExtension.get(extension);
        if (opener == null) {
            throw new IOException("no ." + extension);
        }
        return new BufferedInputStream(new Counted(opener.open()), 1 << 16);
    }

    /** A small part as text, e.g. {@code .prj}; what is longer than any such part is cut. */
    String text(String extension, Charset charset) throws IOException {
        try (InputStream in = open(extension)) {
            return new String(in.readNBytes(1 << 16), charset);
        }
    }

    /** The unpacked size exceeds the limit: sizes in a zip's directory can lie, so bytes are counted as they come. */
    static final class LimitReached extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws LimitReached {
            if (bytesRead.addAndGet(bytes) > maxBytes) {
                throw new LimitReached();
            }
        }
    }
}
