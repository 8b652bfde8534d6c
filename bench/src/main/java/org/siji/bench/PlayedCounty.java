package org.siji.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.database.EmbeddedDatabase;
import org.siji.platform.database.SijiHome;
import org.siji.sample.SampleCounty;

/** A database with a whole county in it: a sample season played over HTTP, then copied village by village. */
final class PlayedCounty implements AutoCloseable {

    private static final Pattern LOGIN = Pattern.compile("(\\w+)　\\S+ (\\S+)$");

    private final EmbeddedDatabase database;
    private final Path folder;
    private final Map<String, String> passwords = new HashMap<>();

    private PlayedCounty(Path folder) {
        this.folder = folder;
        this.database = EmbeddedDatabase.start(SijiHome.open(folder.resolve("database")));
    }

    /**
     * @param mu     the sample season's size
     * @param copies of it
     */
    static PlayedCounty make(Path folder, int mu, int copies) throws IOException, SQLException {
        PlayedCounty county = new PlayedCounty(folder);
        try {
            county.play(mu, copies);
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
        DatabaseConnection connection = database.connection();
        return Map.of("SIJI_DB_URL", connection.url(), "SIJI_DB_USER", connection.user(), "SIJI_DB_PASSWORD",
                connection.password());
    }

    /** As the superuser. */
    Connection connect() throws SQLException {
        DatabaseConnection connection = database.connection();
        return DriverManager.getConnection(connection.url(), connection.user(), connection.password());
    }

    /** A server over it; its secrets are those that the season was played with. */
    BenchServer serve() throws IOException {
        return BenchServer.start(folder.resolve("home"), environment());
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
