package org.siji.formats.shapefile;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.ReadLimits;

/** The files that make up one shapefile, wherever they lie. */
final class Parts implements Closeable {

    private static final int MAX_ENTRIES = 10_000;

    private interface Opener {
        InputStream open() throws IOException;
    }

    private final Map<String, Opener> byExtension = new TreeMap<>();
    private final ReadLimits limits;
    private final String name;
    private final @Nullable ZipFile zip;
    private long bytesRead;

    private Parts(String name, ReadLimits limits, @Nullable ZipFile zip) {
        this.name = name;
        this.limits = limits;
        this.zip = zip;
    }

    /** @param path folder, {@code .shp} file or zip */
    static Parts find(Path path, ReadLimits limits) throws IOException, BadShapefile {
        String fileName = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            return ofFolder(path, fileName, limits);
        }
        if (fileName.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return ofZip(path, fileName, limits);
        }
        if (!extension(fileName).equals("shp") || !Files.isRegularFile(path)) {
            throw new BadShapefile(ShapefileProblem.SHP_MISSING, Place.file(fileName));
        }
        return ofSiblings(path.toAbsolutePath(), limits);
    }

    private static Parts ofFolder(Path folder, String folderName, ReadLimits limits) throws IOException, BadShapefile {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> shps = files.filter(file -> extension(file.toString()).equals("shp")).sorted().toList();
            List<String> names = shps.stream().map(shp -> String.valueOf(shp.getFileName())).toList();
            return ofSiblings(shps.get(choose(names, folderName)), limits);
        }
    }

    private static Parts ofSiblings(Path shp, ReadLimits limits) throws IOException {
        String shpName = String.valueOf(shp.getFileName());
        Parts parts = new Parts(shpName, limits, null);
        try (Stream<Path> files = Files.list(Optional.ofNullable(shp.getParent()).orElse(Path.of(".")))) {
            files.filter(file -> stem(String.valueOf(file.getFileName())).equalsIgnoreCase(stem(shpName))).sorted()
                    .forEach(file -> parts.byExtension.put(extension(file.toString()),
                            () -> Files.newInputStream(file)));
        }
        // On a file system that tells "A.shp" from "a.SHP" apart, the one that was asked for is meant.
        parts.byExtension.put("shp", () -> Files.newInputStream(shp));
        return parts;
    }

    private static Parts ofZip(Path path, String fileName, ReadLimits limits) throws IOException, BadShapefile {
        ZipFile zip = openZip(path, fileName);
        try {
            if (zip.size() > MAX_ENTRIES) {
                throw new BadShapefile(FeatureProblem.TOO_MANY_RECORDS, Place.file(fileName), MAX_ENTRIES);
            }
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
                    .sorted(Comparator.comparing(ZipEntry::getName)).toList();
            List<String> shps = new ArrayList<>();
            for (ZipEntry entry : entries) {
                if (extension(entry.getName()).equals("shp")) {
                    shps.add(entry.getName());
                }
            }
            String shp = shps.get(choose(shps, fileName));
            Parts parts = new Parts(lastName(shp), limits, zip);
            for (ZipEntry entry : entries) {
                if (stem(entry.getName()).equalsIgnoreCase(stem(shp))) {
                    parts.byExtension.put(extension(entry.getName()), () -> zip.getInputStream(entry));
                }
            }
            return parts;
        } catch (BadShapefile e) {
            zip.close();
            throw e;
        }
    }

    /** Names in a zip are UTF-8 or, from Chinese Windows, GBK; the last resort accepts any bytes. */
    private static ZipFile openZip(Path path, String fileName) throws IOException, BadShapefile {
        if (!Files.isRegularFile(path)) {
            throw new BadShapefile(ShapefileProblem.SHP_MISSING, Place.file(fileName));
        }
        ZipException lastFailure = null;
        for (Charset names : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.ISO_8859_1)) {
            try {
                return new ZipFile(path.toFile(), names);
            } catch (ZipException e) {
                lastFailure = e;
            }
        }
        throw new BadShapefile(ShapefileProblem.ZIP_BROKEN, Place.file(fileName), String.valueOf(lastFailure));
    }

    /** One, or among several the one of the layer that holds parcels (DK) in a tenure survey's delivery. */
    private static int choose(List<String> shps, String in) throws BadShapefile {
        if (shps.isEmpty()) {
            throw new BadShapefile(ShapefileProblem.SHP_MISSING, Place.file(in));
        }
        List<String> parcels = shps.stream().filter(shp -> lastName(shp).toUpperCase(Locale.ROOT).startsWith("DK"))
                .toList();
        if (shps.size() > 1 && parcels.size() != 1) {
            throw new BadShapefile(ShapefileProblem.SHP_AMBIGUOUS, Place.file(in),
                    String.join(", ", shps.stream().map(Parts::lastName).limit(20).toList()));
        }
        return shps.size() == 1 ? 0 : shps.indexOf(parcels.get(0));
    }

    /** Name of the {@code .shp}, without folders. */
    String shpName() {
        return name;
    }

    String nameOf(String extension) {
        return stem(name) + "." + extension;
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

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The unpacked size exceeds the limit: sizes in a zip's directory can lie, so bytes are counted as they come. */
    static final class LimitReached extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Counted extends java.io.FilterInputStream {
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
            bytesRead += bytes;
            if (bytesRead > limits.maxBytes()) {
                throw new LimitReached();
            }
        }
    }
}
