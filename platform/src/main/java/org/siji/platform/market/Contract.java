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
 * @param bundlePriceFenPerMu as the wording that is in force has it; for work of a certain day see {@link #bundlePriceOn}
 * @param needs      ordered by need id
 * @param priceSteps the first price and what amendments have made of it, in the order in which they were signed
 */
public record Contract(UUID id, String number, UUID bundleId, UUID providerId, String villageCode, Operation operation,
        int season, ContractMode mode, long singlePriceFenPerMu, long bundlePriceFenPerMu, long serviceFeeFenPerMu,
        ContractStatus status, List<ContractedNeed> needs, LocalDate windowFrom, LocalDate windowTo,
        List<PriceStep> priceSteps) {

    /** What the provider gets per mu for work of that day: the latest agreement that reaches back to it. */
    public long bundlePriceOn(LocalDate workedOn) {
        long price = bundlePriceFenPerMu;
        for (PriceStep step : priceSteps) {
            price = step.from().isAfter(workedOn) ? price : step.fenPerMu();
        }
        return price;
    }
}
