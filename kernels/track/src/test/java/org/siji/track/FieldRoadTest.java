package org.siji.track;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FieldRoadTest {

    private static final FieldRoadRule RULE = FieldRoadRule.smallPlots();

    @Test
    void aDayOnTwoFieldsIsToldFromItsRoads() {
        Drive drive = new Drive(2.4);
        BitSet truth = new BitSet();
        drive.line(-900, -40, 0, 0, Track.WORK_STATE_UNKNOWN);
        field(drive, truth, 0, 0, 14);
        drive.line(40, 80, 600, 500, Track.WORK_STATE_UNKNOWN);
        field(drive, truth, 600, 500, 8);
        drive.line(620, 580, -900, -30, Track.WORK_STATE_UNKNOWN);
        Track track = drive.track();
        // Ground of both fields; the roads of 3.3 km alone would be 8,000 m2 more.
        double field = (13 * 2.3 + 2.4 + 7 * 2.3 + 2.4) * 80;
        assertThat(TrackMeter.measure(FieldRoad.withoutRoads(track, RULE), MeasureParameters.defaults()).netArea()
                .squareMeters()).isCloseTo(field, within(400.0));

        BitSet told = FieldRoad.inField(track, RULE);

        told.xor(truth);
        // The last metres of a road beside the field are in doubt.
        assertThat(told.cardinality()).isLessThan(track.size() / 40);
        assertThat(FieldRoad.inField(track, FieldRoadRule.tractor()).cardinality()).isBetween(400,
                truth.cardinality() + 40);
    }

    private static void field(Drive drive, BitSet truth, double west, double south, int passes) {
        int from = drive.builder().size();
        for (int pass = 0; pass < passes; pass++) {
            double x = west + pass * 2.3;
            drive.line(x, south + (pass % 2 == 0 ? 0 : 80), x, south + (pass % 2 == 0 ? 80 : 0),
                    Track.WORK_STATE_UNKNOWN);
        }
        truth.set(from, drive.builder().size());
    }

    @Test
    void aLongRoadIsLeftTooSoonToBeAField() {
        Track track = new Drive(2.4).line(0, 0, 2000, 300, Track.WORK_STATE_UNKNOWN).track();
        FieldRoad.Evidence evidence = FieldRoad.evidence(track, RULE);
        // Its ground is the way itself.
        assertThat(evidence.patchSquareMeters()[100]).isGreaterThan(1500);
        assertThat(evidence.secondsNear()[100]).isBetween(19.0, 21.0);
        assertThat(FieldRoad.inField(track, RULE).isEmpty()).isTrue();
    }

    @Test
    void closingAndPatchesAreThoseOfTheObviousWay() {
        Random random = new Random(4);
        for (double radius : new double[]{1, 1.5, 2, 3.7, 9}) {
            ClosedGround ground = new ClosedGround();
            Set<List<Integer>> cells = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                int column = random.nextInt(90) - 50;
                int row = random.nextInt(90) - 20;
                ground.add(column, row);
                cells.add(List.of(column, row));
            }
            ClosedGround closed = ground.closed(radius);
            int[] sizes = closed.patchSizes();
            Set<List<Integer>> slow = SlowGround.closed(cells, radius);
            assertThat(closed.cellCount()).isEqualTo(slow.size());
            int[] counted = new int[sizes.length];
            for (List<Integer> cell : slow) {
                assertThat(closed.contains(cell.get(0), cell.get(1))).isTrue();
                int patch = closed.patch(cell.get(0), cell.get(1));
                counted[patch]++;
                SlowGround.around(cell, 1.5).filter(slow::contains)
                        .forEach(next -> assertThat(closed.patch(next.get(0), next.get(1))).isEqualTo(patch));
            }
            assertThat(counted).isEqualTo(sizes);
        }
    }

    @Test
    void timeNearIsThatOfTheObviousWay() {
        Random random = new Random(5);
        Drive drive = new Drive(2);
        for (int i = 0; i < 500; i++) {
            drive.fix(random.nextGaussian() * 40, random.nextGaussian() * 25, Track.WORK_STATE_UNKNOWN);
        }
        FlatTrack flat = FlatTrack.of(drive.track());
        double[] seconds = FieldRoad.secondsNear(flat, 20, Double.MAX_VALUE);
        for (int i = 0; i < flat.size(); i++) {
            double slow = 0;
            for (int k = 0; k + 1 < flat.size(); k++) {
                slow += flat.metersBetween(i, k) <= 20 && flat.metersBetween(k, k + 1) >= 0.3 ? 1 : 0;
            }
            assertThat(seconds[i]).isCloseTo(slow, within(1e-9));
        }
    }

    @Test
    void badInputIsInNoField() {
        assertThat(FieldRoad.inField(Track.builder().build(), RULE).isEmpty()).isTrue();
        assertThat(FieldRoad.inField(new Drive(2).fix(0, 0, Track.WORK_STATE_UNKNOWN).track(), RULE).isEmpty())
                .isTrue();
        Track.Builder odd = Track.builder();
        for (int i = 0; i < 300; i++) {
            odd.add(i * 1000L, 113.1, 29.3, Track.WORK_STATE_UNKNOWN, Float.NaN);
            odd.add(i * 1000L, Double.NaN, 29.3, Track.WORK_STATE_UNKNOWN, Float.NaN);
            odd.add(i * 1000L, 180, i % 2 == 0 ? 89.9 : -89.9, Track.WORK_STATE_UNKNOWN, Float.NaN);
        }
        assertThat(FieldRoad.inField(odd.build(), RULE).isEmpty()).isTrue();
        assertThatThrownBy(() -> new FieldRoadRule(Double.NaN, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Sets of cells, one by one. */
    private static final class SlowGround {

        static java.util.stream.Stream<List<Integer>> around(List<Integer> cell, double radius) {
            int reach = (int) radius;
            return java.util.stream.IntStream.rangeClosed(-reach, reach).boxed()
                    .flatMap(dy -> java.util.stream.IntStream.rangeClosed(-reach, reach)
                            .filter(dx -> dx * dx + dy * dy <= radius * radius)
                            .mapToObj(dx -> List.of(cell.get(0) + dx, cell.get(1) + dy)));
        }

        static Set<List<Integer>> closed(Set<List<Integer>> cells, double radius) {
            Set<List<Integer>> wide = new HashSet<>();
            cells.forEach(cell -> around(cell, radius).forEach(wide::add));
            Set<List<Integer>> closed = new HashSet<>(wide);
            closed.removeIf(cell -> !around(cell, radius).allMatch(wide::contains));
            return closed;
        }
    }
}
