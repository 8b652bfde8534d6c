package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * A service contract. Prices in fen per mu: what a cultivator would pay alone, what the provider gets for the bundle, and what the
 * village collective gets out of the difference.
 *
 * @param number what people call it, {@code FW-2026-101203-0007}
 * @param needs  ordered by need id
 */
public record Contract(UUID id, String number, UUID bundleId, UUID providerId, String villageCode, Operation operation,
        int season, ContractMode mode, long singlePriceFenPerMu, long bundlePriceFenPerMu, long serviceFeeFenPerMu,
        ContractStatus status, List<ContractedNeed> needs, LocalDate windowFrom, LocalDate windowTo) {}
