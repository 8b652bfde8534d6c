package org.siji.platform.qualification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.platform.qualification.Paper.State;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageTest {

    private static final LocalDate START = LocalDate.of(2026, 7, 1);

    private static Paper paper(LocalDate from, @Nullable LocalDate to) {
        return new Paper(UUID.randomUUID(), UUID.randomUUID(), "X", null, new byte[0], null, "", from, to, null, "", "",
                OffsetDateTime.MIN, State.VALID, false, null, null, null, null, null, null);
    }

    /** Against asking of each day whether any paper holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theFirstGapIsTheFirstDayWithoutAPaper(long seed) {
        Random random = new Random(seed);
        int gaps = 0;
        for (int round = 0; round < 500; round++) {
            List<Paper> papers = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                LocalDate from = START.plusDays(random.nextInt(40) - 10);
                papers.add(paper(from, random.nextInt(8) == 0 ? null : from.plusDays(random.nextInt(15))));
            }
            LocalDate from = START.plusDays(random.nextInt(10));
            LocalDate to = from.plusDays(random.nextInt(15));
            Optional<LocalDate> slow = from.datesUntil(to.plusDays(1))
                    .filter(day -> papers.stream().noneMatch(paper -> paper.holdsOn(day))).findFirst();
            assertThat(Coverage.firstGap(papers, from, to)).as("seed %d round %d", seed, round).isEqualTo(slow);
            gaps += slow.isPresent() ? 1 : 0;
        }
        assertThat(gaps).isBetween(50, 450);
    }
}
