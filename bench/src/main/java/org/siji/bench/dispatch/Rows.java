package org.siji.bench.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The log: each row is written as it ends, and a run that finds a row there already goes on after it. */
final class Rows {

    private static final Pattern ROW = Pattern
            .compile("row set=(\\S+) instance=\\S+ engine=(\\S+) .*\\bgap_percent=(-?[0-9.]+) .*");

    private final @Nullable Path log;
    private final List<String> rows = new ArrayList<>();

    Rows(@Nullable Path log) throws IOException {
        this.log = log;
        if (log != null && Files.exists(log)) {
            Files.readAllLines(log).stream().filter(line -> line.startsWith("row ")).forEach(rows::add);
        }
    }

    boolean has(String set, String instance, String engine) {
        String key = "row set=" + set + " instance=" + instance + " engine=" + engine + " ";
        return rows.stream().anyMatch(row -> row.startsWith(key));
    }

    /** A remark, e.g. on what the machine was. */
    void note(String line) {
        System.out.println(line);
        if (log != null) {
            try {
                Files.writeString(log, line + System.lineSeparator(), StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void add(String row) {
        rows.add(row);
        note(row);
    }

    /** Mean gap to the reference by set and engine, of the rows whose plan is sound. */
    void summary() {
        Map<String, List<Double>> gaps = new TreeMap<>();
        for (String row : rows) {
            Matcher matcher = ROW.matcher(row);
            if (matcher.matches() && row.contains("check=sound")) {
                gaps.computeIfAbsent(matcher.group(1) + " " + matcher.group(2), key -> new ArrayList<>())
                        .add(Double.valueOf(matcher.group(3)));
            }
        }
        gaps.forEach((key, values) -> note("mean %s: gap %.3f %% of %d instances, largest %.3f %%".formatted(key,
                values.stream().mapToDouble(gap -> gap).average().orElse(0), values.size(),
                values.stream().mapToDouble(gap -> gap).max().orElse(0))));
    }
}
