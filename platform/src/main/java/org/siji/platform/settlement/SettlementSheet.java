package org.siji.platform.settlement;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * The money of a contract on one sheet, to be followed with a pencil. Per line: {@code gross = price x area}; {@code net = gross -
 * gain share - subsidy}. Below: what cultivators pay (net) and funds pay (subsidy) goes to the provider, the village and, before the
 * gain is shared, the pool.
 *
 * @param run      how often the gain was shared out; 0: not yet, all gain shares are zero and the gain lies in the pool
 * @param checkFen net + subsidy - provider - village fee - pool left, out of the ledger; always 0
 */
public record SettlementSheet(UUID contractId, String contractNumber, String villageCode, int season,
        Operation operation, long singlePriceFenPerMu, long bundlePriceFenPerMu, long serviceFeeFenPerMu, int run,
        List<Line> lines, Provider provider, Totals totals, long checkFen) {

    /**
     * One accepted piece of work.
     *
     * @param subsidyReasons sentences on what the funds paid or didn't, one per claim
     */
    public record Line(UUID acceptanceId, UUID workOrderId, UUID cultivatorId, String nameMasked, UUID fieldId,
            String fieldName, long payableCentimu, long singlePriceFenPerMu, long grossFen, long gainShareFen,
            long subsidyFen, long netFen, List<String> subsidyReasons) {}

    /** @param payoutFen what the provider gets under this contract */
    public record Provider(UUID providerId, String name, long bundlePriceFenPerMu, long payoutFen) {}

    /** The sums of the columns, and where the money goes. */
    public record Totals(long payableCentimu, long grossFen, long gainShareFen, long subsidyFen, long netFen,
            long providerFen, long villageFeeFen, long poolFen, long poolLeftFen) {}

}
