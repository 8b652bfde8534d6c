package org.siji.platform.tender;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * Asks providers for sealed offers on a bundle.
 *
 * @param deadline by the server's clock; an offer that comes then or later is refused
 * @param invited  how many providers may offer
 */
record Tender(UUID id, String number, UUID bundleId, String villageCode, Operation operation, int season,
        LocalDate windowFrom, LocalDate windowTo, double squareMeters, int needCount, String criteria,
        OffsetDateTime deadline, String calledBy, OffsetDateTime calledAt, TenderStatus status, long invited) {}
