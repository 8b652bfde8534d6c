package org.siji.platform.cab;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneTimeTest {

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-07-12T12:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // what happened at, the phone's clock when it sent -> how it was taken, seconds ahead, the time that counts
            "2026-07-12T09:00:00Z, 2026-07-12T12:00:00Z, RIGHT, -, 2026-07-12T09:00:00Z",
            "2026-07-12T17:00:00+08:00, 2026-07-12T20:01:59+08:00, RIGHT, -, 2026-07-12T09:00:00Z",
            "2026-07-12T09:00:00Z, -, RIGHT, -, 2026-07-12T09:00:00Z",
            "2026-07-12T12:01:30Z, -, RIGHT, -, 2026-07-12T12:00:00Z",
            // An hour ahead, a year behind: the difference is known.
            "2026-07-12T10:00:00Z, 2026-07-12T13:00:00Z, CORRECTED, 3600, 2026-07-12T09:00:00Z",
            "2025-07-12T09:00:00Z, 2025-07-12T12:00:00Z, CORRECTED, -31536000, 2026-07-12T09:00:00Z",
            // Its clock was set right before it sent: what lies in the future can't be, and counts from when it came.
            "2026-07-12T13:00:00Z, 2026-07-12T12:00:00Z, AHEAD, -, 2026-07-12T12:00:00Z",
            "2031-01-01T00:00:00Z, -, AHEAD, -, 2026-07-12T12:00:00Z",
            "1970-01-01T00:00:00Z, -, LONG_AGO, -, 2026-07-12T12:00:00Z",
            "+999999999-01-01T00:00:00Z, 2026-07-12T12:00:00Z, AHEAD, -, 2026-07-12T12:00:00Z",
            "-, 2026-07-12T12:00:00Z, NONE, -, 2026-07-12T12:00:00Z",
            "昨天, -, NONE, -, 2026-07-12T12:00:00Z"})
    void aPhonesTimeIsTakenForWhatItIsWorth(@Nullable String at, @Nullable String sentAt, Step.Clock clock,
            @Nullable Long off, OffsetDateTime counted) {
        PhoneTime time = PhoneTime.of(at, sentAt, NOON);
        assertThat(time.clock()).isEqualTo(clock);
        assertThat(time.offSeconds()).isEqualTo(off);
        assertThat(time.countedAt().toInstant()).isEqualTo(counted.toInstant());
    }
}
