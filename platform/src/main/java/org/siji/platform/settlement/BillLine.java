package org.siji.platform.settlement;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Operation;

/**
 * What the money for one acceptance was computed from. A line that was superseded stays, but is shown no more.
 *
 * @param beneficiaryId the cultivator's household, or the cultivator who has none
 */
record BillLine(UUID acceptanceId, @Nullable UUID supersedesAcceptanceId, UUID workOrderId, UUID contractId,
        UUID providerId, UUID cultivatorId, UUID fieldId, String villageCode, int season, Operation operation,
        long payableCentimu, long singlePriceFenPerMu, long bundlePriceFenPerMu, long grossFen, long providerFen,
        long poolFen, double coverage, long fieldCentimu, UUID beneficiaryId, @Nullable UUID transactionId) {

    static final String SELECT = """
            select b.acceptance_id, b.supersedes_acceptance_id, b.work_order_id, b.contract_id, b.provider_id, b.cultivator_id,
                   b.field_id, b.village_code, b.season, b.operation, b.payable_centimu, b.single_price_fen_per_mu,
                   b.bundle_price_fen_per_mu, b.gross_fen, b.provider_fen, b.pool_fen, b.coverage, b.field_centimu,
                   b.beneficiary_id, b.transaction_id
            from bill_line b""";

    /** Holds today: no later line has taken its place. */
    static final String CURRENT = """
             not exists (select 1 from bill_line later where later.supersedes_acceptance_id = b.acceptance_id)""";

    Money pool() {
        return Money.ofFen(poolFen);
    }
}
