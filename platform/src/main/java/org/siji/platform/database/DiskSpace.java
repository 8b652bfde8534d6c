package org.siji.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.siji.platform.database.StartupException.Reason;

/** Whether the disk has room for a start. */
final class DiskSpace {

    /** The unpacked server, a new data folder with its first write-ahead logs, and some air. */
    static final int FIRST_START_MEGABYTES = 256;
    /** One more write-ahead log and a checkpoint. */
    static final int LATER_START_MEGABYTES = 48;

    private DiskSpace() {}

    /** @throws StartupException if fewer than the given megabytes are left */
    static void require(Path folder, int megabytes) {
        long left = megabytesLeft(folder);
        if (left < megabytes) {
            throw new StartupException(Reason.DISK_FULL, folder, left, megabytes);
        }
    }

    static StartupException exhausted(Path path) {
        return new StartupException(Reason.DISK_FULL, path, megabytesLeft(path), LATER_START_MEGABYTES);
    }

    /** The operating system's own words; Java has no type for it. */
    static boolean isExhausted(IOException e) {
        return mentionsExhaustion(String.valueOf(e.getMessage()));
    }

    static boolean mentionsExhaustion(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    private static long megabytesLeft(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace() >> 20;
        } catch (IOException e) {
            return 0;
        }
    }
}
