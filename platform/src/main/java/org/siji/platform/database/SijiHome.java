package org.siji.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

import org.siji.platform.database.StartupException.Reason;

/**
 * The folder {@code .siji/}: everything that this installation keeps outside the code. Held by one server at a time through a lock
 * that the operating system drops when the process dies, however it dies.
 */
public final class SijiHome implements AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final FileChannel lock;

    private SijiHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if needed and takes its lock.
     *
     * @throws StartupException if it can't be written to, or another server holds it
     */
    public static SijiHome open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        FileChannel channel;
        try {
            Files.createDirectories(absolute);
            channel = FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(absolute, e);
        }
        try {
            if (channel.tryLock() == null) {
                throw alreadyRunning(absolute, channel);
            }
        } catch (OverlappingFileLockException e) {
            throw alreadyRunning(absolute, channel);
        } catch (IOException e) {
            throw notWritable(absolute, e);
        }
        SijiHome home = new SijiHome(absolute, channel);
        home.recordHolder();
        return home;
    }

    public Path folder() {
        return folder;
    }

    /**
     * A random secret that is made on first use and kept in {@code secrets/}, readable by the owner only.
     *
     * @param name  file name
     * @param bytes length
     */
    public synchronized byte[] secret(String name, int bytes) {
        Path file = folder.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[bytes];
                RANDOM.nextBytes(fresh);
                writePrivately(file, HexFormat.of().formatHex(fresh));
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException e) {
            throw notWritable(file, e);
        }
    }

    /** Releases the lock; the folder and its files stay. */
    @Override
    public void close() {
        try {
            lock.truncate(0);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a whole or not at all, so that a crash leaves no half secret behind. */
    private static void writePrivately(Path file, String text) throws IOException {
        Path parent = file.resolveSibling(".");
        Files.createDirectories(parent.normalize(), PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void recordHolder() {
        try {
            lock.truncate(0);
            lock.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
                    0);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    private static StartupException alreadyRunning(Path folder, FileChannel channel) {
        String holder = "?";
        try (channel) {
            holder = Files.readString(folder.resolve("lock")).strip();
        } catch (IOException e) {
            // The sentence is still true without the process number.
        }
        return new StartupException(Reason.ALREADY_RUNNING, holder, folder);
    }

    /** The same sentence for every way in which a file can't be written, unless it is the space that lacks. */
    static StartupException notWritable(Path path, IOException e) {
        if (DiskSpace.isExhausted(e)) {
            return DiskSpace.exhausted(path);
        }
        String why = e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
        return new StartupException(Reason.HOME_NOT_WRITABLE, path, why);
    }
}
