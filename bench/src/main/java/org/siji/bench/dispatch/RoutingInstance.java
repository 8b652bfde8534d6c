package org.siji.bench.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.siji.dispatch.routing.RoutingProblem;
import org.siji.formats.dispatch.RoutingFile;

/**
 * A published problem with the best distance known.
 *
 * @param reference in the problem's units
 */
record RoutingInstance(String set, String name, Path file, double seconds, long reference) {

    /** One of each class of small ones, one of each set of large ones: four minutes. */
    private static final Set<String> QUICK = Set.of("solomon/R101", "solomon/C201", "solomon/RC208", "gh200/r1_2_1",
            "gh200/c2_2_4", "gh400/r1_4_5", "gh1000/r1_10_5", "multi-depot/PR11A", "site-dependent/PR11A");

    /** Its multiples modulo 1 are spread evenly, however many they are. */
    private static final double GOLDEN_RATIO = 0.618034;

    RoutingProblem problem() throws IOException {
        RoutingFile read = RoutingFile.read(file, null);
        return Objects.requireNonNull(read.problem(), () -> file + ": " + read.problems());
    }

    boolean isQuick() {
        return QUICK.contains(set + "/" + name);
    }

    /** All sets and classes mixed evenly: a run that is ended early has seen something of each. */
    static List<RoutingInstance> list(Path data) throws IOException {
        Map<RoutingInstance, Double> turns = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (RoutingInstance instance : bySet(data)) {
            turns.put(instance, counts.merge(instance.set(), 1, Integer::sum) * GOLDEN_RATIO % 1);
        }
        return turns.keySet().stream().sorted(Comparator.comparing(turns::get)).toList();
    }

    private static List<RoutingInstance> bySet(Path data) throws IOException {
        Map<String, Double> references = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("reference-distances.csv"))) {
            String[] cells = line.split(",");
            if (!cells[0].equals("set")) {
                references.put(cells[1].toUpperCase(Locale.ROOT), Double.valueOf(cells[2]));
            }
        }
        List<RoutingInstance> instances = new ArrayList<>();
        for (Path file : files(data.resolve("solomon"), ".txt")) {
            instances.add(rounded("solomon", file, 5, references));
        }
        for (int size : new int[]{2, 4, 10}) {
            for (Path file : files(data.resolve("homberger"), "_" + size + "_[0-9]+.txt")) {
                double seconds = size == 2 ? 10 : size == 4 ? 30 : 60;
                instances.add(rounded("gh" + size * 100, file, seconds, references));
            }
        }
        for (String set : List.of("multi-depot", "site-dependent")) {
            for (Path file : files(data.resolve(set), ".vrp")) {
                String name = name(file);
                List<String> solution = Files.readAllLines(file.resolveSibling(name + ".sol"));
                String cost = solution.get(solution.size() - 1).replace("Cost: ", "").strip();
                instances.add(new RoutingInstance(set, name, file, 60, Long.parseLong(cost)));
            }
        }
        return instances;
    }

    private static RoutingInstance rounded(String set, Path file, double seconds, Map<String, Double> references) {
        String name = name(file);
        double reference = Objects.requireNonNull(references.get(name.toUpperCase(Locale.ROOT)), name);
        return new RoutingInstance(set, name, file, seconds, Math.round(reference * 10));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
    }

    private static List<Path> files(Path folder, String endsWith) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*" + endsWith)).sorted().toList();
        }
    }
}
