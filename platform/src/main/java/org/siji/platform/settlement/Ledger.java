package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds to the ledger. That a transaction adds up to zero, happens once and leaves no limited account below zero is kept by the
 * database at commit; nothing here could get round it.
 */
@Component
class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account of an owner, opened when it is first needed. */
    UUID account(AccountKind kind, Object ownerId, @Nullable String villageCode) {
        jdbc.sql("""
                insert into ledger_account (id, kind, owner_id, village_code) values (:id, :kind, :owner, :village)
                on conflict (kind, owner_id) do nothing""").param("id", Ids.next()).param("kind", kind.name())
                .param("owner", ownerId.toString()).param("village", villageCode).update();
        return findAccount(kind, ownerId).orElseThrow();
    }

    Optional<UUID> findAccount(AccountKind kind, Object ownerId) {
        return jdbc.sql("select id from ledger_account where kind = :kind and owner_id = :owner")
                .param("kind", kind.name()).param("owner", ownerId.toString()).query(UUID.class).optional();
    }

    /** What the account holds; others who would take from it wait until this transaction ends. */
    Money lock(UUID accountId) {
        return Money.ofFen(
                jdbc.sql("select ledger_lock(:id)").param("id", accountId).query(Long.class).single());
    }

    /** @return the transaction, or empty when no leg has an amount */
    Optional<UUID> post(LedgerEntry entry) {
        List<LedgerEntry.Leg> legs = entry.legs().stream().filter(leg -> leg.amount().fen() != 0)
                // Always in the same order, so that two transactions can't wait for each other.
                .sorted(Comparator.comparing(LedgerEntry.Leg::accountId)).toList();
        if (legs.isEmpty()) {
            return Optional.empty();
        }
        UUID id = Ids.next();
        insert(id, entry.businessKey(), entry.kind().name(), entry.subjectId(), null, entry.season(),
                entry.effectiveOn(), entry.recordedBy());
        legs.forEach(leg -> insertPosting(id, leg.accountId(), leg.amount(), entry.businessKey() + ":" + leg.key()));
        return Optional.of(id);
    }

    private record Posted(UUID id, UUID accountId, long amountFen) {}

    private record Head(UUID subjectId, int season) {}

    /** Counter-postings for all postings of a transaction. */
    void reverse(UUID transactionId, LocalDate on, String by) {
        Head head = jdbc.sql("select subject_id, season from ledger_transaction where id = :id")
                .param("id", transactionId).query(Head.class).single();
        UUID id = Ids.next();
        insert(id, "reversal:" + transactionId, "REVERSAL", head.subjectId(), transactionId, head.season(), on, by);
        jdbc.sql(
                "select id, account_id, amount_fen from ledger_posting where transaction_id = :id order by account_id, id")
                .param("id", transactionId).query(Posted.class).list()
                .forEach(posted -> insertPosting(id, posted.accountId(), Money.ofFen(posted.amountFen()).negated(),
                        "reversal:" + posted.id()));
    }

    private void insert(UUID id, String businessKey, String kind, UUID subjectId, @Nullable UUID reverses, int season,
            LocalDate on, String by) {
        jdbc.sql("""
                insert into ledger_transaction (id, business_key, kind, subject_id, reverses, season, effective_on, recorded_by)
                values (:id, :key, :kind, :subject, :reverses, :season, :on, :by)""").param("id", id)
                .param("key", businessKey).param("kind", kind).param("subject", subjectId)
                .param("reverses", reverses).param("season", season).param("on", on).param("by", by).update();
    }

    private void insertPosting(UUID transactionId, UUID accountId, Money amount, String businessKey) {
        jdbc.sql("""
                insert into ledger_posting (id, transaction_id, account_id, amount_fen, business_key)
                values (:id, :transaction, :account, :amount, :key)""").param("id", Ids.next())
                .param("transaction", transactionId).param("account", accountId).param("amount", amount.fen())
                .param("key", businessKey).update();
    }
}
