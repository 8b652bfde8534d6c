package org.siji.formats.isoxml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of one set of task data, wherever they lie. Terminals don't agree on upper and lower case, so names ignore it. */
public interface TaskFiles {

    /** More than any terminal's card holds; a zip that unpacks to more is an attack or a mistake. */
    int MAX_UNPACKED_MEBIBYTES = 512;

    /** @param name file name without folder, any case */
    Optional<byte[]> find(String name) throws IOException;

    /** The same without holding it in memory where that can be helped; from its first byte to its capacity. */
    default Optional<ByteBuffer> findBuffer(String name) throws IOException {
        return find(name).map(ByteBuffer::wrap);
    }

    /** The folder that holds TASKDATA.XML. */
    static TaskFiles folder(Path folder) throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.sorted().forEach(file -> files.putIfAbsent(key(String.valueOf(file.getFileName())), file));
        }
        return new TaskFiles() {
            @Override
            public Optional<byte[]> find(String name) throws IOException {
                Path file = files.get(key(name));
                return file == null ? Optional.empty() : Optional.of(Files.readAllBytes(file));
            }

            @Override
            public Optional<ByteBuffer> findBuffer(String name) throws IOException {
                Path file = files.get(key(name));
                return file == null ? Optional.empty() : Optional.of(mapped(file));
            }
        };
    }

    /** A zip as uploaded; folders inside are ignored, as in practice it holds one set, often in a folder TASKDATA. */
    static TaskFiles zip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long left = MAX_UNPACKED_MEBIBYTES * 1024L * 1024;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    byte[] content = in.readNBytes((int) left);
                    left -= content.length;
                    if (left <= 0) {
                        throw new TooLargeException();
                    }
                    files.putIfAbsent(key(entry.getName().substring(entry.getName().lastIndexOf('/') + 1)), content);
                }
            }
        }
        if (files.isEmpty()) {
            throw new java.util.zip.ZipException("no entries");
        }
        return name -> Optional.ofNullable(files.get(key(name)));
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("larger than a log can be: " + channel.size());
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The zip unpacks to more than {@link #MAX_UNPACKED_MEBIBYTES}. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
