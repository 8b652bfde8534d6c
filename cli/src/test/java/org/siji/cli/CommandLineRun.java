package org.siji.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The command line as somebody types it, and what the last command said. */
final class CommandLineRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** @return the exit code */
    int run(Object... words) {
        out.reset();
        err.reset();
        return Siji.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8),
                Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out());
    }
}
