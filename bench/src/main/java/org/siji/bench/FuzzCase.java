package org.siji.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.Problem;
import org.siji.formats.csv.CsvOptions;
import org.siji.formats.csv.CsvTrackReader;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.gpx.GpxReader;
import org.siji.formats.gpx.GpxTracks;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TaskData;
import org.siji.formats.isoxml.TimeLog;
import org.siji.formats.parcels.ParcelReader;
import org.siji.formats.rules.RuleSets;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.QualityDemand;
import org.siji.track.QualityMeter;
import org.siji.track.Track;
import org.siji.track.TrackMeter;

/** One damaged file: the same seed always makes the same one. */
final class FuzzCase {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<String> TOKENS = List.of("NaN", "-", "1e999", "-1", "0", "99999999999999999999", "\0",
            "<",
            ">", "&amp;", "&x;", "\"", ",", ";", "\n", "\r\n", "\uFEFF", "时间", "180", "-180.0000001", "89.9999999",
            "null",
            "[", "]", "{", "}", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>", "2028-02-30 25:61:61",
            "0000-00-00 00:00:00", "1e-320", "Infinity");
    private static final int MOST_DAMAGES = 6;

    private final long seed;
    private final Format format;
    private final List<Part> parts;
    private final Path folder;

    /** What a file is, before it is damaged, and how it is read. */
    private enum Format {
        CSV, GPX, ISOXML, ISOXML_ZIP, GEOJSON, SHAPEFILE_ZIP, RULES
    }

    private record Part(String name, byte[] bytes) {}

    private FuzzCase(long seed, Format format, List<Part> parts, Path folder) {
        this.seed = seed;
        this.format = format;
        this.parts = parts;
        this.folder = folder;
    }

    static FuzzCase of(long seed, Path folder) {
        Random random = new Random(seed);
        // A generator's first numbers of neighbouring seeds are alike.
        random.nextLong();
        Format format = Format.values()[random.nextInt(Format.values().length)];
        List<Part> whole = switch (format) {
            case CSV -> List.of(new Part("a.csv", FuzzSeeds.csv()));
            case GPX -> List.of(new Part("a.gpx", FuzzSeeds.gpx()));
            case ISOXML, ISOXML_ZIP -> List.of(new Part("TASKDATA.XML", FuzzSeeds.taskData()),
                    new Part("TLG00001.XML", FuzzSeeds.logHeader()), new Part("TLG00001.BIN", FuzzSeeds.log()),
                    new Part("LINKLIST.XML", FuzzSeeds.linkList()));
            case GEOJSON -> List.of(new Part("a.geojson", FuzzSeeds.geoJson()));
            case SHAPEFILE_ZIP -> List.of(new Part("a.shp", FuzzSeeds.shp()), new Part("a.dbf", FuzzSeeds.dbf()),
                    new Part("a.prj", FuzzSeeds.prj()));
            case RULES -> List.of(new Part("a.json", FuzzSeeds.rules()));
        };
        int damaged = random.nextInt(whole.size());
        Part[] parts = whole.toArray(Part[]::new);
        parts[damaged] = new Part(parts[damaged].name, damage(parts[damaged].bytes, random));
        return new FuzzCase(seed, format, List.of(parts), folder);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole;
        int damages = 1 + random.nextInt(MOST_DAMAGES);
        for (int i = 0; i < damages; i++) {
            int at = random.nextInt(bytes.length + 1);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(9)));
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes, random);
                case 1 -> spliced(bytes, at, length, new byte[0]);
                case 2 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 3 -> spliced(bytes, at, 0,
                        TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 4 -> spliced(bytes, at, length,
                        TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 5 -> Arrays.copyOf(bytes, at);
                default -> {
                    byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    yield spliced(bytes, at, length, noise);
                }
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int i = 0; i < 1 + copy.length / 200 && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        byte[] result = new byte[bytes.length - removed + added.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, at + removed, result, at + added.length, bytes.length - at - removed);
        return result;
    }

    long seed() {
        return seed;
    }

    String format() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** Writes the file down and says where. */
    Path keep() throws IOException {
        Path kept = folder.resolve("seed-" + seed);
        Files.createDirectories(kept);
        for (Part part : parts) {
            Files.write(kept.resolve(part.name), part.bytes);
        }
        return kept;
    }

    /** Whatever is wrong must come back as a problem that has a sentence. */
    void read() {
        Part first = parts.get(0);
        switch (format) {
            case CSV -> {
                var csv = CsvTrackReader.read(Input.of(first.bytes), first.name,
                        new CsvOptions(ZONE, seed % 2 == 0 ? Coordinates.GCJ02 : null));
                check(csv.problems());
                measure(csv.track());
            }
            case GPX -> {
                GpxTracks gpx = GpxReader.read(Input.of(first.bytes), first.name, Coordinates.WGS84);
                check(gpx.problems());
                gpx.tracks().forEach(track -> measure(track.track()));
            }
            case ISOXML -> check(IsoXmlReader.read(name -> parts.stream()
                    .filter(part -> part.name.equals(name.toUpperCase(Locale.ROOT))).findFirst().map(Part::bytes),
                    ZONE));
            case ISOXML_ZIP -> check(IsoXmlReader.readZip(zip(), "a.zip", ZONE));
            case RULES -> check(RuleSets.read(Input.of(first.bytes), first.name).problems());
            case GEOJSON -> parcels(folder.resolve("a.geojson"), first.bytes);
            case SHAPEFILE_ZIP -> parcels(folder.resolve("a.zip"), zip());
        }
    }

    private static void check(TaskData data) {
        check(data.problems());
        data.logs().stream().map(TimeLog::track).forEach(FuzzCase::measure);
    }

    private static void check(List<Problem> problems) {
        problems.forEach(problem -> problem.sentence(Locale.CHINESE));
    }

    private static void parcels(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
            check(new ParcelReader(ReadLimits.COUNTY, null, null, false).read(file).problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole chain behind a reader, down to the outlines that maps get. */
    private static void measure(Track track) {
        MeasureParameters parameters = MeasureParameters.defaults().withWidthMeters(2.4)
                .withLatestTimeMillis(Instant.parse("2027-01-01T00:00:00Z").toEpochMilli());
        MeasuredWork work = TrackMeter.measure(track, parameters);
        QualityMeter.judge(track, work, new QualityDemand(1, 12, 0.25, 0.01));
        if (!Double.isFinite(work.netArea().squareMeters()) || work.netArea().squareMeters() < 0) {
            throw new IllegalStateException("net area " + work.netArea());
        }
        work.map().coveredLonLat();
    }

    private byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Part part : parts) {
                zip.putNextEntry(new ZipEntry(part.name));
                zip.write(part.bytes);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] whole = bytes.toByteArray();
        Optional<Integer> cut = seed % 10 == 0 ? Optional.of(whole.length / 2) : Optional.empty();
        return cut.map(length -> Arrays.copyOf(whole, length)).orElse(whole);
    }
}
