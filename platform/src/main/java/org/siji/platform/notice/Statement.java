package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;
import org.siji.platform.shares.HouseholdShares;

/**
 * A household's season on one sheet. {@code sums.netFen} is the sum of the lines, {@code othersFen} of the others; brought
 * forward + net + others - paid = due.
 *
 * @param checkFen brought forward + net of the lines + others - paid - due, where all but the lines come out of the ledger; always 0
 * @param shares   what it owns together with others; the money of it is among {@code others}
 */
record Statement(HouseholdHead household, int season, List<Line> lines, Sums sums, List<Other> others,
        long othersFen, long broughtForwardFen, long paymentsFen, long dueFen, long checkFen,
        List<HouseholdShares.Held> shares) {

    /** @param name full for the household itself, else masked */
    record HouseholdHead(UUID id, String code, String villageCode, String villageName, String name) {}

    /**
     * One accepted, or later refused, piece of work.
     *
     * @param reason         why that much is paid for, as a sentence
     * @param subsidyReasons sentences on the subsidy, one per fund
     */
    record Line(UUID workOrderId, Operation operation, String operationName, LocalDate date, UUID fieldId,
            String fieldName, double areaSquareMeters, double measuredSquareMeters, double coverage,
            long payableCentimu, long priceFenPerMu, long grossFen, long gainShareFen, long subsidyFen, long netFen,
            String reason, List<String> subsidyReasons) {}

    /**
     * Beside the work: a dividend, a dispute's outcome.
     *
     * @param amountFen positive is to pay, negative is the household's to get
     */
    record Other(UUID transactionId, String kind, String kindName, LocalDate date, long amountFen) {}

    record Sums(long payableCentimu, long grossFen, long gainShareFen, long subsidyFen, long netFen) {}
}
