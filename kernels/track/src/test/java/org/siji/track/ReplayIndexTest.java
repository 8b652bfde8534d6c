package org.siji.track;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.siji.track.TrackCheck.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReplayIndexTest {

    /** Passes of random length at random speed. */
    private static List<double[]> drive(Random random) {
        List<double[]> points = new ArrayList<>();
        double x = 0;
        double y = 0;
        int passes = 8 + random.nextInt(10);
        for (int pass = 0; pass < passes; pass++) {
            double length = 40 + 60 * random.nextDouble();
            double speed = 1 + random.nextDouble();
            double heading = pass % 2 == 0 ? 1 : -1;
            for (double way = 0; way < length; way += speed) {
                y += heading * speed;
                points.add(new double[]{x + 0.05 * random.nextGaussian(), y + 0.05 * random.nextGaussian()});
            }
            x += 2.2;
        }
        return points;
    }

    private static Track track(List<double[]> points, double turn, double mirror, double east, double pauseSeconds) {
        Drive drive = new Drive(2.4).pause((long) pauseSeconds);
        for (double[] p : points) {
            drive.fix(mirror * p[0] * Math.cos(turn) - p[1] * Math.sin(turn) + east,
                    mirror * p[0] * Math.sin(turn) + p[1] * Math.cos(turn), Track.WORKING);
        }
        return drive.track();
    }

    @Test
    void aDriveIsKnownAgainMovedTurnedAndMirrored() {
        Random random = new Random(6);
        ReplayIndex index = new ReplayIndex();
        List<List<double[]>> drives = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            drives.add(drive(random));
            index.add("drive " + i, track(drives.get(i), 0, 1, 0, 0));
        }
        for (int i = 0; i < 30; i++) {
            Track copy = track(drives.get(i), random.nextDouble() * 6, random.nextBoolean() ? 1 : -1, 700, 86_400 * i);
            TrackCheck check = index.check("claim", copy);
            assertThat(check.verdict()).isEqualTo(Verdict.REVIEW);
            assertThat(check.reasons()).extracting(TrackCheck.Reason::other).containsOnly("drive " + i);
            assertThat(check.reasons().get(2).value()).isCloseTo(86_400.0 * i, within(2.0));
            assertThat(index.check("drive " + i, copy).verdict()).isEqualTo(Verdict.PASS);
            assertThat(index.check("claim", track(drive(random), 0, 1, 0, 0)).verdict()).isNotEqualTo(Verdict.REVIEW);
        }
        assertThat(index.size()).isEqualTo(30);
    }

    @Test
    void theIndexFindsWhatComparingAllPairsFinds() {
        Random random = new Random(7);
        List<Track> season = new ArrayList<>();
        ReplayIndex index = new ReplayIndex();
        for (int i = 0; i < 12; i++) {
            season.add(track(drive(random), i, i % 3 == 0 ? -1 : 1, i * 50, i * 1000));
            // Every other track begins like the one before, so that there is something to find.
            if (i % 2 == 1) {
                season.set(i, half(season.get(i - 1), season.get(i)));
            }
            index.add("t" + i, season.get(i));
        }
        int found = 0;
        for (int q = 0; q < season.size(); q++) {
            DriveSignature query = DriveSignature.of(FlatTrack.of(season.get(q)));
            int best = 0;
            for (int t = 0; t < season.size(); t++) {
                best = t == q ? best : Math.max(best, slow(query, DriveSignature.of(FlatTrack.of(season.get(t)))));
            }
            TrackCheck check = index.check("t" + q, season.get(q));
            assertThat(check.reasons().get(0).value()).isEqualTo(best);
            found += best >= 4 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(4);
    }

    /** The first half of one drive, then all of another, a minute later. */
    private static Track half(Track one, Track other) {
        Track.Builder both = Track.builder();
        for (int i = 0; i < one.size() / 2; i++) {
            both.add(one.timeMillis(i), one.lonDegrees(i), one.latDegrees(i), Track.WORKING, 2.4f);
        }
        long late = one.timeMillis(one.size() / 2) + 60_000 - other.timeMillis(0);
        for (int i = 0; i < other.size(); i++) {
            both.add(other.timeMillis(i) + late, other.lonDegrees(i), other.latDegrees(i), Track.WORKING, 2.4f);
        }
        return both.build();
    }

    /** Every mark against every mark, every shift against every shift. */
    private static int slow(DriveSignature a, DriveSignature b) {
        int best = 0;
        for (int i = 0; i < a.size; i++) {
            for (int k = 0; k < b.size; k++) {
                double shift = a.startSeconds[i] - b.startSeconds[k];
                Set<Integer> agreeing = new HashSet<>();
                for (int m = 0; m < a.size; m++) {
                    for (int n = 0; n < b.size; n++) {
                        double other = a.startSeconds[m] - b.startSeconds[n];
                        if (ReplayIndex.agree(a, i, b, k) && ReplayIndex.agree(a, m, b, n) && other >= shift
                                && other <= shift + ReplayIndex.SHIFT_TOLERANCE_SECONDS) {
                            agreeing.add(m);
                        }
                    }
                }
                best = Math.max(best, agreeing.size());
            }
        }
        return best;
    }
}
