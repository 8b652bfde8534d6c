package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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

    /** @param blockCode the piece of land that it is about; null for the whole entity */
    record Booking(UUID id, int season, Direction direction, long amountFen, String purpose, String evidence,
            LocalDate onDate, UUID transactionId, String recordedBy, @Nullable String blockCode) {}

    /** Whose books: those of a block, or of all that belongs to none. */
    record Books(UUID entityId, int season, @Nullable String blockCode) {}

    /** What is to be booked, with its paper. */
    record Entry(Direction direction, Money amount, String purpose, String evidence, LocalDate on) {

        Money credit() {
            return direction == Direction.INCOME ? amount : amount.negated();
        }
    }

    /** Whether the season's dividend was decided: then its books are closed. */
    boolean isClosed(Books books) {
        return jdbc.sql("""
                select exists (select from dividend where entity_id = :id and season = :season
                    and block_code is not distinct from :block::text)""").param("id", books.entityId())
                .param("season", books.season()).param("block", books.blockCode()).query(Boolean.class).single();
    }

    /** The season itself, or the first one behind it whose books are open. */
    int openSeason(UUID entityId, int season) {
        int open = season;
        while (isClosed(new Books(entityId, open, null))) {
            open++;
        }
        return open;
    }

    void book(Entity entity, Books books, Entry entry, String by) {
        UUID id = Ids.next();
        UUID transaction = ledger.post(new LedgerEntry("booking:" + id, LedgerEntry.Kind.BOOKING, entity.id(),
                books.season(), entry.on(), by, List.of(
                        new LedgerEntry.Leg("entity", account(entity), entry.credit()),
                        new LedgerEntry.Leg("bank", bank(entity), entry.credit().negated()))))
                .orElseThrow();
        insert(id, books, entry, transaction, by);
    }

    /** Money that came from another account of the ledger instead of the bank. */
    void bookFrom(Entity entity, Books books, Entry entry, UUID fromAccount, LedgerEntry.Kind kind, String key,
            String by) {
        UUID transaction = ledger.post(new LedgerEntry(key, kind, entity.id(), books.season(), entry.on(), by,
                List.of(new LedgerEntry.Leg("entity", account(entity), entry.credit()),
                        new LedgerEntry.Leg("from", fromAccount, entry.credit().negated()))))
                .orElseThrow();
        insert(Ids.next(), books, entry, transaction, by);
    }

    private UUID account(Entity entity) {
        return ledger.account(AccountKind.ENTITY, entity.id(), entity.villageCode());
    }

    private void insert(UUID id, Books books, Entry entry, UUID transaction, String by) {
        jdbc.sql(
                """
                insert into entity_booking (id, entity_id, season, direction, amount_fen, purpose, evidence, on_date,
                    transaction_id, recorded_by, block_code)
                values (:id, :entity, :season, :direction, :amount, :purpose, :evidence, :on, :transaction, :by, :block)""")
                .param("id", id).param("entity", books.entityId()).param("season", books.season())
                .param("direction", entry.direction().name()).param("amount", entry.amount().fen())
                .param("purpose", entry.purpose()).param("evidence", entry.evidence()).param("on", entry.on())
                .param("transaction", transaction).param("by", by).param("block", books.blockCode()).update();
    }

    UUID bank(Entity entity) {
        return ledger.account(AccountKind.BANK, entity.villageCode().substring(0, COUNTY_DIGITS), null);
    }

    /** All of a season, those of blocks too. */
    List<Booking> listBookings(UUID entityId, int season) {
        return jdbc.sql("""
                select id, season, direction, amount_fen, purpose, evidence, on_date, transaction_id, recorded_by, block_code
                from entity_booking where entity_id = :id and season = :season order by on_date, id""")
                .param("id", entityId).param("season", season).query(Booking.class).list();
    }

    Money sum(Books books, Direction direction) {
        return Money.ofFen(jdbc.sql("""
                select coalesce(sum(amount_fen), 0) from entity_booking
                where entity_id = :id and season = :season and direction = :direction
                    and block_code is not distinct from :block::text""").param("id", books.entityId())
                .param("season", books.season()).param("direction", direction.name())
                .param("block", books.blockCode()).query(Long.class).single());
    }
}
