package org.siji.track;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every fix comes out as it went in, whatever its block looks like. */
class TrackTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_024, 1_025, 65_536, 65_537, 200_000})
    void everyColumnComesOutAsItWentIn(int size) {
        Track.Builder builder = Track.builder();
        fill(builder, size, 42);
        Track track = builder.build();
        assertThat(builder.size()).isEqualTo(size);
        assertThat(track.size()).isEqualTo(size);
        Random again = new Random(42);
        for (int i = 0; i < size; i++) {
            Fix fix = new Fix(again, i);
            if (track.timeMillis(i) != fix.time || track.lonDegrees(i) != fix.lon || track.latDegrees(i) != fix.lat
                    || track.workState(i) != fix.state || !same(track.widthMeters(i), fix.width)
                    || !same(track.offsetMeters(i), fix.offset) || !same(track.depthMeters(i), fix.depth)
                    || !same(track.hdop(i), fix.hdop)) {
                throw new AssertionError("fix " + i);
            }
        }
    }

    @Test
    void aBuilderMayGoOnAfterATrackWasTaken() {
        Track.Builder builder = Track.builder().add(1, 2, 3, Track.WORKING, 4);
        Track first = builder.build();
        Track second = builder.add(5, 6, 7, Track.IDLE, 8).build();
        assertThat(first.size()).isEqualTo(1);
        assertThat(second.timeMillis(0)).isEqualTo(1);
        assertThat(second.timeMillis(1)).isEqualTo(5);
        assertThat(second.offsetMeters(1)).isNaN();
    }

    @Test
    void timesThatLieAgesApartAreKept() {
        Track track = Track.builder().add(Long.MIN_VALUE, 0, 0, Track.IDLE, 0).add(Long.MAX_VALUE, 0, 0, Track.IDLE, 0)
                .add(0, 0, 0, Track.IDLE, 0).build();
        assertThat(track.timeMillis(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(track.timeMillis(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(track.timeMillis(2)).isZero();
    }

    private static void fill(Track.Builder builder, int size, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            Fix fix = new Fix(random, i);
            builder.add(fix.time, fix.lon, fix.lat, fix.state, fix.width, fix.offset, fix.depth, fix.hdop);
        }
    }

    private static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }

    /** Columns that are constant in some blocks and not in others. */
    private static final class Fix {
        final long time;
        final double lon;
        final double lat;
        final byte state;
        final float width;
        final float offset;
        final float depth;
        final float hdop;

        Fix(Random random, int i) {
            time = i == 70_000 ? 4_000_000_000_000L : 1_780_000_000_000L + i * 1000L + random.nextInt(900);
            lon = random.nextDouble() * 360 - 180;
            lat = random.nextDouble() * 180 - 90;
            state = i < 65_536 ? Track.WORKING : (byte) (random.nextInt(3) - 1);
            width = i < 131_072 ? Float.NaN : random.nextFloat();
            offset = i % 65_536 == 65_535 ? 1 : 0;
            depth = random.nextBoolean() ? Float.NaN : 0.3f;
            hdop = 0.8f;
        }
    }
}
