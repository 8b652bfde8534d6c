package org.siji.land;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days on which an operation may be done.
 *
 * @param from first day
 * @param to   last day, included
 */
public record DayWindow(LocalDate from, LocalDate to) {

    public DayWindow {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("window ends before it begins: " + from + " to " + to);
        }
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Days in both; zero or negative when there are none. */
    long commonDays(DayWindow other) {
        LocalDate latestFrom = from.isAfter(other.from) ? from : other.from;
        LocalDate earliestTo = to.isBefore(other.to) ? to : other.to;
        return ChronoUnit.DAYS.between(latestFrom, earliestTo) + 1;
    }

    /** The days in both; there must be some. */
    DayWindow intersect(DayWindow other) {
        return new DayWindow(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
    }
}
