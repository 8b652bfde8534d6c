package org.siji.platform.api;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids that sort by the time at which they were made (UUID version 7, RFC 9562), so that new rows lie together in an index. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next() {
        long random = RANDOM.nextLong();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random & 0x0FFF);
        long low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
