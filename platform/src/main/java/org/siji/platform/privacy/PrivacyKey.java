package org.siji.platform.privacy;

import java.util.HexFormat;

import org.siji.platform.database.SijiHome;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret behind all personal data, 32 bytes. It comes from {@code SIJI_DATA_KEY} (64 hex digits) or from
 * {@code .siji/secrets/data.key}, which is made on the first start: outside the database either way, so that a backup of the
 * database alone gives no names away.
 */
@Component
class PrivacyKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    PrivacyKey(@Value("${SIJI_DATA_KEY:}") String given, SijiHome home) {
        bytes = given.isBlank() ? home.secret("data.key", BYTES) : HexFormat.of().parseHex(given.strip());
        if (bytes.length != BYTES) {
            throw new IllegalStateException("the data key must have " + BYTES + " bytes, not " + bytes.length);
        }
    }

    byte[] bytes() {
        return bytes;
    }
}
