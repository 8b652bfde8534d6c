package org.siji.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Live is batch, bit for bit, however the fixes come. */
class LiveJobTest {

    private static final MeasureParameters PARAMETERS = MeasureParameters.defaults().withLagSeconds(0.4);
    private static final Geometry FIELD = Drive.rectangle(0, 0, 30, 60);

    /** A field in passes, with dirt: duplicates, jumps, a stuck receiver, silence, a width that changes. */
    private static Track dirtyTrack(long seed) {
        Random random = new Random(seed);
        Drive drive = new Drive(Double.NaN);
        Track.Builder track = Track.builder();
        for (int pass = 0; pass < 12; pass++) {
            double x = 1.2 + pass * 2.4;
            drive.line(x, pass % 2 == 0 ? 0 : 60, x, pass % 2 == 0 ? 60 : 0, Track.WORKING).line(x, 62, x + 1, 62,
                    Track.IDLE);
        }
        Track clean = drive.track();
        for (int i = 0; i < clean.size(); i++) {
            double lon = clean.lonDegrees(i) + random.nextGaussian() * 1e-6;
            double lat = clean.latDegrees(i) + random.nextGaussian() * 1e-6;
            float width = random.nextInt(40) == 0 ? 2.1f : 2.4f;
            byte state = random.nextInt(60) == 0 ? Track.WORK_STATE_UNKNOWN : clean.workState(i);
            int copies = random.nextInt(15) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                track.add(clean.timeMillis(i), random.nextInt(50) == 0 ? lon + 0.3 : lon, lat, state, width);
            }
            if (random.nextInt(80) == 0) {
                for (int k = 1; k < 4; k++) {
                    track.add(clean.timeMillis(i) + 100L * k, lon, lat, state, width);
                }
            }
            if (random.nextInt(30) == 0) {
                track.add(clean.timeMillis(i) + 300, random.nextBoolean() ? 0 : Double.NaN, 0, state, width);
            }
        }
        return track.build();
    }

    private static Track picked(Track track, List<Integer> indices) {
        Track.Builder picked = Track.builder();
        for (int i : indices) {
            picked.add(track.timeMillis(i), track.lonDegrees(i), track.latDegrees(i), track.workState(i),
                    track.widthMeters(i));
        }
        return picked.build();
    }

    private static List<Integer> indices(Track track) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            indices.add(i);
        }
        return indices;
    }

    /** Every number of the two, to the last bit. */
    private static void assertSame(MeasuredWork live, MeasuredWork batch) {
        assertThat(live.outcome()).isEqualTo(batch.outcome());
        assertThat(live.fixes()).isEqualTo(batch.fixes());
        assertThat(live.durationSeconds()).isEqualTo(batch.durationSeconds());
        assertThat(live.segments()).isEqualTo(batch.segments());
        assertThat(live.workedDistanceMeters()).isEqualTo(batch.workedDistanceMeters());
        assertThat(live.workedSeconds()).isEqualTo(batch.workedSeconds());
        assertThat(live.grossArea()).isEqualTo(batch.grossArea());
        assertThat(live.netArea()).isEqualTo(batch.netArea());
        assertThat(live.overlapArea()).isEqualTo(batch.overlapArea());
        assertThat(live.field()).isEqualTo(batch.field());
        assertThat(live.interval90()).isEqualTo(batch.interval90());
        assertThat(live.map().coveredLonLat().equalsExact(batch.map().coveredLonLat())).isTrue();
    }

    /** Shuffles within stretches: some fixes late, some twice, some long after everything else. */
    private static List<Integer> arrivals(Track track, Random random, int stretch) {
        List<Integer> arrivals = indices(track);
        for (int from = 0; from < arrivals.size(); from += stretch) {
            Collections.shuffle(arrivals.subList(from, Math.min(arrivals.size(), from + stretch)), random);
        }
        for (int twice = 0; twice < 20; twice++) {
            arrivals.add(random.nextInt(arrivals.size()), random.nextInt(track.size()));
        }
        return arrivals;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 5000})
    void piecesInAnyOrderGiveTheNumbersOfBatch(int stretch) {
        Random random = new Random(stretch);
        Track track = dirtyTrack(stretch);
        List<Integer> arrivals = arrivals(track, random, stretch);
        for (long windowMillis : new long[]{0, 30_000, 86_400_000}) {
            LiveJob job = new LiveJob(PARAMETERS, FIELD, windowMillis, FixSpool.onHeap());
            int at = 0;
            while (at < arrivals.size()) {
                int to = Math.min(arrivals.size(), at + 1 + random.nextInt(40));
                job.add(picked(track, arrivals.subList(at, to)));
                at = to;
                if (random.nextInt(14) == 0) {
                    assertSame(job.result(),
                            TrackMeter.measure(picked(track, arrivals.subList(0, at)), FIELD, PARAMETERS));
                }
            }
            MeasuredWork batch = TrackMeter.measure(picked(track, arrivals), FIELD, PARAMETERS);
            assertThat(batch.outcome()).isEqualTo(WorkOutcome.MEASURED);
            assertThat(batch.fixes().removed()).hasSizeGreaterThan(3);
            assertSame(job.result(), batch);
        }
    }

    @Test
    void theOrderOfArrivalDoesNotChangeTheGround() {
        Track track = dirtyTrack(77);
        List<Integer> shuffled = indices(track);
        Collections.shuffle(shuffled, new Random(3));
        MeasuredWork once = TrackMeter.measure(track, FIELD, PARAMETERS);
        MeasuredWork again = TrackMeter.measure(picked(track, shuffled), FIELD, PARAMETERS);
        assertThat(again.netArea()).isEqualTo(once.netArea());
        assertThat(again.grossArea()).isEqualTo(once.grossArea());
        assertThat(again.fixes().removed()).isEqualTo(once.fixes().removed());
    }

    @Test
    void anOpenJobIsSmall() {
        Drive drive = new Drive(2.4);
        for (int pass = 0; pass < 24; pass++) {
            drive.line(pass * 2.2, 0, pass * 2.2, 80, Track.WORKING);
        }
        Track track = drive.track();
        LiveJob job = new LiveJob(MeasureParameters.defaults(), null, 600_000, FixSpool.onHeap());
        List<Integer> all = indices(track);
        for (int from = 0; from < all.size(); from += 30) {
            job.add(picked(track, all.subList(from, Math.min(all.size(), from + 30))));
            double mu = job.result().netArea().mu();
            assertThat(job.memoryBytes()).isLessThan((long) (4096 * mu) + 16L * job.waiting() + 6_000);
        }
        assertThat(job.waiting()).isLessThan(700);
        assertThat(job.windowBytes()).isLessThan(16L * job.waiting());
    }

    @Test
    void datesAcrossCenturiesNeitherCrashNorCountWrongly() {
        long[] times = {1_780_000_000_000L, 4_000_000_000_000L, -30_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE,
                1_780_000_001_000L, 4_000_000_001_000L};
        LiveJob job = new LiveJob(MeasureParameters.defaults(), null, 60_000, FixSpool.onHeap());
        Track.Builder all = Track.builder();
        for (int i = 0; i < times.length; i++) {
            all.add(times[i], 113 + i * 1e-5, 29, Track.WORKING, 3);
            job.add(Track.builder().add(times[i], 113 + i * 1e-5, 29, Track.WORKING, 3).build());
        }
        assertSame(job.result(), TrackMeter.measure(all.build(), MeasureParameters.defaults()));
        assertThat(job.result().fixes().removed(RemovalReason.FUTURE_DATE)).isEqualTo(2);
    }

    @Test
    void aWindowOfAWeekIsRefused() {
        assertThatExceptionOfType(ParameterOutOfRange.class).isThrownBy(() -> new LiveJob(MeasureParameters.defaults(),
                null, 604_800_000L, FixSpool.onHeap()));
    }
}
