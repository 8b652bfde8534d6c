package org.siji.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.siji.platform.SijiApplication;

/** A server in a process of its own, started and stopped as a user would. */
final class SijiProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final int MINUTES_TO_START = 5;
    private static final int SECONDS_TO_STOP = 60;
    private static final String END = "(end of output)";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();

    private SijiProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::collect);
    }

    /** @param arguments {@code serve} or {@code demo} and its options */
    static SijiProcess start(Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-XX:+UseSerialGC", "-Dsiji.home=" + home, "-cp", System.getProperty("java.class.path"),
                        SijiApplication.class.getName()));
        command.addAll(List.of(arguments));
        return new SijiProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until the server says that it is ready. */
    String awaitAddress() throws InterruptedException {
        return awaitLine(ADDRESS);
    }

    /** The first match in the output from here on; fails with the whole output if it never comes. */
    String awaitLine(Pattern pattern) throws InterruptedException {
        while (true) {
            String line = lines.poll(MINUTES_TO_START, TimeUnit.MINUTES);
            if (line == null || END.equals(line)) {
                throw new AssertionError("no " + pattern + " in:\n" + String.join("\n", output));
            }
            output.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group();
            }
        }
    }

    /** Everything read so far. */
    List<String> output() {
        return List.copyOf(output);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
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
