package org.siji.platform.database;

import java.util.Map;

/** The PostgreSQL that this server works with, for as long as it runs. */
public interface Database extends AutoCloseable {

    DatabaseConnection connection();

    /** Stops what was started for us; an existing server is left alone. */
    @Override
    void close();

    /**
     * The existing server that {@code SIJI_DB_URL} names, else the bundled one.
     *
     * @param demo for a sample county: the bundled server gives it a fresh database of its own
     * @throws StartupException with the reason why there is none
     */
    static Database open(SijiHome home, Map<String, String> environment, boolean demo) {
        String url = environment.getOrDefault("SIJI_DB_URL", "");
        if (url.isBlank()) {
            return demo ? EmbeddedDatabase.startForDemo(home) : EmbeddedDatabase.start(home);
        }
        return ExternalDatabase.open(new DatabaseConnection(url, environment.getOrDefault("SIJI_DB_USER", ""),
                environment.getOrDefault("SIJI_DB_PASSWORD", "")));
    }
}
