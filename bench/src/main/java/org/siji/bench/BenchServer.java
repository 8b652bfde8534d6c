package org.siji.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.siji.platform.SijiApplication;
import org.siji.platform.identity.FirstAdministrator;

/** A server in a process of its own with the flags that the launcher gives it, on a free loopback port. */
final class BenchServer implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    /** Within the sentence that a first start prints. */
    private static final Pattern PASSWORD = Pattern
            .compile("\\b" + FirstAdministrator.USERNAME + "\\b.*?([A-Za-z0-9_-]{12,})");
    private static final int SECONDS_TO_STOP = 60;

    private final Process process;
    private final String address;
    private final List<String> output = new ArrayList<>();

    private BenchServer(Process process) throws IOException {
        this.process = process;
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.address = awaitAddress(reader);
        Thread.ofVirtual().start(() -> forward(reader));
    }

    /** Waits until it answers. */
    static BenchServer start(Path home) throws IOException {
        return start(home, Map.of());
    }

    /** The same with a database of its own choice (SIJI_DB_...). */
    static BenchServer start(Path home, Map<String, String> environment) throws IOException {
        return start(home, environment, "512m", List.of("serve", "--port", "0"));
    }

    /** @param heap as -Xmx takes it */
    static BenchServer start(Path home, Map<String, String> environment, String heap) throws IOException {
        return start(home, environment, heap, List.of("serve", "--port", "0"));
    }

    /** One that plays a sample season first. */
    static BenchServer startDemo(Path home, Map<String, String> environment, int mu) throws IOException {
        return start(home, environment, "512m", List.of("demo", "--port", "0", "--mu", String.valueOf(mu)));
    }

    private static BenchServer start(Path home, Map<String, String> environment, String heap, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                        "-Xss512k", "-XX:+UseSerialGC", "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + home.resolveSibling(home.getFileName() + ".jsa"), "-Xlog:disable",
                        "-Dsiji.home=" + home, "-cp", System.getProperty("java.class.path"),
                        SijiApplication.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Whatever ends the benchmark ends its server.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new BenchServer(process);
    }

    private String awaitAddress(BufferedReader reader) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.add(line);
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        throw new IllegalStateException("the server did not start:\n" + String.join("\n", output));
    }

    /** What it complains about is worth knowing. */
    private static void forward(BufferedReader reader) {
        try {
            reader.lines().filter(line -> !ADDRESS.matcher(line).find()).forEach(System.err::println);
        } catch (UncheckedIOException e) {
            // The server is gone, and its output with it.
        }
    }

    /** What it had said when it was ready. */
    List<String> output() {
        return List.copyOf(output);
    }

    String address() {
        return address;
    }

    /** @throws IllegalStateException unless this was the first start of its home */
    String oneTimePassword() {
        return output.stream().map(PASSWORD::matcher).filter(Matcher::find).map(found -> found.group(1)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no one-time password in:\n" + String.join("\n", output)));
    }

    /** As kill -9 does it: nothing is finished, nothing is said. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new UncheckedIOException(new IOException("process " + process.pid() + " does not stop"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
