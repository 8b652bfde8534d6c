package org.siji.platform.season;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Against all ways there are to put each unit into a week or to leave it over, for small villages. */
class WeekSpreaderTest {

    private static final int VILLAGES = 150;
    private static final int WEEKS = 4;

    /** What is left over weighs more than any way to the wanted week. */
    private static final long LEFT_OVER = 1000;

    private static long best(List<WeekSpreader.Work> works, int piece, long unit, long[] room) {
        if (piece == works.size()) {
            return 0;
        }
        WeekSpreader.Work work = works.get(piece);
        if (unit == work.amount()) {
            return best(works, piece + 1, 0, room);
        }
        long least = LEFT_OVER + best(works, piece, unit + 1, room);
        for (int week = work.first(); week <= work.last(); week++) {
            if (room[week] > 0) {
                room[week]--;
                least = Math.min(least, Math.abs(week - work.wanted()) + best(works, piece, unit + 1, room));
                room[week]++;
            }
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void leavesLeastOverAndMovesLeast(long seed) {
        Random random = new Random(seed);
        for (int village = 0; village < VILLAGES; village++) {
            List<WeekSpreader.Work> works = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int first = random.nextInt(WEEKS);
                int last = random.nextInt(first, WEEKS);
                works.add(new WeekSpreader.Work(random.nextInt(1, 4), first, last, random.nextInt(first, last + 1)));
            }
            long[] room = random.longs(WEEKS, 0, 4).toArray();
            WeekSpreader.Spread spread = WeekSpreader.spread(works, room);
            long cost = 0;
            long[] used = new long[WEEKS];
            for (int i = 0; i < works.size(); i++) {
                WeekSpreader.Work work = works.get(i);
                for (int week = 0; week < WEEKS; week++) {
                    long done = spread.done()[i][week];
                    assertThat(done).isNotNegative();
                    assertThat(done == 0 || week >= work.first() && week <= work.last()).isTrue();
                    used[week] += done;
                    cost += done * Math.abs(week - work.wanted());
                }
                assertThat(Arrays.stream(spread.done()[i]).sum() + spread.left()[i]).isEqualTo(work.amount());
                cost += spread.left()[i] * LEFT_OVER;
            }
            for (int week = 0; week < WEEKS; week++) {
                assertThat(used[week]).isLessThanOrEqualTo(room[week]);
            }
            assertThat(cost).as("seed %d, village %d: %s in %s", seed, village, works, Arrays.toString(room))
                    .isEqualTo(best(works, 0, 0, room));
        }
    }

    @Test
    void whatIsWantedInAFullWeekGoesToTheNextOne() {
        WeekSpreader.Spread spread = WeekSpreader.spread(List.of(new WeekSpreader.Work(500_000, 0, 2, 1),
                new WeekSpreader.Work(300_000, 1, 1, 1)), new long[]{350_000, 400_000, 50_000});
        assertThat(spread.done()[1]).containsExactly(0, 300_000, 0);
        assertThat(spread.done()[0]).containsExactly(350_000, 100_000, 50_000);
        assertThat(spread.left()).containsExactly(0, 0);
    }
}
