package org.siji.track;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.siji.track.PaidGround.Common;
import org.siji.track.PaidGround.Found;
import org.siji.track.PaidGround.Job;
import org.siji.track.PaidGround.Times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PaidGroundTest {

    private static final LocalDate JULY = LocalDate.of(2026, 7, 15);
    private static final Times TWO_CROPS = new Times(2, 45);

    private record Square(double west, double south, double east, double north, LocalDate day) {

        static Square of(double west, double south, double east, double north) {
            return new Square(west, south, east, north, JULY);
        }

        Square on(LocalDate other) {
            return new Square(west, south, east, north, other);
        }

        Job job(String id) {
            Geometry lonLat = Drive.rectangle(west, south, east, north);
            return new Job(id, lonLat, () -> lonLat, day);
        }

        /** Without the strip along its edge. */
        boolean holds(double x, double y) {
            double strip = GroundClaims.EDGE_TOLERANCE_METERS / 2;
            return x > west + strip && x < east - strip && y > south + strip && y < north - strip;
        }
    }

    private static Found find(Times times, Square job, Square... paid) {
        return PaidGround.find(job.job("job"),
                IntStream.range(0, paid.length).mapToObj(i -> paid[i].job("paid" + i)).toList(), times);
    }

    @Test
    void neighboursMayOverlapByTheTolerance() {
        Square field = Square.of(0, 0, 40, 60);
        assertThat(find(TWO_CROPS, field, Square.of(39, 0, 80, 60), Square.of(-40, 0, 1, 60)).others()).isEmpty();
        assertThat(find(TWO_CROPS, field, Square.of(400, 0, 440, 60)).others()).isEmpty();
        Found wide = find(TWO_CROPS, field, Square.of(37.5, 0, 80, 60));
        assertThat(wide.claimedSquareMeters()).as("the metre beyond the tolerance").isCloseTo(58.5, within(1.0));
        assertThat(wide.others()).extracting(Common::id).containsExactly("paid0");
    }

    @Test
    void theSameWorkIsPaidOnceAndTheNextCropAgain() {
        Square field = Square.of(0, 0, 40, 60);
        Square early = field.on(JULY.minusDays(2));
        Square late = field.on(LocalDate.of(2026, 10, 28));
        assertThat(find(TWO_CROPS, field, early).claimedSquareMeters()).isCloseTo(38.5 * 58.5, within(3.0));
        assertThat(find(TWO_CROPS, late, early).claimedSquareMeters()).isZero();
        assertThat(find(TWO_CROPS, late, early).others()).as("it is known all the same").singleElement()
                .satisfies(other -> assertThat(other.squareMeters()).isCloseTo(38.5 * 58.5, within(3.0)));
        Square between = field.on(LocalDate.of(2026, 9, 5));
        assertThat(find(TWO_CROPS, between, early, late).others()).as("the third, whenever it is")
                .extracting(Common::id).containsExactly("paid0", "paid1");
        assertThat(find(new Times(1, 0), late, early).claimedSquareMeters()).isPositive();
        assertThat(find(new Times(3, 45), between, early, late).claimedSquareMeters()).isZero();
    }

    @Test
    void onlyWhatWasWorkedWithinTheFieldCounts() {
        Geometry field = Drive.rectangle(0, 0, 40, 60);
        // Passes with slits of a metre between them, far out over the field's end.
        Geometry passes = IntStream.range(0, 10).mapToObj(i -> Drive.rectangle(i * 4, -30, i * 4 + 3, 90))
                .reduce(Geometry::union).orElseThrow();
        Job job = new Job("job", field, () -> passes, JULY);
        assertThat(PaidGround.find(job, List.of(Square.of(0, -28, 40, -2).job("turns")), TWO_CROPS).others()).isEmpty();
        assertThat(PaidGround.find(job, List.of(Square.of(0, 0, 40, 60).job("field")), TWO_CROPS)
                .claimedSquareMeters()).as("slits are no ground of their own").isCloseTo(37.5 * 58.5, within(25.0));
        Job half = new Job("half", field, () -> Drive.rectangle(0, 0, 20, 60), JULY);
        assertThat(PaidGround.find(job, List.of(half), TWO_CROPS).claimedSquareMeters())
                .isCloseTo(18.5 * 58.5, within(15.0));
        Job rest = new Job("rest", field, () -> Drive.rectangle(20, 0, 40, 60), JULY);
        assertThat(PaidGround.find(rest, List.of(half), TWO_CROPS).others()).isEmpty();
        Job none = new Job("none", field, () -> field.getFactory().createPolygon(), JULY);
        assertThat(PaidGround.find(none, List.of(half), TWO_CROPS).others()).isEmpty();
        assertThatThrownBy(() -> new Times(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against counting how often each spot is paid for. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomSquaresAsCountedSpotBySpot(long seed) {
        Random random = new Random(seed);
        Times times = new Times(1 + random.nextInt(3), random.nextInt(60));
        Square job = square(random);
        List<Square> paid = IntStream.range(0, 2 + random.nextInt(6)).mapToObj(i -> square(random)).toList();
        double expected = counted(job, paid, times);
        double found = find(times, job, paid.toArray(Square[]::new)).claimedSquareMeters();
        if (expected > GroundClaims.MAX_OVERLAP_SQUARE_METERS + 2) {
            assertThat(found).as("seed " + seed).isCloseTo(expected, within(2 + expected * 0.01));
        } else if (expected < GroundClaims.MAX_OVERLAP_SQUARE_METERS - 2) {
            assertThat(found).as("seed " + seed).isZero();
        }
    }

    private static Square square(Random random) {
        double west = random.nextDouble() * 60;
        double south = random.nextDouble() * 60;
        return new Square(west, south, west + 10 + random.nextDouble() * 40, south + 10 + random.nextDouble() * 40,
                JULY.plusDays(random.nextInt(120)));
    }

    private static double counted(Square job, List<Square> paid, Times times) {
        double step = 0.1;
        List<Square> others = new ArrayList<>();
        for (Square other : paid) {
            if (spots(job, List.of(other), 1, step) > GroundClaims.MAX_OVERLAP_SQUARE_METERS) {
                others.add(other);
            }
        }
        List<Square> near = others.stream()
                .filter(o -> Math.abs(o.day().toEpochDay() - job.day().toEpochDay()) < times.daysBetween()).toList();
        double area = 0;
        for (double x = job.west() + step / 2; x < job.east(); x += step) {
            for (double y = job.south() + step / 2; y < job.north(); y += step) {
                if (job.holds(x, y) && (depth(near, x, y) >= 1 || depth(others, x, y) >= times.perSeason())) {
                    area += step * step;
                }
            }
        }
        return area;
    }

    private static double spots(Square job, List<Square> others, int least, double step) {
        double area = 0;
        for (double x = job.west() + step / 2; x < job.east(); x += step) {
            for (double y = job.south() + step / 2; y < job.north(); y += step) {
                area += job.holds(x, y) && depth(others, x, y) >= least ? step * step : 0;
            }
        }
        return area;
    }

    private static long depth(List<Square> squares, double x, double y) {
        return squares.stream().filter(square -> square.holds(x, y)).count();
    }
}
