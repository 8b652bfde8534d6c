package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds to the ledger. That a transaction adds up to zero, happens once and leaves no limited account below zero is kept by the
 * database at commit; nothing here could get round it.
 */
@Component
public class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account of an owner, opened when it is first needed. */
    public UUID account(AccountKind kind, Object ownerId, @Nullable String villageCode) {
        return findAccount(kind, ownerId).orElseGet(
                () -> accounts(kind, List.of(ownerId.toString()), villageCode).values().iterator().next());
    }

    /** The accounts of many owners of one place, by owner. */
    public Map<String, UUID> accounts(AccountKind kind, Collection<String> ownerIds, @Nullable String villageCode) {
        List<String> owners = ownerIds.stream().distinct().sorted().toList();
        jdbc.sql("""
                insert into ledger_account (id, kind, owner_id, village_code)
                select unnest(:ids::uuid[]), :kind, unnest(:owners::text[]), :village
                on conflict (kind, owner_id) do nothing""")
                .param("ids", owners.stream().map(owner -> Ids.next()).toArray(UUID[]::new))
                .param("kind", kind.name()).param("owners", owners.toArray(String[]::new))
                .param("village", villageCode).update();
        Map<String, UUID> accounts = new HashMap<>();
        jdbc.sql("select owner_id, id from ledger_account where kind = :kind and owner_id = any(:owners)")
                .param("kind", kind.name()).param("owners", owners.toArray(String[]::new)).query(row -> {
                    accounts.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return accounts;
    }

    public Optional<UUID> findAccount(AccountKind kind, Object ownerId) {
        return jdbc.sql("select id from ledger_account where kind = :kind and owner_id = :owner")
                .param("kind", kind.name()).param("owner", ownerId.toString()).query(UUID.class).optional();
    }

    /** What the account holds; others who would take from it wait until this transaction ends. */
    public Money lock(UUID accountId) {
        return Money.ofFen(
                jdbc.sql("select ledger_lock(:id)").param("id", accountId).query(Long.class).single());
    }

    /** @return the transaction, or empty when no leg has an amount */
    public Optional<UUID> post(LedgerEntry entry) {
        return Optional.ofNullable(postAll(List.of(entry)).get(entry.businessKey()));
    }

    /**
     * Posts many transactions with few round trips.
     *
     * @return the transactions by business key; those without an amount are absent
     */
    public Map<String, UUID> postAll(List<LedgerEntry> entries) {
        Map<String, UUID> ids = new HashMap<>();
        List<@Nullable Object[]> heads = new ArrayList<>();
        List<@Nullable Object[]> postings = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            List<LedgerEntry.Leg> legs = entry.legs().stream().filter(leg -> leg.amount().fen() != 0)
                    // Always in the same order, so that two transactions can't wait for each other.
                    .sorted(Comparator.comparing(LedgerEntry.Leg::accountId)).toList();
            if (!legs.isEmpty()) {
                UUID id = Ids.next();
                ids.put(entry.businessKey(), id);
                heads.add(new @Nullable Object[]{id, entry.businessKey(), entry.kind().name(), entry.subjectId(), null,
                        entry.season(), entry.effectiveOn(), entry.recordedBy()});
                legs.forEach(
                        leg -> postings.add(new @Nullable Object[]{Ids.next(), id, leg.accountId(), leg.amount().fen(),
                                entry.businessKey() + ":" + leg.key()}));
            }
        }
        insertAll(heads, postings);
        return ids;
    }

    private record Posted(UUID id, UUID accountId, long amountFen) {}

    private record Head(UUID subjectId, int season) {}

    /** Counter-postings for all postings of a transaction. */
    public void reverse(UUID transactionId, LocalDate on, String by) {
        Head head = jdbc.sql("select subject_id, season from ledger_transaction where id = :id")
                .param("id", transactionId).query(Head.class).single();
        UUID id = Ids.next();
        @Nullable
        Object[] reversal = {id, "reversal:" + transactionId, "REVERSAL", head.subjectId(), transactionId,
                head.season(), on, by};
        List<@Nullable Object[]> postings = jdbc.sql("""
                select id, account_id, amount_fen from ledger_posting where transaction_id = :id
                order by account_id, id""").param("id", transactionId).query(Posted.class).list().stream()
                .map(posted -> new @Nullable Object[]{Ids.next(), id, posted.accountId(),
                        Money.ofFen(posted.amountFen()).negated().fen(), "reversal:" + posted.id()})
                .toList();
        insertAll(List.<@Nullable Object[]>of(reversal), postings);
    }

    /** The database looks at the ledger's rules once for each statement. */
    private void insertAll(List<@Nullable Object[]> heads, List<@Nullable Object[]> postings) {
        ManyRows.insert(jdbc,
                """
                insert into ledger_transaction (id, business_key, kind, subject_id, reverses, season, effective_on, recorded_by)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::int[], ?::date[], ?::text[])""",
                heads);
        ManyRows.insert(jdbc, """
                insert into ledger_posting (id, transaction_id, account_id, amount_fen, business_key)
                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[], ?::text[])""", postings);
    }
}
