package org.siji.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What measured work is worth: areas beside the exact union of the same swaths, rates beside what others do with the same input,
 * made-up tracks with known truth. One thread; rates are per second of its processor time, so that other work on the machine
 * disturbs them less.
 */
@Command(name = "track", mixinStandardHelpOptions = true, description = "Measuring tracks: area, speed, doubt.")
public final class TrackBench implements Callable<Integer> {

    @Option(names = "--tracks", defaultValue = "../shared/data/tracks", description = "real tracks (${DEFAULT-VALUE})")
    private Path tracks = Path.of("");
    @Option(names = "--only", split = ",", description = "coverage, live, assignment, truth")
    private @Nullable List<String> only;
    @Option(names = "--jobs", defaultValue = "40", description = "made-up jobs of each kind (${DEFAULT-VALUE})")
    private int jobs;
    @Option(names = "--seed", defaultValue = "7301", description = "of the made-up jobs (${DEFAULT-VALUE})")
    private long seed;
    @Mixin
    private final BenchLog log = new BenchLog();

    private TrackBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrackBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        log.begin("");
        Map<String, TrackFigures> all = new LinkedHashMap<>();
        all.put("coverage", new CoverageFigures());
        all.put("live", new LiveFigures());
        all.put("assignment", new AssignmentFigures());
        all.put("truth", new TruthFigures(jobs, seed));
        for (Map.Entry<String, TrackFigures> each : all.entrySet()) {
            if (only == null || only.contains(each.getKey())) {
                each.getValue().print(log::print, tracks);
            }
        }
        log.write();
        return 0;
    }
}
