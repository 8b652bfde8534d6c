package org.siji.platform.api;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Ids that sort by the order in which this server made them (UUID version 7, RFC 9562 sect. 6.2, method 1: the 12 bits behind the
 * milliseconds count on within one millisecond). New rows lie together in an index, and a list by id shows what came first first.
 */
public final class Ids {

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    /** Smaller than all others: a list behind it begins at its beginning. */
    public static final UUID NIL = new UUID(0, 0);

    private Ids() {}

    /** Empty for anything that is no id. */
    public static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For ids that others make: null for whatever is not written exactly as one. */
    public static @Nullable UUID read(@Nullable String text) {
        return text == null ? null : parse(text).filter(id -> id.toString().equalsIgnoreCase(text)).orElse(null);
    }

    public static UUID next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (tick >>> COUNTER_BITS) << 16 | 0x7000 | (tick & 0x0FFF);
        long low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
