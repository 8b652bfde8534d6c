package org.siji.platform.dispute;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.money.Money;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.verification.Remeasuring;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/** Carries out what was agreed: adds to the ledger and to the decisions on work, and takes nothing away. */
@Component
class Outcomes {

    private final Ledger ledger;
    private final Remeasuring remeasuring;

    Outcomes(Ledger ledger, Remeasuring remeasuring) {
        this.ledger = ledger;
        this.remeasuring = remeasuring;
    }

    record Remeasurement(UUID appealId, boolean changed) {}

    /** The business key is the dispute's, so that it is paid once. */
    UUID post(Dispute dispute, long amountFen, Side payer, Side payee, LocalDate today, String by) {
        Money amount = Money.ofFen(amountFen);
        return ledger.post(new LedgerEntry("dispute:" + dispute.id(), LedgerEntry.Kind.DISPUTE, dispute.id(),
                dispute.season(), today, by,
                List.of(new LedgerEntry.Leg("payer", account(dispute, payer), amount.negated()),
                        new LedgerEntry.Leg("payee", account(dispute, payee), amount))))
                .orElseThrow();
    }

    private UUID account(Dispute dispute, Side side) {
        return switch (side) {
            case HOUSEHOLD -> ledger.account(AccountKind.CULTIVATOR, requireNonNull(dispute.cultivatorId()),
                    dispute.villageCode());
            case PROVIDER -> ledger.account(AccountKind.PROVIDER, dispute.providerId(), null);
            case COLLECTIVE -> ledger.account(AccountKind.VILLAGE, dispute.villageCode(), dispute.villageCode());
        };
    }

    Remeasurement remeasure(UUID workOrderId, String reason, String by) {
        Remeasuring.Remeasured done = remeasuring.measureAgain(workOrderId, reason, by);
        return new Remeasurement(done.appealId(), done.changed());
    }
}
