package org.siji.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.siji.platform.database.StartupException.Reason;

/**
 * The programs of one unpacked PostgreSQL. They refuse to run as root; then each is wrapped so that it does not look like root: by
 * preference in a user namespace of its own, where the files stay root's, else as "nobody", who must then own the folder.
 */
final class PostgresTools {

    private static final String NOBODY = "65534";
    private static final int SECONDS_TO_START = 120;
    private static final int SECONDS_TO_STOP = 60;

    private final Path install;
    private final Path folder;
    private final List<String> wrapper;

    private PostgresTools(Path install, Path folder, List<String> wrapper) {
        this.install = install;
        this.folder = folder;
        this.wrapper = wrapper;
    }

    /** @param folder everything that the server reads and writes lies below */
    static PostgresTools in(Path install, Path folder) {
        boolean root = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        return new PostgresTools(install, folder, root ? findWrapper(folder) : List.of());
    }

    private static List<String> findWrapper(Path folder) {
        List<String> namespace = List.of("unshare", "--user");
        CommandResult inNamespace = CommandResult.of(folder, with(namespace, "true"));
        if (inNamespace.succeeded()) {
            return namespace;
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (CommandResult.of(folder, List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString())).succeeded()
                && CommandResult.of(folder, with(nobody, "test", "-w", folder.toString())).succeeded()) {
            return nobody;
        }
        throw new StartupException(Reason.ROOT_REFUSED, inNamespace.output().strip());
    }

    Path serverProgram() {
        return install.resolve("bin").resolve("postgres");
    }

    /** Makes a data folder whose only user comes in by password. */
    CommandResult initialize(Path data, String user, String password) throws IOException {
        Path passwordFile = folder.resolve("password.new");
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, java.nio.file.attribute.PosixFilePermissions
                .asFileAttribute(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password + "\n");
            if (wrapper.contains("setpriv")) {
                CommandResult.of(folder, List.of("chown", NOBODY, passwordFile.toString()));
            }
            // The locale is PostgreSQL's own, so that trigrams know Chinese characters and no machine sorts differently.
            return run("initdb", "-D", data.toString(), "-U", user, "--auth=scram-sha-256", "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale-provider=builtin", "--locale=C.UTF-8", "--lc-messages=C");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** Durable, by password, only from this machine. */
    CommandResult start(Path data, Path log, int port) {
        String options = "-p " + port
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c password_encryption=scram-sha-256"
                + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=60"
                // Indexes are as near as tables on every disk that is bought today; and a
                // county writes more than a gigabyte between checkpoints.
                + " -c random_page_cost=1.1 -c shared_buffers=256MB -c max_wal_size=2GB";
        return run("pg_ctl", "start", "-w", "-t", Integer.toString(SECONDS_TO_START), "-D", data.toString(), "-l",
                log.toString(), "-o",
                options);
    }

    CommandResult stop(Path data) {
        return run("pg_ctl", "stop", "-m", "fast", "-w", "-t", Integer.toString(SECONDS_TO_STOP), "-D",
                data.toString());
    }

    private CommandResult run(String program, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(install.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return CommandResult.of(folder, command);
    }

    private static List<String> with(List<String> wrapper, String... command) {
        List<String> all = new ArrayList<>(wrapper);
        all.addAll(List.of(command));
        return all;
    }
}
