package org.siji.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.siji.platform.database.StartupException.Reason;

/**
 * The bundled PostgreSQL under {@code .siji/postgres}: made on the first start, durable, reachable from this machine with a password
 * only. A postmaster that outlived its JVM is taken over if it is ours and well, and stopped if it is not well.
 */
public final class EmbeddedDatabase implements Database {

    static final String USER = "siji";
    private static final String DATABASE = "siji";
    private static final String DEMO_DATABASE = "siji_demo";
    private static final int PASSWORD_BYTES = 24;
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final SijiHome home;
    private final Path folder;
    private final Path data;
    private final Path log;
    private final PostgresTools tools;
    private final String password;
    private final String name;
    private final int port;
    private volatile boolean closing;

    private EmbeddedDatabase(SijiHome home, String name) {
        this.home = home;
        this.name = name;
        this.folder = home.folder().resolve("postgres");
        this.data = folder.resolve("data");
        this.log = folder.resolve("postgres.log");
        DiskSpace.require(home.folder(),
                Files.exists(data) ? DiskSpace.LATER_START_MEGABYTES : DiskSpace.FIRST_START_MEGABYTES);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw SijiHome.notWritable(folder, e);
        }
        this.tools = PostgresTools.in(PostgresBinaries.installIn(folder), folder);
        this.password = HexFormat.of().formatHex(home.secret("postgres", PASSWORD_BYTES));
        this.port = takeOver().orElseGet(this::startServer);
        keepRunning();
    }

    /** Starts or takes over the server of this home; its database exists when this returns. */
    public static EmbeddedDatabase start(SijiHome home) {
        EmbeddedDatabase database = new EmbeddedDatabase(home, DATABASE);
        database.createDatabase("");
        return database;
    }

    /** The same, with a fresh database for a sample county beside the real one: a demo never touches real data. */
    static EmbeddedDatabase startForDemo(SijiHome home) {
        EmbeddedDatabase database = new EmbeddedDatabase(home, DEMO_DATABASE);
        database.createDatabase("DROP DATABASE IF EXISTS " + DEMO_DATABASE + " WITH (FORCE)");
        return database;
    }

    @Override
    public DatabaseConnection connection() {
        return connection(name);
    }

    /** The same server, another of its databases. */
    public DatabaseConnection connection(String database) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                + "?ApplicationName=siji&reWriteBatchedInserts=true";
        return new DatabaseConnection(url, USER, password);
    }

    public SijiHome home() {
        return home;
    }

    @Override
    public void close() {
        closing = true;
        tools.stop(data);
    }

    /** A server that gives up by itself, for example because the disk filled up, is started again as soon as that works. */
    private void keepRunning() {
        Postmaster.find(data).flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
                .ifPresent(server -> Thread.ofVirtual().name("siji-postgres").start(() -> {
                    server.onExit().join();
                    startAgain();
                }));
    }

    private void startAgain() {
        while (!closing) {
            if (tools.start(data, log, port).succeeded()) {
                keepRunning();
                return;
            }
            pause();
        }
    }

    /** The port of a server that outlived its JVM, if it is ours and answers. */
    private Optional<Integer> takeOver() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Postmaster> found = Postmaster.find(data);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Postmaster orphan = found.get();
            if (!orphan.isAliveIn(folder)) {
                forget(orphan);
                return Optional.empty();
            }
            if (orphan.ready()) {
                if (orphan.runs(tools.serverProgram()) && serves(orphan)) {
                    return Optional.of(orphan.port());
                }
                tools.stop(data);
                return Optional.empty();
            }
            pause();
        }
        tools.stop(data);
        return Optional.empty();
    }

    /** PostgreSQL would take any living process with this number for a server and refuse to start. */
    private void forget(Postmaster dead) {
        boolean numberUsedAgain = ProcessHandle.of(dead.pid()).flatMap(process -> process.info().command())
                .filter(program -> !program.endsWith("postgres")).isPresent();
        if (numberUsedAgain) {
            try {
                Files.deleteIfExists(Postmaster.pidFile(data));
            } catch (IOException e) {
                throw SijiHome.notWritable(Postmaster.pidFile(data), e);
            }
        }
    }

    private boolean serves(Postmaster orphan) {
        String url = "jdbc:postgresql://127.0.0.1:" + orphan.port() + "/postgres?loginTimeout=10&socketTimeout=10";
        try (Connection connection = DriverManager.getConnection(url, USER, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
            return row.next() && Path.of(row.getString(1)).equals(data);
        } catch (SQLException e) {
            return false;
        }
    }

    private int startServer() {
        initializeIfAbsent();
        keepPreviousLog();
        for (int attempt = 1;; attempt++) {
            int free = freePort();
            CommandResult result = tools.start(data, log, free);
            if (result.succeeded()) {
                return free;
            }
            String reason = reasonInLog(result);
            if (DiskSpace.mentionsExhaustion(reason)) {
                throw DiskSpace.exhausted(data);
            }
            // Somebody was quicker with the port, or the last processes of a killed server are still leaving.
            boolean passing = reason.contains("could not create any TCP/IP sockets")
                    || reason.contains("shared memory block");
            if (!passing || attempt == ATTEMPTS) {
                throw new StartupException(Reason.POSTGRES_FAILED, reason, log);
            }
            pause();
        }
    }

    /** Renamed only when complete, so that a first start that was killed half-way is simply done again. */
    private void initializeIfAbsent() {
        if (Files.exists(data)) {
            requireSameMajorVersion();
            return;
        }
        Path draft = folder.resolve("data.new");
        try {
            Folders.deleteRecursively(draft);
            CommandResult result = tools.initialize(draft, USER, password);
            if (!result.succeeded()) {
                Folders.deleteRecursively(draft);
                if (DiskSpace.mentionsExhaustion(result.output())) {
                    throw DiskSpace.exhausted(draft);
                }
                throw new StartupException(Reason.POSTGRES_FAILED, lastLine(result.output()), log);
            }
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SijiHome.notWritable(draft, e);
        }
    }

    private void requireSameMajorVersion() {
        try {
            String stored = Files.readString(data.resolve("PG_VERSION")).strip();
            String bundled = PostgresBinaries.version();
            if (!bundled.startsWith(stored + ".")) {
                throw new StartupException(Reason.DATA_VERSION, data, stored, bundled);
            }
        } catch (IOException e) {
            throw new StartupException(Reason.POSTGRES_FAILED, e.getMessage(), log);
        }
    }

    private void keepPreviousLog() {
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw SijiHome.notWritable(log, e);
        }
    }

    /** @param first a statement to run before, or nothing */
    private void createDatabase(String first) {
        DatabaseConnection maintenance = connection("postgres");
        try (Connection connection = DriverManager.getConnection(maintenance.url(), USER, password);
                Statement statement = connection.createStatement()) {
            statement.execute(first);
            try (ResultSet row = statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                if (row.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            close();
            if (DiskSpace.mentionsExhaustion(String.valueOf(e.getMessage()))) {
                throw DiskSpace.exhausted(data);
            }
            throw new StartupException(Reason.POSTGRES_FAILED, e.getMessage(), log);
        }
    }

    private String reasonInLog(CommandResult result) {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.stream().filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                    .reduce((first, last) -> last)
                    .orElseGet(() -> lastLine(result.output()));
        } catch (IOException e) {
            return lastLine(result.output());
        }
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (first, last) -> last);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartupException(Reason.POSTGRES_FAILED, e.getMessage(), "-");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException(Reason.POSTGRES_FAILED, "interrupted", "-");
        }
    }
}
