package org.siji.platform.tender;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A provider measured against a bundle.
 *
 * @param machines   in service that can do the operation
 * @param freeHours  of these machines together in the window's days that are still to come, without what they are booked for
 * @param neededHours at their mean rate
 * @param distanceKm straight line from the nearest machine's depot, null when there is none
 * @param fenPerMu   what it asks or offers for this bundle, null without a price
 * @param listedFrom first day of its price list, null when the price is an offered one
 * @param orders     decided so far; coverage and onTime (0 to 1) are null without any
 * @param reasons    all of this in sentences
 */
record Match(UUID providerId, String providerName, Fit fit, int machines, double freeHours, double neededHours,
        @Nullable Double distanceKm, @Nullable Long fenPerMu, @Nullable Long totalFen, @Nullable LocalDate listedFrom,
        long orders, @Nullable Double coverage, @Nullable Double onTime, List<Reason> reasons) {

    /** SHORT: has the machine, but by its bookings not enough hours; it may arrange its days otherwise. */
    enum Fit {
        CAN, SHORT, CANNOT
    }

    /** How much of what it took on was covered and on time, 0 to 1. */
    @Nullable
    Double record() {
        return coverage == null || onTime == null ? null : coverage * onTime;
    }
}
