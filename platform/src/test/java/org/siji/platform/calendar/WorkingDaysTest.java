package org.siji.platform.calendar;

import java.io.IOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against the days as the notices of the State Council list them one by one, written down here a second time. */
class WorkingDaysTest {

    private static final List<String> OFF = List.of("2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30",
            "2025-01-31",
            "2025-02-01", "2025-02-02", "2025-02-03", "2025-02-04", "2025-04-04", "2025-04-05", "2025-04-06",
            "2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05", "2025-05-31", "2025-06-01",
            "2025-06-02", "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2025-10-05", "2025-10-06",
            "2025-10-07", "2025-10-08", "2026-01-01", "2026-01-02", "2026-01-03", "2026-02-15", "2026-02-16",
            "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23",
            "2026-04-04", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04",
            "2026-05-05", "2026-06-19", "2026-06-20", "2026-06-21", "2026-09-25", "2026-09-26", "2026-09-27",
            "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07");
    private static final List<String> WORKED = List.of("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28",
            "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10");

    private final WorkingDays days;
    private final Set<LocalDate> worked = new HashSet<>();

    WorkingDaysTest() throws IOException {
        days = new WorkingDays(Clock.fixed(Instant.parse("2026-11-23T17:00:00Z"), ZoneOffset.UTC));
        for (LocalDate day = LocalDate.of(2025, 1, 1); day.getYear() < 2027; day = day.plusDays(1)) {
            boolean weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(day.getDayOfWeek());
            if (WORKED.contains(day.toString()) || !weekend && !OFF.contains(day.toString())) {
                worked.add(day);
            }
        }
    }

    @Test
    void everyDayOfTwoYearsIsAsAnnounced() {
        LocalDate.of(2025, 1, 1).datesUntil(LocalDate.of(2027, 1, 1))
                .forEach(day -> assertThat(days.isWorkingDay(day)).as(day.toString()).isEqualTo(worked.contains(day)));
        // Days of the year less its weekends less the 13 days that the law gives.
        for (int year : List.of(2025, 2026)) {
            long weekends = Year.of(year).atDay(1).datesUntil(Year.of(year + 1).atDay(1))
                    .filter(day -> day.getDayOfWeek().getValue() >= 6).count();
            assertThat(worked.stream().filter(day -> day.getYear() == year).count())
                    .isEqualTo(Year.of(year).length() - weekends - 13);
        }
    }

    @Test
    void deadlinesFallOnTheDaysThatACalendarShows() {
        // The Friday before the Spring Festival of 2026, whose Saturday is worked.
        assertThat(days.plusWorkingDays(LocalDate.of(2026, 2, 13), 1)).isEqualTo("2026-02-14");
        assertThat(days.plusWorkingDays(LocalDate.of(2026, 2, 13), 2)).isEqualTo("2026-02-24");
        assertThat(days.plusWorkingDays(LocalDate.of(2026, 9, 30), 3)).isEqualTo("2026-10-10");
        assertThat(days.plusWorkingDays(LocalDate.of(2026, 10, 3), 0)).isEqualTo("2026-10-03");
        assertThat(days.countAfter(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 10))).isEqualTo(3);
        assertThat(days.countAfter(LocalDate.of(2026, 10, 10), LocalDate.of(2026, 9, 30))).isEqualTo(-3);
        Random random = new Random(7);
        List<LocalDate> sorted = worked.stream().sorted().toList();
        for (int i = 0; i < 1000; i++) {
            LocalDate from = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600));
            int n = 1 + random.nextInt(60);
            LocalDate expected = sorted.stream().filter(day -> day.isAfter(from)).skip(n - 1).findFirst().orElseThrow();
            assertThat(days.plusWorkingDays(from, n)).as(from + " + " + n).isEqualTo(expected);
            assertThat(days.countAfter(from, expected)).isEqualTo(n);
        }
    }

    @Test
    void aYearWithoutNoticeFallsBackToWeekendsAndFixedDates() {
        assertThat(days.isAnnounced(2026)).isTrue();
        assertThat(days.isAnnounced(2031)).isFalse();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 1, 1))).isFalse();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 10, 3))).isFalse();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 10, 4))).as("a Saturday").isFalse();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 10, 6))).isTrue();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 4, 4))).isTrue();
    }

    @Test
    void theDayIsChinas() {
        assertThat(days.today()).isEqualTo("2026-11-24");
    }
}
