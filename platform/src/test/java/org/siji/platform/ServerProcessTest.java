package org.siji.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ChildJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The whole server as a user runs it: started, met by a second one, killed, started again, told to end. */
class ServerProcessTest {

    private static final Path POSTGRES_15 = Path.of("/usr/lib/postgresql/15/bin");
    private static final int SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    void aServerIsStartedMetKilledStartedAgainAndEnded() throws Exception {
        ChildJvm first = start(Map.of(), "serve", "--port", "0");
        String address = address(first);
        assertThat(health(address)).contains("UP");

        ChildJvm second = start(Map.of(), "serve", "--port", "0");
        assertThat(second.awaitEnd()).contains("四集已在运行（进程 " + first.pid())
                .contains("already running (process " + first.pid())
                .doesNotContain("Exception");
        assertThat(second.exitCode()).isEqualTo(Server.CANNOT_START);
        assertThat(health(address)).contains("UP");

        first.killHard();
        ChildJvm third = start(Map.of(), "serve", "--port", "0");
        assertThat(health(address(third))).contains("UP");
        third.terminate();
        assertThat(third.exitCode()).isEqualTo(SIGTERM);
        assertThat(folder.resolve("home/postgres/data/postmaster.pid")).doesNotExist();
        assertThat(third.awaitEnd()).doesNotContain("Exception");
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ChildJvm server = start(Map.of(), "serve", "--port", Integer.toString(port));
            assertThat(server.awaitEnd()).contains("端口 " + port).contains("Port " + port + " is taken")
                    .contains("--port " + (port + 1))
                    .doesNotContain("Exception");
            assertThat(server.exitCode()).isEqualTo(Server.CANNOT_START);
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        ChildJvm server = start(Map.of(), "demo", "--mu", "many");
        assertThat(server.awaitEnd()).contains("--mu").contains("many").doesNotContain("Exception");
        assertThat(server.exitCode()).isEqualTo(Server.USAGE);
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        ChildJvm server = start(Map.of("SIJI_DB_URL", "postgresql://127.0.0.1:1/county", "SIJI_DB_USER", "county",
                "SIJI_DB_PASSWORD", "secret"), "serve", "--port", "0");
        assertThat(server.awaitEnd()).contains("127.0.0.1:1/county").contains("cannot be reached")
                .doesNotContain("secret")
                .doesNotContain("\tat ");
        assertThat(server.exitCode()).isEqualTo(Server.CANNOT_START);
    }

    @Test
    void anExistingPostgres15IsUsedAndLeftRunning() throws Exception {
        assumeThat(POSTGRES_15.resolve("postgres")).as("PostgreSQL 15 is not installed").isExecutable();
        int port = freePort();
        Path data = folder.resolve("external");
        postgres("initdb", "-D", data.toString(), "-U", "owner", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        postgres("pg_ctl", "start", "-w", "-D", data.toString(), "-l", folder.resolve("external.log").toString(), "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        try {
            // An ordinary owner of one database, as an administrator would hand it out.
            try (Connection connection = DriverManager.getConnection(server + "postgres", "owner", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE county LOGIN CREATEROLE PASSWORD 'given'");
                statement.execute("CREATE DATABASE county OWNER county");
            }
            Map<String, String> environment = Map.of("SIJI_DB_URL", server + "county", "SIJI_DB_USER", "county",
                    "SIJI_DB_PASSWORD", "given");
            for (int start = 1; start <= 2; start++) {
                try (ChildJvm child = start(environment, "serve", "--port", "0")) {
                    assertThat(health(address(child))).as("start " + start).contains("UP");
                }
            }
            assertThat(folder.resolve("home/postgres")).as("nothing of our own was started").doesNotExist();
            try (Connection connection = DriverManager.getConnection(server + "county", "county", "given")) {
                assertThat(connection.isValid(5)).as("it still runs").isTrue();
            }
        } finally {
            postgres("pg_ctl", "stop", "-m", "fast", "-w", "-D", data.toString());
        }
    }

    /** Full until even the database's own log finds no room: requests are answered, and all is well once there is room again. */
    @Test
    void aDiskThatFillsUpWhileServingIsAnsweredAndOutlived() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=460m", "tmpfs", home.toString()))
                .as("only root may mount a small disk for this test").isZero();
        try (ChildJvm server = start(Map.of(), "serve", "--port", "0")) {
            String line = server.awaitLine("one-time password ");
            String password = line.replaceAll(".*one-time password (\\S+).*", "$1");
            ApiClient anonymous = ApiClient.anonymous(URI.create(address(server)).getPort());
            ApiClient admin = anonymous.logIn("admin", password);
            assertThat(admin.send("PUT", "/session/password",
                    Map.of("oldPassword", password, "newPassword", "correct-horse-7"), Map.of()).status())
                    .isEqualTo(204);
            admin.create("/regions", List.of(region("431299", "COUNTY")));
            Path ballast = home.resolve("ballast");
            run("dd", "if=/dev/zero", "of=" + ballast, "bs=64K");

            ApiClient.Answer answer = writeUntil(admin, 1, false);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.json().path("code").asString()).isIn("database.full", "database.unavailable");
            assertThat(anonymous.get("/settings").status()).as("it lives").isEqualTo(200);

            Files.delete(ballast);
            assertThat(writeUntil(admin, 401, true).status()).isEqualTo(201);
        } finally {
            run("umount", "--lazy", home.toString());
        }
    }

    private static Map<String, String> region(String code, String level) {
        return Map.of("code", code, "level", level, "name", "乡".repeat(200));
    }

    /** A township with all its villages at a time, from that number on; the first answer that is, or is not, a success. */
    private static ApiClient.Answer writeUntil(ApiClient admin, int first, boolean success) throws Exception {
        for (int number = first; number < first + 300; number++) {
            String township = "431299%03d".formatted(number);
            List<Map<String, String>> regions = new ArrayList<>(List.of(region(township, "TOWNSHIP")));
            for (int village = 1; village < 1000; village++) {
                regions.add(region(township + "%03d".formatted(village), "VILLAGE"));
            }
            ApiClient.Answer answer = admin.post("/regions", regions);
            if ((answer.status() / 100 == 2) == success) {
                return answer;
            }
            if (success) {
                Thread.sleep(500);
            }
        }
        throw new AssertionError("never");
    }

    private int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("command.out").toFile()).start().waitFor();
    }

    private ChildJvm start(Map<String, String> environment, String... arguments) throws IOException {
        return ChildJvm.start(SijiApplication.class, folder.resolve("home"), environment, arguments);
    }

    private static String address(ChildJvm server) throws InterruptedException {
        String line = server.awaitLine("Siji is ready: ");
        return line.substring(line.indexOf("http"));
    }

    private static String health(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/actuator/health")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace it does not notice. */
    private void postgres(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(POSTGRES_15.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, program, ".out");
        int exitCode = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start()
                .waitFor();
        assertThat(exitCode).as(() -> command + " said " + read(output)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
