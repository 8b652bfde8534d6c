package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Damages small files of every format in every way that chance finds, reads them and measures what was read. Whatever throws, or
 * takes longer than 20 seconds, is a finding: its seed and its file are kept, and the exit code is 1.
 */
@Command(name = "fuzz", mixinStandardHelpOptions = true, description = "Damaged files for all readers.")
public final class FuzzBench implements Callable<Integer> {

    private static final long HANG_SECONDS = 20;
    private static final int MAX_FINDINGS = 20;

    @Option(names = "--seconds", defaultValue = "60", description = "how long (${DEFAULT-VALUE})")
    private int seconds;
    @Option(names = "--seed", defaultValue = "1", description = "of the first file; each next one has the next (${DEFAULT-VALUE})")
    private long seed;
    @Option(names = "--files", defaultValue = "9223372036854775807", hidden = true, description = "at most so many, to see one again")
    private long most;
    @Mixin
    private final BenchLog log = new BenchLog();

    private final Map<String, Long> files = new TreeMap<>();
    private int findings;
    private long slowestNanos;
    private String slowest = "";

    private FuzzBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FuzzBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        log.begin("");
        Path folder = Files.createTempDirectory("siji-fuzz");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        long next = seed;
        while (System.nanoTime() < end && next - seed < most && findings < MAX_FINDINGS) {
            FuzzCase fuzzed = FuzzCase.of(next++, folder);
            files.merge(fuzzed.format(), 1L, Long::sum);
            long started = System.nanoTime();
            Future<?> run = reader.submit(fuzzed::read);
            try {
                run.get(HANG_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                find(fuzzed, String.valueOf(e.getCause()), e.getCause());
            } catch (TimeoutException e) {
                find(fuzzed, "hangs", null);
                // Whatever hangs can't be stopped; the daemon thread is left to itself.
                reader.shutdownNow();
                reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
            }
            long nanos = System.nanoTime() - started;
            if (nanos > slowestNanos) {
                slowestNanos = nanos;
                slowest = fuzzed.format() + " seed " + fuzzed.seed();
            }
        }
        reader.shutdownNow();
        files.forEach((format, count) -> log.print("%-12s %8d files".formatted(format, count)));
        log.print("%d files from seed %d in %d s; slowest %.0f ms (%s)".formatted(next - seed, seed, seconds,
                slowestNanos / 1e6, slowest));
        log.print(findings + " findings");
        log.write();
        return findings == 0 ? 0 : 1;
    }

    private void find(FuzzCase fuzzed, String what, @Nullable Throwable cause) throws IOException {
        findings++;
        log.print("%s seed %d: %s; its file: %s".formatted(fuzzed.format(), fuzzed.seed(), what, fuzzed.keep()));
        for (int i = 0; cause != null && i < Math.min(8, cause.getStackTrace().length); i++) {
            log.print("    at " + cause.getStackTrace()[i]);
        }
    }
}
