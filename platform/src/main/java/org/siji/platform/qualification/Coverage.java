package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/** Whether papers, one after the other, hold on every day of a stretch. */
final class Coverage {

    private Coverage() {}

    /** @return the first of the days on which none holds */
    static Optional<LocalDate> firstGap(Collection<Paper> papers, LocalDate from, LocalDate to) {
        LocalDate day = from;
        while (!day.isAfter(to)) {
            LocalDate last = null;
            for (Paper paper : papers) {
                if (paper.holdsOn(day)) {
                    if (paper.validTo() == null) {
                        return Optional.empty();
                    }
                    last = last == null || paper.validTo().isAfter(last) ? paper.validTo() : last;
                }
            }
            if (last == null) {
                return Optional.of(day);
            }
            day = last.plusDays(1);
        }
        return Optional.empty();
    }
}
