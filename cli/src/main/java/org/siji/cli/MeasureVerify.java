package org.siji.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Coordinates;
import org.siji.formats.json.JsonTree;

/**
 * Computes a result again from what it says it was computed by, and compares: every number as it is written, digit for digit. Exit
 * code 0 if nothing differs, 1 if something does, 2 if it can't be computed.
 */
final class MeasureVerify {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int CANNOT = 2;
    private static final int LISTED = 50;
    /** What may differ without a difference: sentences follow the language, and files may have been moved. */
    private static final Set<String> NOT_COMPARED = Set.of("sentence", "options", "file");

    private final Messages messages = new Messages();
    private final PrintWriter out;
    private final List<String> differences = new ArrayList<>();

    private MeasureVerify(PrintWriter out) {
        this.out = out;
    }

    /** @param moved where the track files are now, in the order of the result; empty if they are where they were */
    static int verify(Path resultFile, List<Path> moved, PrintWriter out) throws IOException {
        return new MeasureVerify(out).run(resultFile, moved);
    }

    private int run(Path resultFile, List<Path> moved) throws IOException {
        Object before = JsonTree.parse(Files.readAllBytes(resultFile), JsonTree.Scalars.AS_WRITTEN);
        if (!(before instanceof Map<?, ?> result) || !(result.get("options") instanceof Map<?, ?> given)) {
            return cannot("measure.verify.no-result", resultFile);
        }
        MeasureOptions options;
        MeasuredLog.Report report;
        try {
            options = options(given, moved);
            for (Path file : options.files()) {
                if (!Files.isReadable(file)) {
                    return cannot("measure.unreadable", file);
                }
            }
            if (options.parcels() != null && !Files.isReadable(options.parcels())) {
                return cannot("measure.unreadable", options.parcels());
            }
            report = MeasureRun.run(options);
        } catch (IllegalArgumentException | DateTimeException | MeasureRun.NoSuchRules e) {
            return cannot("measure.verify.no-result", resultFile);
        }
        Object now = JsonTree.parse(MeasureJson.text(report, options), JsonTree.Scalars.AS_WRITTEN);
        compare("", before, now);
        if (differences.isEmpty()) {
            out.println(messages.get("measure.verify.same", report.logs().size(), report.hashes().size()));
            return SAME;
        }
        out.println(messages.get("measure.verify.different", differences.size()));
        differences.stream().limit(LISTED).forEach(out::println);
        return DIFFERENT;
    }

    private int cannot(String key, Object... details) {
        out.println(messages.get(key, details));
        return CANNOT;
    }

    private static MeasureOptions options(Map<?, ?> given, List<Path> moved) {
        List<Path> files = new ArrayList<>(moved);
        if (moved.isEmpty() && given.get("files") instanceof List<?> named) {
            named.forEach(name -> files.add(Path.of(String.valueOf(name))));
        }
        String coordinates = text(given, "coordinates");
        String parcels = text(given, "parcels");
        return new MeasureOptions(files, number(given, "width_m"), number(given, "registered_width_m"),
                number(given, "offset_m"), number(given, "cell_m"),
                ZoneId.of(String.valueOf(given.get("zone"))),
                Long.parseLong(String.valueOf(given.get("latest_time_ms"))),
                coordinates == null ? null : Coordinates.valueOf(coordinates.toUpperCase(Locale.ROOT)),
                parcels == null ? null : Path.of(parcels), text(given, "rules"));
    }

    private static @Nullable String text(Map<?, ?> given, String name) {
        return given.get(name) instanceof String text ? text : null;
    }

    private static double number(Map<?, ?> given, String name) {
        String text = text(given, name);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    private void compare(String path, @Nullable Object before, @Nullable Object now) {
        if (before instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            Set<Object> names = new LinkedHashSet<>(a.keySet());
            names.addAll(b.keySet());
            for (Object name : names) {
                if (!NOT_COMPARED.contains(String.valueOf(name))) {
                    compare(path + (path.isEmpty() ? "" : ".") + name, a.get(name), b.get(name));
                }
            }
        } else if (before instanceof List<?> a && now instanceof List<?> b) {
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                compare(path + "[" + i + "]", i < a.size() ? a.get(i) : null, i < b.size() ? b.get(i) : null);
            }
        } else if (before == null ? now != null : !before.equals(now)) {
            differences.add("  " + path + ": " + shown(before) + " -> " + shown(now));
        }
    }

    private static String shown(@Nullable Object value) {
        String text = value == null ? "-" : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
