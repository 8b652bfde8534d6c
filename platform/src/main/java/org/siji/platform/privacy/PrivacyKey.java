package org.siji.platform.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret behind all personal data, 32 bytes. It comes from {@code SIJI_DATA_KEY} (64 hex digits) or from a file outside the
 * database ({@code SIJI_HOME/secrets/data.key}, readable by the owner only), which is made on the first start. Without it the
 * names in a backup can't be read, so it is kept apart from the backup.
 */
@Component
class PrivacyKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    PrivacyKey(@Value("${SIJI_DATA_KEY:}") String given, @Value("${siji.home:.siji}") Path home) {
        bytes = HexFormat.of().parseHex(given.isBlank() ? fromFile(home.resolve("secrets/data.key")) : given.strip());
        if (bytes.length != BYTES) {
            throw new IllegalStateException("the data key must have " + BYTES + " bytes, not " + bytes.length);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    private static String fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                new SecureRandom().nextBytes(fresh);
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(fresh), StandardCharsets.US_ASCII,
                        StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or make the data key " + file, e);
        }
    }
}
