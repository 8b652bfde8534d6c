package org.siji.platform.shares;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Sentences;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.ContractSettled;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.shares.Bookings.Books;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An entity that works for others is a provider like any other; what the provider's account gets goes on to the entity's own books:
 * the whole balance, so that bills, penalties and appeals all arrive, whichever came first. What was paid too much comes back as cost.
 */
@Component
class ProviderIncome {

    /** Who acts when no user does. */
    private static final String PLATFORM = "siji";

    private final Entities entities;
    private final Bookings bookings;
    private final Contracts contracts;
    private final Ledger ledger;
    private final Sentences sentences;
    private final Clock clock;

    ProviderIncome(Entities entities, Bookings bookings, Contracts contracts, Ledger ledger, Sentences sentences,
            Clock clock) {
        this.entities = entities;
        this.bookings = bookings;
        this.contracts = contracts;
        this.ledger = ledger;
        this.sentences = sentences;
        this.clock = clock;
    }

    @EventListener
    void on(ContractSettled settled) {
        Contract contract = contracts.getContract(settled.contractId());
        entities.findOfProvider(contract.providerId())
                .ifPresent(entity -> sweep(entity, contract.providerId(), contract.season(),
                        LocalDate.now(clock.withZone(Movements.FARM_ZONE)), PLATFORM));
    }

    /** Into the books of the season, or the next one that is open. */
    void sweep(Entity entity, UUID providerId, int season, LocalDate on, String by) {
        UUID account = ledger.findAccount(AccountKind.PROVIDER, providerId).orElse(null);
        if (account == null) {
            return;
        }
        entities.lock(entity.id());
        Money balance = ledger.lock(account);
        if (balance.fen() == 0) {
            return;
        }
        boolean income = balance.fen() > 0;
        bookings.bookFrom(entity, new Books(entity.id(), bookings.openSeason(entity.id(), season), null),
                new Bookings.Entry(income ? Bookings.Direction.INCOME : Bookings.Direction.COST,
                        income ? balance : balance.negated(),
                        sentences.say(Locale.SIMPLIFIED_CHINESE, income ? "booking.provider" : "booking.provider-back"),
                        account.toString(), on),
                account, LedgerEntry.Kind.BOOKING, "provider-income:" + entity.id() + ":" + Ids.next(), by);
    }
}
