package org.siji.platform.cab;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A phone's time against the server's. A phone that says what its clock shows while it sends has its other times corrected by the
 * difference; one whose clock was set right in between is found out only where it speaks of the future or of long ago.
 *
 * @param offSeconds how much the phone's clock is ahead; null if it is right or didn't tell
 */
record PhoneTime(Step.Clock clock, @Nullable Long offSeconds, OffsetDateTime countedAt) {

    /** Networks and people are slow; nothing here depends on less. */
    private static final Duration TOLERANCE = Duration.ofMinutes(2);
    /** Nobody keeps a phone away from every network for longer in a season. */
    private static final Duration LONGEST_AWAY = Duration.ofDays(60);

    /**
     * @param at         of what is reported, by the phone
     * @param sentAt     what the phone's clock showed when it sent
     * @param receivedAt by the server
     */
    static PhoneTime of(@Nullable String at, @Nullable String sentAt, OffsetDateTime receivedAt) {
        OffsetDateTime said = read(at);
        OffsetDateTime sent = read(sentAt);
        long off = sent == null ? 0 : sent.toEpochSecond() - receivedAt.toEpochSecond();
        Long told = Math.abs(off) <= TOLERANCE.toSeconds() ? null : (Long) off;
        if (said == null) {
            return new PhoneTime(Step.Clock.NONE, told, receivedAt);
        }
        // In seconds: a clock may say any year at all.
        long agoSeconds = receivedAt.toEpochSecond() - said.toEpochSecond() + (told == null ? 0 : told);
        if (agoSeconds < -TOLERANCE.toSeconds()) {
            return new PhoneTime(Step.Clock.AHEAD, told, receivedAt);
        }
        if (agoSeconds > LONGEST_AWAY.toSeconds()) {
            return new PhoneTime(Step.Clock.LONG_AGO, told, receivedAt);
        }
        return new PhoneTime(told == null ? Step.Clock.RIGHT : Step.Clock.CORRECTED, told,
                receivedAt.minusSeconds(Math.max(0, agoSeconds)));
    }

    private static @Nullable OffsetDateTime read(@Nullable String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
