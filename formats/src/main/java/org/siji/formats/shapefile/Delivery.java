package org.siji.formats.shapefile;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.ReadLimits;

/**
 * What a surveyor hands over: one shapefile, or a folder or zip with all layers of a tenure survey, in which the layer of the
 * parcels (DK) may be cut into several files ({@code DK4312990012026-1.shp}, {@code -2.shp}).
 */
final class Delivery implements Closeable {

    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_DEPTH = 8;
    private static final Set<String> EXTENSIONS = Set.of("shp", "dbf", "prj", "cpg");
    private static final Pattern PARCEL_LAYER = Pattern.compile("DK([^A-Z].*)?", Pattern.CASE_INSENSITIVE);

    /** @param path within the folder or zip, with slashes */
    private record Entry(String path, Parts.Opener opener) {}

    private final List<Parts> shapefiles = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final @Nullable ZipFile zip;

    private Delivery(@Nullable ZipFile zip) {
        this.zip = zip;
    }

    /** @param path folder, {@code .shp} file or zip */
    static Delivery open(Path path, ReadLimits limits) throws IOException, BadShapefile {
        String fileName = String.valueOf(path.getFileName());
        if (Files.isDirectory(path)) {
            Delivery delivery = new Delivery(null);
            delivery.take(entries(path, MAX_DEPTH), fileName, limits);
            return delivery;
        }
        if (fileName.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return ofZip(path, fileName, limits);
        }
        if (!extension(fileName).equals("shp") || !Files.isRegularFile(path)) {
            throw new BadShapefile(ShapefileProblem.SHP_MISSING, Place.file(fileName));
        }
        Delivery delivery = new Delivery(null);
        // On a file system that tells "A.shp" from "a.SHP" apart, the one that was asked for is meant.
        List<Entry> beside = entries(path.toAbsolutePath().resolveSibling("."), 1).stream()
                .filter(entry -> !extension(entry.path).equals("shp") || entry.path.equals(fileName)).toList();
        delivery.add(fileName, fileName, beside, limits, new AtomicLong());
        return delivery;
    }

    private static List<Entry> entries(Path folder, int depth) throws IOException, BadShapefile {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            List<Entry> entries = files.filter(file -> EXTENSIONS.contains(extension(file.toString())))
                    .filter(Files::isRegularFile).sorted()
                    .map(file -> new Entry(folder.relativize(file).toString().replace('\\', '/'),
                            () -> Files.newInputStream(file)))
                    .limit(MAX_ENTRIES + 1L).toList();
            requireFew(entries.size(), String.valueOf(folder.getFileName()));
            return entries;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Delivery ofZip(Path path, String fileName, ReadLimits limits) throws IOException, BadShapefile {
        ZipFile zip = openZip(path, fileName);
        try {
            requireFew(zip.size(), fileName);
            Delivery delivery = new Delivery(zip);
            delivery.take(zip.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")
                            && EXTENSIONS.contains(extension(entry.getName())))
                    .map(entry -> new Entry(entry.getName().replace('\\', '/'), () -> zip.getInputStream(entry)))
                    .sorted(Comparator.comparing(Entry::path)).toList(), fileName, limits);
            return delivery;
        } catch (BadShapefile e) {
            zip.close();
            throw e;
        }
    }

    private static void requireFew(int entries, String in) throws BadShapefile {
        if (entries > MAX_ENTRIES) {
            throw new BadShapefile(FeatureProblem.TOO_MANY_RECORDS, Place.file(in), MAX_ENTRIES);
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

    /** The only shapefile, or among several all those of the parcel layer. */
    private void take(List<Entry> entries, String in, ReadLimits limits) throws BadShapefile {
        List<String> shps = entries.stream().map(Entry::path).filter(path -> extension(path).equals("shp")).toList();
        if (shps.isEmpty()) {
            throw new BadShapefile(ShapefileProblem.SHP_MISSING, Place.file(in));
        }
        List<String> taken = shps.size() == 1
                ? shps
                : shps.stream().filter(shp -> PARCEL_LAYER.matcher(stem(lastName(shp))).matches()).toList();
        if (taken.isEmpty()) {
            throw new BadShapefile(ShapefileProblem.SHP_AMBIGUOUS, Place.file(in),
                    String.join(", ", shps.stream().map(Delivery::lastName).limit(20).toList()));
        }
        // Villages in folders of their own may all call their file the same.
        boolean unique = taken.stream().map(Delivery::lastName).collect(Collectors.toSet()).size() == taken.size();
        AtomicLong bytesRead = new AtomicLong();
        for (String shp : taken) {
            add(shp, unique ? lastName(shp) : shp, entries, limits, bytesRead);
        }
        shps.stream().filter(shp -> !taken.contains(shp)).map(Delivery::lastName).forEach(skipped::add);
    }

    private void add(String shp, String name, List<Entry> entries, ReadLimits limits, AtomicLong bytesRead) {
        Parts parts = new Parts(name, limits.maxBytes(), bytesRead);
        for (Entry entry : entries) {
            if (stem(entry.path).equalsIgnoreCase(stem(shp))) {
                parts.put(extension(entry.path), entry.opener);
            }
        }
        shapefiles.add(parts);
    }

    /** At least one. */
    List<Parts> shapefiles() {
        return shapefiles;
    }

    /** Names of the shapefiles of other layers. */
    List<String> skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
