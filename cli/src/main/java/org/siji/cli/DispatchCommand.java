package org.siji.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;
import org.siji.formats.Problem;
import org.siji.formats.dispatch.RoutingRounding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Plans a dispatch problem, or checks a plan. Exit code 0; 1 when a checked plan breaks a rule; 2 when the command line is wrong or
 * the file can't be used.
 */
@Command(name = "dispatch", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
final class DispatchCommand implements Callable<Integer> {

    static final int SOUND = 0;
    static final int UNSOUND = 1;
    static final int UNUSABLE = 2;

    @Parameters(index = "0", paramLabel = "PROBLEM")
    private Path problemFile = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "PLAN")
    private @Nullable Path planFile;

    @Option(names = "--check")
    private boolean isCheck;

    @Option(names = "--time", paramLabel = "60s")
    private String time = "60s";

    @Option(names = "--threads", paramLabel = "N")
    private int threads = 2;

    @Option(names = "--seed", paramLabel = "S")
    private long seed = 1;

    @Option(names = "--iterations", paramLabel = "N")
    private @Nullable Long iterations;

    @Option(names = "--warm", paramLabel = "PLAN")
    private @Nullable Path warmFile;

    @Option(names = "--out", paramLabel = "PLAN")
    private @Nullable Path outFile;

    @Option(names = "--html", paramLabel = "FILE")
    private @Nullable Path htmlFile;

    @Option(names = "--roads", paramLabel = "OSM")
    private @Nullable Path roadsFile;

    @Option(names = "--quiet")
    private boolean isQuiet;

    @Option(names = "--objective", paramLabel = "cost|distance")
    private @Nullable String objective;

    @Option(names = "--rounding", paramLabel = "dimacs|exact")
    private @Nullable String rounding;

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Messages messages = new Messages();

    @Override
    public Integer call() throws IOException {
        requireReadable(problemFile);
        if (isCheck != (planFile != null)) {
            throw usage("dispatch.check-needs-plan");
        }
        String name = String.valueOf(problemFile.getFileName()).toLowerCase(Locale.ROOT);
        boolean isRouting = name.endsWith(".vrp") || name.endsWith(".txt");
        if (objective != null && !objective.equals(isRouting ? "distance" : "cost")) {
            throw usage("dispatch.objective", objective);
        }
        if (roadsFile != null && isRouting) {
            throw usage("dispatch.roads-only-farm");
        }
        SolveLimits limits = limits();
        DispatchWork work = isRouting
                ? new DispatchRouting(this, rounding())
                : new DispatchFarm(this, roadsFile);
        if (!work.read(problemFile)) {
            return UNUSABLE;
        }
        Path plan = planFile == null ? warmFile : planFile;
        if (plan != null) {
            requireReadable(plan);
            if (!work.readPlan(plan)) {
                return UNUSABLE;
            }
        }
        if (isCheck) {
            return work.check() ? SOUND : UNSOUND;
        }
        try (DispatchProgress progress = new DispatchProgress(isQuiet ? null : spec.commandLine().getErr(), messages)) {
            String costText = work.solve(limits, progress);
            if (outFile != null) {
                Files.writeString(outFile, work.plan());
            }
            if (htmlFile != null) {
                Files.writeString(htmlFile, work.html());
            }
            say("cost=%s gap_hint=%.2f%% unassigned=%d time_s=%.1f".formatted(costText, progress.gapHintPercent(),
                    work.undone(), progress.solvedSeconds()));
        }
        return SOUND;
    }

    private SolveLimits limits() {
        double seconds;
        try {
            double factor = time.endsWith("ms") ? 1e-3 : time.endsWith("m") ? 60 : 1;
            seconds = Double.parseDouble(time.replaceFirst("(ms|m|s)$", "")) * factor;
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), messages.get("dispatch.time", time), e);
        }
        if (!(seconds >= 0 && seconds <= 1e6)) {
            throw usage("dispatch.time", time);
        }
        if (threads < 1 || threads > 256 || iterations != null && iterations < 0) {
            throw usage("dispatch.limits");
        }
        // With a number of iterations the clock is left out of it: then the plan is the same on any machine.
        return iterations == null
                ? SolveLimits.ofSeconds(seconds, System::nanoTime, threads, seed)
                : SolveLimits.ofIterations(iterations, threads, seed);
    }

    private @Nullable RoutingRounding rounding() {
        if (rounding == null) {
            return null;
        }
        return switch (rounding) {
            case "dimacs" -> RoutingRounding.DIMACS;
            case "exact" -> RoutingRounding.EXACT;
            default -> throw usage("dispatch.rounding", rounding);
        };
    }

    ParameterException usage(String key, Object... details) {
        return new ParameterException(spec.commandLine(), messages.get(key, details));
    }

    private void requireReadable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw usage("measure.unreadable", file);
        }
    }

    Messages messages() {
        return messages;
    }

    void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** To standard error: standard output belongs to the result. */
    void note(String line) {
        spec.commandLine().getErr().println(line);
    }

    /** To standard error as well. */
    void report(List<Problem> problems) {
        for (Problem problem : problems) {
            String field = problem.place().field();
            spec.commandLine().getErr().println(new ProblemLine(problem.isError(), problem.place().file(),
                    problem.place().row(), field == null ? "" : field, problem.sentence(Locale.getDefault()),
                    problem.code()).say(messages, String.valueOf(problemFile.getFileName())));
        }
    }
}
