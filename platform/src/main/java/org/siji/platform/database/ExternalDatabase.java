package org.siji.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.siji.platform.database.StartupException.Reason;

/** An existing PostgreSQL server that somebody else looks after. */
final class ExternalDatabase implements Database {

    private static final int OLDEST_MAJOR_VERSION = 15;

    private final DatabaseConnection connection;

    private ExternalDatabase(DatabaseConnection connection) {
        this.connection = connection;
    }

    static ExternalDatabase open(DatabaseConnection given) {
        return open(given, OLDEST_MAJOR_VERSION);
    }

    static ExternalDatabase open(DatabaseConnection given, int oldestMajorVersion) {
        // PostgreSQL's own tools write the address without the prefix.
        String url = given.url().startsWith("jdbc:") ? given.url() : "jdbc:" + given.url();
        try (Connection probe = DriverManager.getConnection(url, given.user(), given.password())) {
            if (probe.getMetaData().getDatabaseMajorVersion() < oldestMajorVersion) {
                throw new StartupException(Reason.DATABASE_TOO_OLD, url,
                        probe.getMetaData().getDatabaseProductVersion());
            }
        } catch (SQLException e) {
            throw new StartupException(Reason.DATABASE_UNREACHABLE, url, e.getMessage());
        }
        return new ExternalDatabase(new DatabaseConnection(url, given.user(), given.password()));
    }

    @Override
    public DatabaseConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        // Nothing was started.
    }
}
