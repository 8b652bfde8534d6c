package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Income and cost of an entity, with the paper behind each; posted to the ledger against the county's bank account. */
@Component
class Bookings {

    private static final int COUNTY_DIGITS = 6;

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Bookings(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    enum Direction {
        INCOME, COST
    }

    record Booking(UUID id, int season, Direction direction, long amountFen, String purpose, String evidence,
            LocalDate onDate, UUID transactionId, String recordedBy) {}

    /** Whether the season's dividend was decided: then its books are closed. */
    boolean isClosed(UUID entityId, int season) {
        return jdbc.sql("select exists (select from dividend where entity_id = :id and season = :season)")
                .param("id", entityId).param("season", season).query(Boolean.class).single();
    }

    void book(Entity entity, int season, Direction direction, Money amount, String purpose, String evidence,
            LocalDate on, String by) {
        UUID id = Ids.next();
        Money credit = direction == Direction.INCOME ? amount : amount.negated();
        UUID transaction = ledger.post(new LedgerEntry("booking:" + id, LedgerEntry.Kind.BOOKING, entity.id(), season,
                on, by, List.of(
                        new LedgerEntry.Leg("entity",
                                ledger.account(AccountKind.ENTITY, entity.id(), entity.villageCode()), credit),
                        new LedgerEntry.Leg("bank", bank(entity), credit.negated()))))
                .orElseThrow();
        jdbc.sql("""
                insert into entity_booking (id, entity_id, season, direction, amount_fen, purpose, evidence, on_date,
                    transaction_id, recorded_by)
                values (:id, :entity, :season, :direction, :amount, :purpose, :evidence, :on, :transaction, :by)""")
                .param("id", id).param("entity", entity.id()).param("season", season)
                .param("direction", direction.name()).param("amount", amount.fen()).param("purpose", purpose)
                .param("evidence", evidence).param("on", on).param("transaction", transaction).param("by", by)
                .update();
    }

    UUID bank(Entity entity) {
        return ledger.account(AccountKind.BANK, entity.villageCode().substring(0, COUNTY_DIGITS), null);
    }

    List<Booking> listBookings(UUID entityId, int season) {
        return jdbc.sql("""
                select id, season, direction, amount_fen, purpose, evidence, on_date, transaction_id, recorded_by
                from entity_booking where entity_id = :id and season = :season order by on_date, id""")
                .param("id", entityId).param("season", season).query(Booking.class).list();
    }

    Money sum(UUID entityId, int season, Direction direction) {
        return Money.ofFen(jdbc.sql("""
                select coalesce(sum(amount_fen), 0) from entity_booking
                where entity_id = :id and season = :season and direction = :direction""").param("id", entityId)
                .param("season", season).param("direction", direction.name()).query(Long.class).single());
    }
}
