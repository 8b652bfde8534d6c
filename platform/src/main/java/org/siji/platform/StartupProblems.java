package org.siji.platform;

import java.sql.SQLException;
import java.util.Optional;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.siji.platform.database.StartupException;
import org.siji.platform.database.StartupException.Reason;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;

/** Finds the plain reason in whatever a start failed with, and keeps Spring from printing a stack trace for it. */
final class StartupProblems implements SpringBootExceptionReporter {

    private static final String SQL_STATE_DISK_FULL = "53100";

    @Override
    public boolean reportException(Throwable failure) {
        return explain(failure).isPresent();
    }

    static Optional<StartupException> explain(Throwable failure) {
        StartupException migration = null;
        for (@Nullable
        Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupException known) {
                return Optional.of(known);
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of(portTaken(taken.getPort()));
            }
            if (cause instanceof SQLException sql && SQL_STATE_DISK_FULL.equals(sql.getSQLState())) {
                return Optional.of(new StartupException(Reason.DISK_FULL, "PostgreSQL", 0, 1));
            }
            if (cause instanceof FlywayException) {
                migration = new StartupException(Reason.MIGRATION_FAILED, String.valueOf(cause.getMessage()).strip());
            }
        }
        return Optional.ofNullable(migration);
    }

    static StartupException portTaken(int port) {
        return new StartupException(Reason.PORT_TAKEN, port, port + 1);
    }
}
