package org.siji.platform.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A main class in a process of its own, so that it can be killed like one. */
public final class ChildJvm implements AutoCloseable {

    private static final String END = "(end of output)";
    private static final int MINUTES_OF_SILENCE = 2;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::collect);
    }

    /** @param environment added to ours */
    public static ChildJvm start(Class<?> main, Path home, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8", "-Dsiji.home=" + home, "-cp", System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    public long pid() {
        return process.pid();
    }

    /** The first line from here on that holds the text; fails with everything that was said if none comes. */
    public String awaitLine(String text) throws InterruptedException {
        while (true) {
            String line = lines.poll(MINUTES_OF_SILENCE, TimeUnit.MINUTES);
            if (line == null || END.equals(line)) {
                throw new AssertionError("no \"" + text + "\" in:\n" + String.join("\n", seen));
            }
            seen.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    /** Waits for the end by itself, and gives everything that was said. */
    public String awaitEnd() throws InterruptedException {
        for (String line = lines.take(); !END.equals(line); line = lines.take()) {
            seen.add(line);
        }
        process.waitFor();
        return String.join("\n", seen);
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** As {@code kill -9} does: nothing is cleaned up. */
    public void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} or Ctrl-C do. */
    public void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        terminate();
    }

    private void collect() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add(String.valueOf(e.getMessage()));
        }
        lines.add(END);
    }
}
