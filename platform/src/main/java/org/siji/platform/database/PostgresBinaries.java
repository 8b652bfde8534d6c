package org.siji.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.siji.platform.database.StartupException.Reason;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that comes with us as an archive on the classpath (the binaries of zonky), unpacked once per version. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The version that is bundled, such as {@code 18.6.0}. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("postgres.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties.getProperty("version");
    }

    /**
     * Unpacks if needed.
     *
     * @return the folder that holds {@code bin/}
     */
    static Path installIn(Path parent) {
        Path folder = parent.resolve("server-" + version());
        if (Files.exists(folder)) {
            return folder;
        }
        // Renamed only when complete: an unpacking that was killed half-way is thrown away and done again.
        Path draft = parent.resolve("server.new");
        try (InputStream archive = openArchive()) {
            if (archive == null) {
                throw new StartupException(Reason.BINARIES_MISSING,
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            }
            Folders.deleteRecursively(draft);
            unpack(archive, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SijiHome.notWritable(draft, e);
        }
        return folder;
    }

    private static @Nullable InputStream openArchive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        return PostgresBinaries.class.getResourceAsStream("/postgres-" + system + "-" + machine + ".txz");
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling(".").normalize());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        boolean executable = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(path,
                                PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }
}
