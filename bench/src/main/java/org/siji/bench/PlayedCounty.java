package org.siji.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.database.EmbeddedDatabase;
import org.siji.platform.database.SijiHome;
import org.siji.sample.SampleCounty;

/**
 * A database with a whole county in it: a sample season played over HTTP, then copied village by village. The folder may be kept and
 * opened again: what a benchmark changes is then changed for the next one too.
 */
final class PlayedCounty implements AutoCloseable {

    /** In the folder, once the county is complete. */
    private static final String LOGINS = "logins.properties";
    private static final Pattern LOGIN = Pattern.compile("(\\w+)　\\S+ (\\S+)$");

    private final EmbeddedDatabase database;
    private final Path folder;
    private final Map<String, String> passwords = new HashMap<>();

    private PlayedCounty(Path folder) {
        this.folder = folder;
        this.database = EmbeddedDatabase.start(SijiHome.open(folder.resolve("database")));
    }

    /**
     * The folder's county, which is made unless it is there.
     *
     * @param mu     the sample season's size
     * @param copies of it
     */
    static PlayedCounty open(Path folder, int mu, int copies) throws IOException, SQLException {
        PlayedCounty county = new PlayedCounty(folder);
        try {
            Path logins = folder.resolve(LOGINS);
            Properties known = new Properties();
            if (Files.exists(logins)) {
                try (Reader reader = Files.newBufferedReader(logins)) {
                    known.load(reader);
                }
                known.forEach((name, password) -> county.passwords.put((String) name, (String) password));
            } else {
                county.play(mu, copies);
                known.putAll(county.passwords);
                try (Writer writer = Files.newBufferedWriter(logins)) {
                    known.store(writer, null);
                }
            }
            return county;
        } catch (IOException | SQLException | RuntimeException e) {
            county.close();
            throw e;
        }
    }

    private void play(int mu, int copies) throws IOException, SQLException {
        try (BenchServer demo = BenchServer.startDemo(folder.resolve("home"), environment(), mu)) {
            demo.output().forEach(line -> {
                Matcher login = LOGIN.matcher(line);
                if (login.find()) {
                    passwords.put(login.group(1), login.group(2));
                }
            });
        }
        try (Connection owner = connect()) {
            new CountyCopies(owner, SampleCounty.COUNTY_CODE, copies).make();
        }
    }

    Map<String, String> environment() {
        return environment(database.connection());
    }

    private static Map<String, String> environment(DatabaseConnection connection) {
        return Map.of("SIJI_DB_URL", connection.url(), "SIJI_DB_USER", connection.user(), "SIJI_DB_PASSWORD",
                connection.password());
    }

    /**
     * A second database with all that is in the first, which nobody may be using now. One that was there before is dropped.
     *
     * @param name of letters
     */
    void copyTo(String name) throws SQLException {
        try (Connection owner = connect(database.connection("postgres"));
                Statement statement = owner.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name + " template siji strategy file_copy");
        }
    }

    void drop(String name) throws SQLException {
        try (Connection owner = connect(database.connection("postgres"));
                Statement statement = owner.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        }
    }

    /** As the superuser. */
    Connection connect() throws SQLException {
        return connect(database.connection());
    }

    /** Another of its databases, as the superuser. */
    Connection connect(String name) throws SQLException {
        return connect(database.connection(name));
    }

    private static Connection connect(DatabaseConnection connection) throws SQLException {
        return DriverManager.getConnection(connection.url(), connection.user(), connection.password());
    }

    /** A server over it; its secrets are those that the season was played with. */
    BenchServer serve() throws IOException {
        return BenchServer.start(folder.resolve("home"), environment());
    }

    /** The same over another of its databases. */
    BenchServer serve(String name, String heap) throws IOException {
        return BenchServer.start(folder.resolve("home"), environment(database.connection(name)), heap);
    }

    /** @throws IllegalStateException unless the demo has such a login */
    String password(String username) {
        String password = passwords.get(username);
        if (password == null) {
            throw new IllegalStateException("no login " + username + " among " + passwords.keySet());
        }
        return password;
    }

    @Override
    public void close() {
        database.close();
    }
}
