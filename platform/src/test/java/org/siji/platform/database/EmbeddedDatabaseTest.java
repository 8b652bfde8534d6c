package org.siji.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.support.ChildJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Everything that can go wrong between two starts, with real processes that really die. */
class EmbeddedDatabaseTest {

    @TempDir
    private Path folder;

    private final List<Path> mounts = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        Postmaster.find(data()).filter(left -> left.isAliveIn(folder.resolve("home/postgres")))
                .ifPresent(left -> end(left.pid(), "-INT"));
        mounts.forEach(mount -> CommandResult.of(folder, List.of("umount", mount.toString())));
    }

    @Test
    void aPostmasterThatOutlivedItsJvmIsTakenOver() throws Exception {
        ChildJvm first = hold();
        String opened = first.awaitLine("open ");
        execute(opened, "CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (42)");
        long postmaster = Postmaster.find(data()).orElseThrow().pid();
        first.killHard();
        assertThat(ProcessHandle.of(postmaster)).isPresent();

        try (ChildJvm second = hold()) {
            String openedAgain = second.awaitLine("open ");
            assertThat(openedAgain).isEqualTo(opened);
            assertThat(Postmaster.find(data()).orElseThrow().pid()).isEqualTo(postmaster);
            assertThat(number(openedAgain, "SELECT value FROM kept")).isEqualTo(42);
        }
        awaitEnd(postmaster);
        assertThat(Postmaster.find(data())).isEmpty();
    }

    @Test
    void whatWasCommittedSurvivesTheDeathOfEverything() throws Exception {
        ChildJvm first = hold();
        execute(first.awaitLine("open "), "CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (43)");
        long postmaster = Postmaster.find(data()).orElseThrow().pid();
        first.killHard();
        end(postmaster, "-KILL");

        try (ChildJvm second = hold()) {
            assertThat(number(second.awaitLine("open "), "SELECT value FROM kept")).isEqualTo(43);
        }
    }

    @Test
    void aProcessNumberThatIsUsedAgainIsNotTakenForTheServer() throws Exception {
        try (ChildJvm first = hold()) {
            first.awaitLine("open ");
        }
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Files.writeString(Postmaster.pidFile(data()),
                    stranger.pid() + "\n" + data()
                            + "\n1700000000\n5432\n\n127.0.0.1\n  1234567         8\nready   \n");
            try (ChildJvm second = hold()) {
                assertThat(number(second.awaitLine("open "), "SELECT 1")).isEqualTo(1);
            }
            assertThat(stranger.isAlive()).as("the stranger is left alone").isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void theSecondOfTwoStartsSaysWhoIsThere() throws Exception {
        try (ChildJvm first = hold()) {
            String opened = first.awaitLine("open ");
            ChildJvm second = hold();
            assertThat(second.awaitEnd()).startsWith("ALREADY_RUNNING").contains("进程 " + first.pid())
                    .contains("process " + first.pid())
                    .doesNotContain("\n");
            assertThat(second.exitCode()).isEqualTo(3);
            assertThat(number(opened, "SELECT 1")).as("the first is left alone").isEqualTo(1);
        }
    }

    @Test
    void aFirstStartThatWasKilledHalfWayIsDoneAgain() throws Exception {
        Path postgres = Files.createDirectories(folder.resolve("home/postgres"));
        Files.createDirectories(postgres.resolve("server.new/bin"));
        Files.writeString(postgres.resolve("server.new/bin/postgres"), "half");
        Files.createDirectories(postgres.resolve("data.new/base"));
        Files.writeString(postgres.resolve("data.new/PG_VERSION"), "18");
        try (ChildJvm child = hold()) {
            assertThat(number(child.awaitLine("open "), "SELECT 1")).isEqualTo(1);
        }
        assertThat(postgres.resolve("server.new")).doesNotExist();
        assertThat(postgres.resolve("data.new")).doesNotExist();
    }

    @Test
    void nobodyComesInWithoutThePassword() throws Exception {
        try (ChildJvm child = hold()) {
            String[] opened = child.awaitLine("open ").split(" ");
            assertThatThrownBy(() -> DriverManager.getConnection(opened[1], opened[2], "guess").close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve("secrets/postgres"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsNotTouched() throws Exception {
        Files.writeString(Files.createDirectories(data()).resolve("PG_VERSION"), "17\n");
        ChildJvm child = hold();
        assertThat(child.awaitEnd()).startsWith("DATA_VERSION").contains("PostgreSQL 17");
        assertThat(Files.readString(data().resolve("PG_VERSION"))).isEqualTo("17\n");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        ChildJvm child = ChildJvm.start(DatabaseHolder.class, folder.resolve("file/home"), Map.of());
        assertThat(child.awaitEnd()).startsWith("HOME_NOT_WRITABLE").contains(folder.resolve("file/home").toString());
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        mount("ro,size=1m");
        ChildJvm child = hold();
        assertThat(child.awaitEnd()).startsWith("HOME_NOT_WRITABLE").contains(home().toString());
    }

    @Test
    void aDiskTooSmallForAFirstStartIsNamed() throws Exception {
        mount("size=20m");
        ChildJvm child = hold();
        assertThat(child.awaitEnd()).startsWith("DISK_FULL").contains("磁盘空间不足").contains(home().toString());
        assertThat(home().resolve("postgres")).doesNotExist();
    }

    @Test
    void aDiskThatFilledUpIsNamedAndTheDataIsThereOnceThereIsSpace() throws Exception {
        mount("size=420m");
        try (ChildJvm first = hold()) {
            execute(first.awaitLine("open "), "CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (44)");
        }
        Path ballast = home().resolve("ballast");
        CommandResult.of(folder, List.of("dd", "if=/dev/zero", "of=" + ballast, "bs=1M"));

        ChildJvm second = hold();
        assertThat(second.awaitEnd()).startsWith("DISK_FULL").contains("The disk is full");

        Files.delete(ballast);
        try (ChildJvm third = hold()) {
            assertThat(number(third.awaitLine("open "), "SELECT value FROM kept")).isEqualTo(44);
        }
    }

    @Test
    void aServerThatGaveUpIsStartedAgainOnItsPort() throws Exception {
        try (ChildJvm child = hold()) {
            String opened = child.awaitLine("open ");
            execute(opened, "CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (45)");
            end(Postmaster.find(data()).orElseThrow().pid(), "-QUIT");
            assertThat(numberOnceItAnswers(opened, "SELECT value FROM kept")).isEqualTo(45);
        }
        assertThat(Postmaster.find(data())).as("and stops with its JVM").isEmpty();
    }

    @Test
    void asRootWithoutToolsToStepDownItSaysSo() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root has to step down").isEqualTo("root");
        Path noTools = Files.createDirectories(folder.resolve("bin"));
        ChildJvm child = ChildJvm.start(DatabaseHolder.class, home(), Map.of("PATH", noTools.toString()));
        assertThat(child.awaitEnd()).startsWith("ROOT_REFUSED").contains("root").doesNotContain("Exception");
    }

    @Test
    void asRootWithoutNamespacesItRunsAsNobody() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root has to step down").isEqualTo("root");
        Path tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : List.of("setpriv", "chown", "test", "sh", "cat", "locale")) {
            Path there = Path.of("/usr/bin", tool);
            assumeThat(there).as("needed to step down without a namespace").exists();
            Files.createSymbolicLink(tools.resolve(tool), there);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ChildJvm child = ChildJvm.start(DatabaseHolder.class, home(), Map.of("PATH", tools.toString()))) {
            assertThat(number(child.awaitLine("open "), "SELECT 46")).isEqualTo(46);
            assertThat(ProcessHandle.of(Postmaster.find(data()).orElseThrow().pid()).orElseThrow().info().user())
                    .contains("nobody");
        }
    }

    private static int numberOnceItAnswers(String opened, String query) throws Exception {
        for (int attempt = 1;; attempt++) {
            try {
                return number(opened, query);
            } catch (SQLException e) {
                if (attempt == 100) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path data() {
        return home().resolve("postgres").resolve("data");
    }

    private ChildJvm hold() throws IOException {
        return ChildJvm.start(DatabaseHolder.class, home(), Map.of());
    }

    /** A small disk of its own in place of the home folder. */
    private void mount(String options) throws IOException {
        Files.createDirectories(home());
        CommandResult result = CommandResult.of(folder,
                List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", home().toString()));
        assumeThat(result.succeeded()).as("only root may mount a small disk for this test: " + result.output())
                .isTrue();
        mounts.add(home());
    }

    private static void execute(String opened, String... statements) throws SQLException {
        String[] parts = opened.split(" ");
        try (Connection connection = DriverManager.getConnection(parts[1], parts[2], parts[3]);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int number(String opened, String query) throws SQLException {
        String[] parts = opened.split(" ");
        try (Connection connection = DriverManager.getConnection(parts[1], parts[2], parts[3]);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void end(long pid, String signal) {
        CommandResult.of(Path.of("/"), List.of("kill", signal, Long.toString(pid)));
        awaitEnd(pid);
    }

    /** Its files are gone a moment before the process is. */
    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }
}
