package org.siji.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Where the figures of a bench go: to standard output and, if asked for, to a file. The first line says what was measured on what. */
final class BenchLog {

    @Option(names = "--commit", defaultValue = "unknown", description = "what is measured, for the log")
    private String commit = "";
    @Option(names = "--log", description = "also write the figures to this file")
    private @Nullable Path file;

    private final StringBuilder figures = new StringBuilder();

    /** @param conditions further ones, such as the heap; may be empty */
    void begin(String conditions) {
        print("commit %s; %s; %sload %.1f".formatted(commit, Machines.describe(),
                conditions.isEmpty() ? "" : conditions + "; ",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    void print(String line) {
        System.out.println(line);
        figures.append(line).append(System.lineSeparator());
    }

    void write() throws IOException {
        if (file != null) {
            Files.writeString(file, figures);
        }
    }
}
