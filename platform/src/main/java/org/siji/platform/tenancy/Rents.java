package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;

/** How much rent a year of an agreement costs. Pure: the same terms give the same fen on any day. */
final class Rents {

    /** More is a slip of the pen; it also keeps the exact products within 63 bits. */
    static final long MOST = 10_000_000;

    private Rents() {}

    /** Fen per mu, or grams of a grain per mu, a year. */
    record Rate(@Nullable Long fenPerMu, @Nullable Long gramsPerMu, @Nullable String grain) {}

    /**
     * A year of an agreement, from its first day's date on.
     *
     * @param year     calendar year in which it begins
     * @param to       the first day after it
     * @param days     that count; fewer than {@code fullDays} only where the agreement ends within
     * @param fullDays of the whole year
     */
    record RentYear(int year, LocalDate from, LocalDate to, long days, long fullDays) {

        /** The first such day on or after the year's beginning. */
        LocalDate dueOn(int month, int day) {
            LocalDate due = LocalDate.of(from.getYear(), month, day);
            return due.isBefore(from) ? due.plusYears(1) : due;
        }
    }

    static Optional<RentYear> year(LocalDate validFrom, LocalDate validTo, int year) {
        int number = year - validFrom.getYear();
        if (number < 0) {
            return Optional.empty();
        }
        LocalDate from = validFrom.plusYears(number);
        LocalDate next = validFrom.plusYears(number + 1L);
        LocalDate to = next.isBefore(validTo) ? next : validTo;
        return from.isBefore(to)
                ? Optional.of(new RentYear(year, from, to, ChronoUnit.DAYS.between(from, to),
                        ChronoUnit.DAYS.between(from, next)))
                : Optional.empty();
    }

    /**
     * Rounded once, at the end.
     *
     * @param fenPerKg for a rent in grain
     */
    static Money of(Rate rate, long areaCentimu, RentYear year, @Nullable Long fenPerKg) {
        if (rate.fenPerMu() != null) {
            return Money.ofFen(rate.fenPerMu()).times(Math.multiplyExact(areaCentimu, year.days()),
                    100 * year.fullDays());
        }
        if (rate.gramsPerMu() == null || fenPerKg == null) {
            throw new IllegalArgumentException("rent in grain without a price");
        }
        return Money.ofFen(fenPerKg).times(
                Math.multiplyExact(Math.multiplyExact(rate.gramsPerMu(), areaCentimu), year.days()),
                100_000 * year.fullDays());
    }
}
