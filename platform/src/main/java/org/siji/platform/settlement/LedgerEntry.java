package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.money.Money;

/**
 * A transaction to be posted.
 *
 * @param businessKey what makes it happen once
 * @param subjectId   acceptance, contract, fund or account that it is about
 * @param legs        add up to zero; those without an amount are left out
 */
public record LedgerEntry(String businessKey, Kind kind, UUID subjectId, int season, LocalDate effectiveOn,
        String recordedBy,
        List<Leg> legs) {

    /** What brought it about. REVERSAL is made by {@link Ledger#reverse} only. */
    public enum Kind {
        BILL, SUBSIDY, GAIN, BUDGET, PAYMENT, BOOKING, DIVIDEND, DISPUTE, RENT, TRUSTEESHIP, YIELD, SUPERVISION,
        DEPOSIT, PENALTY, RETURN, REFUND
    }

    /**
     * @param key    what makes the posting unique within the transaction
     * @param amount positive is credited to the account's owner
     */
    public record Leg(String key, UUID accountId, Money amount) {}
}
