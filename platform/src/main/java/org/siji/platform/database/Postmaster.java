package org.siji.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server process as its {@code postmaster.pid} describes it (PostgreSQL's {@code miscadmin.h}: process, data folder, start time,
 * port, socket folder, address, shared memory, state).
 *
 * @param pid   process
 * @param data  data folder that it serves
 * @param port  TCP port
 * @param ready whether it takes connections
 */
record Postmaster(long pid, Path data, int port, boolean ready) {

    private static final int LINES_WITH_STATE = 8;

    /** What the file says, whether or not the process still lives; empty if there is none or it is being written. */
    static Optional<Postmaster> find(Path data) {
        try {
            List<String> lines = Files.readAllLines(pidFile(data));
            if (lines.size() < LINES_WITH_STATE) {
                return Optional.empty();
            }
            return Optional.of(new Postmaster(Long.parseLong(lines.get(0).strip()), Path.of(lines.get(1)),
                    Integer.parseInt(lines.get(3).strip()), "ready".equals(lines.get(7).strip())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Process numbers are used again: it must run a server program that we unpacked, on our data. */
    boolean isAliveIn(Path folder) {
        return data.startsWith(folder)
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(process -> process.info().command())
                        .map(Path::of).filter(program -> program.startsWith(folder) && program.endsWith("bin/postgres"))
                        .isPresent();
    }

    boolean runs(Path program) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).map(Path::of).filter(program::equals)
                .isPresent();
    }
}
