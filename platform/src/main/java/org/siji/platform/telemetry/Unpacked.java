package org.siji.platform.telemetry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipInputStream;

/** Looks into a zip before anybody unpacks it into memory: a few kilobytes can hold gigabytes of zeros. */
final class Unpacked {

    /** The largest real task data that we know of unpacks to about 20 MiB. */
    static final int MAX_MEBIBYTES = 96;

    private Unpacked() {}

    /** Broken zips are not judged here: the reader names what is wrong with them. */
    static boolean isTooLarge(byte[] zip) {
        long left = MAX_MEBIBYTES * 1024L * 1024;
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    left -= n;
                    if (left < 0) {
                        return true;
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
        return false;
    }
}
