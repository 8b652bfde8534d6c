package org.siji.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a finished command left.
 *
 * @param exitCode as the operating system gives it
 * @param output   standard output and error together
 */
record CommandResult(int exitCode, String output) {

    boolean succeeded() {
        return exitCode == 0;
    }

    /** Runs to its end; the commands used here have timeouts of their own. */
    static CommandResult of(Path workingFolder, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(process.waitFor(), output);
        } catch (IOException e) {
            return new CommandResult(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult(130, "interrupted");
        }
    }
}
