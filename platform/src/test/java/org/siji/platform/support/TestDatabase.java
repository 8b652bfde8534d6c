package org.siji.platform.support;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.database.EmbeddedDatabase;
import org.siji.platform.database.SijiHome;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One PostgreSQL server for all tests of a JVM, kept under {@code target/pg-test} so that only the first run ever has to make it; each
 * Spring context gets a database of its own.
 */
public final class TestDatabase {

    private static final String PREFIX = "siji_test_";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Queue<ConfigurableApplicationContext> CONTEXTS = new ConcurrentLinkedQueue<>();

    private TestDatabase() {}

    /** An empty database, not yet migrated. */
    public static DatabaseConnection create() {
        EmbeddedDatabase server = Server.STARTED;
        String name = PREFIX + NUMBER.incrementAndGet();
        try (Connection connection = Server.maintenance(server); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.connection(name);
    }

    public static SijiHome home() {
        return Server.STARTED.home();
    }

    /** Started by the first test that needs it, stopped with the JVM. */
    private static final class Server {

        private static final EmbeddedDatabase STARTED = start();

        private Server() {}

        private static EmbeddedDatabase start() {
            EmbeddedDatabase server = EmbeddedDatabase.start(SijiHome.open(Path.of("target", "pg-test")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                // An application that still has connections would wait for the server that we are about to stop.
                CONTEXTS.forEach(ConfigurableApplicationContext::close);
                server.close();
            }));
            dropLeftovers(server);
            return server;
        }

        private static Connection maintenance(EmbeddedDatabase server) throws SQLException {
            DatabaseConnection postgres = server.connection("postgres");
            return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        }

        private static void dropLeftovers(EmbeddedDatabase server) {
            try (Connection connection = maintenance(server); Statement statement = connection.createStatement()) {
                List<String> names = new ArrayList<>();
                try (ResultSet rows = statement
                        .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE '" + PREFIX + "%'")) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                for (String name : names) {
                    statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Registers what the server's main would. */
    public static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            CONTEXTS.add(context);
            context.getBeanFactory().registerSingleton("sijiHome", home());
            context.getBeanFactory().registerSingleton("databaseConnection", create());
        }
    }
}
