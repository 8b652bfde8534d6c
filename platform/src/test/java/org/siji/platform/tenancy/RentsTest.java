package org.siji.platform.tenancy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.siji.platform.tenancy.Rents.Rate;
import org.siji.platform.tenancy.Rents.RentYear;

import static org.assertj.core.api.Assertions.assertThat;

class RentsTest {

    /** Counts days one by one and divides at the very end in decimals: no code in common with what it checks. */
    @Test
    void rentsOfRandomAgreementsAreExactToTheFen() {
        Random random = new Random(20260302);
        int shorter = 0;
        for (int i = 0; i < 3000; i++) {
            LocalDate from = LocalDate.of(2016, 1, 1).plusDays(random.nextInt(4000));
            LocalDate to = from.plusDays(1 + random.nextInt(3000));
            long area = 1L + random.nextInt(50_000);
            boolean grain = random.nextBoolean();
            long amount = random.nextInt(grain ? 700_000 : 200_000);
            Rate rate = grain ? new Rate(null, amount, "稻谷") : new Rate(amount, null, null);
            long fenPerKg = 100L + random.nextInt(400);
            long days = 0;
            for (int year = from.getYear() - 1; year <= to.getYear() + 1; year++) {
                RentYear found = Rents.year(from, to, year).orElse(null);
                if (found == null) {
                    continue;
                }
                int counted = 0;
                for (LocalDate day = found.from(); day.isBefore(found.to()); day = day.plusDays(1)) {
                    counted++;
                }
                BigDecimal perMu = grain
                        ? BigDecimal.valueOf(amount).movePointLeft(3).multiply(BigDecimal.valueOf(fenPerKg))
                        : BigDecimal.valueOf(amount);
                BigDecimal expected = perMu.multiply(BigDecimal.valueOf(area).movePointLeft(2))
                        .multiply(BigDecimal.valueOf(counted))
                        .divide(BigDecimal.valueOf(found.fullDays()), 0, RoundingMode.HALF_UP);
                assertThat(Rents.of(rate, area, found, grain ? fenPerKg : null).fen())
                        .isEqualTo(expected.longValueExact());
                assertThat(found.fullDays()).isBetween(365L, 366L);
                shorter += counted < found.fullDays() ? 1 : 0;
                days += counted;
            }
            // No day is paid twice, none is forgotten.
            assertThat(days).isEqualTo(to.toEpochDay() - from.toEpochDay());
        }
        assertThat(shorter).isPositive();
    }

    @Test
    void aRentIsDueOnTheFirstSuchDayOfItsYear() {
        RentYear year = Rents.year(LocalDate.of(2024, 10, 1), LocalDate.of(2029, 10, 1), 2024).orElseThrow();
        assertThat(year.dueOn(12, 1)).isEqualTo("2024-12-01");
        assertThat(year.dueOn(6, 30 - 2)).isEqualTo("2025-06-28");
    }
}
