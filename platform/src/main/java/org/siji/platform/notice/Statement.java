package org.siji.platform.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.Operation;

/**
 * A household's season on one sheet. {@code sums.netFen} is the sum of the lines; brought forward + net - paid = due.
 *
 * @param checkFen brought forward + net of the lines - paid - due, where all but the lines come out of the ledger; always 0
 */
record Statement(HouseholdHead household, int season, List<Line> lines, Sums sums, long broughtForwardFen,
        long paymentsFen, long dueFen, long checkFen) {

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

    record Sums(long payableCentimu, long grossFen, long gainShareFen, long subsidyFen, long netFen) {}
}
