package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change in a signed contract; null stays as it is.
 *
 * @param priceFrom    first day of work for which the new price is to hold
 * @param terms        all of them, as they are to be
 * @param droppedNeeds those that leave the contract
 * @param addedNeeds   open needs of the village that join it
 */
record AmendmentRequest(@Nullable String reason, @Nullable Long bundlePriceFenPerMu, @Nullable LocalDate priceFrom,
        @Nullable LocalDate windowFrom, @Nullable LocalDate windowTo, @Nullable TermsRequest terms,
        @Nullable List<UUID> droppedNeeds, @Nullable List<UUID> addedNeeds) {}
