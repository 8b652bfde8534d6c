package org.siji.platform.settlement;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts as people look at them. An office sees the accounts of its villages and of the providers that it owes; a provider its
 * own; funds, treasury and bank are for the county whose they are.
 */
@Component
class AccountRegister {

    private static final String ACCOUNT = """
            select a.id, a.kind, a.owner_id, a.village_code,
                   coalesce((select b.held_fen from ledger_balance b where b.account_id = a.id),
                       (select sum(p.amount_fen) from ledger_posting p where p.account_id = a.id), 0) as balance_fen
            from ledger_account a""";

    private final JdbcClient jdbc;
    private final CultivatorRegister cultivators;
    private final Providers providers;
    private final RegionRegister regions;
    private final Contracts contracts;
    private final List<AccountOwners> owners;

    AccountRegister(JdbcClient jdbc, CultivatorRegister cultivators, Providers providers, RegionRegister regions,
            Contracts contracts, List<AccountOwners> owners) {
        this.jdbc = jdbc;
        this.cultivators = cultivators;
        this.providers = providers;
        this.regions = regions;
        this.contracts = contracts;
        this.owners = owners;
    }

    record Account(UUID id, AccountKind kind, String ownerId, @Nullable String villageCode, long balanceFen) {}

    /** @param name masked where it is a person's; null for accounts that have no owner of their own */
    record NamedAccount(UUID id, AccountKind kind, String ownerId, @Nullable String name, @Nullable String villageCode,
            long balanceFen) {}

    /** @param balanceFen running, after this posting */
    record Posting(UUID id, UUID transactionId, String transactionKind, UUID subjectId, @Nullable UUID reverses,
            long amountFen, long balanceFen, LocalDate effectiveOn, OffsetDateTime recordedAt, String recordedBy,
            String businessKey) {}

    /** What an office sees, each kind found by an index of its own. */
    private static String ofOffice(String narrowed) {
        return """
                a.id in (
                    (select id from ledger_account a where starts_with(village_code, :prefix)
                        and kind not in ('PROVIDER', 'FUND', 'TREASURY', 'BANK') %1$s)
                    union all
                    (select id from ledger_account a where kind = 'PROVIDER' and exists (select from bill_line b
                        where b.provider_id = case when a.kind = 'PROVIDER' then a.owner_id::uuid end
                        and starts_with(b.village_code, :prefix)) %1$s)
                    union all
                    (select id from ledger_account a where kind = 'FUND' and :county and exists (select from fund f
                        where f.id::text = a.owner_id and starts_with(f.region_code, :prefix)) %1$s)
                    union all
                    (select id from ledger_account a where kind in ('TREASURY', 'BANK') and :county
                        and starts_with(owner_id, :prefix) %1$s))
                """.formatted(narrowed);
    }

    private JdbcClient.StatementSpec visible(String narrowed, CurrentUser user, String prefix, int rows) {
        String first = " order by a.id limit :rows";
        JdbcClient.StatementSpec found = user.role() == Role.PROVIDER
                ? jdbc.sql(ACCOUNT + " where " + "a.kind = 'PROVIDER' and a.owner_id = :own " + narrowed + first)
                        .param("own", String.valueOf(user.providerId()))
                : jdbc.sql(ACCOUNT + " where " + ofOffice(narrowed + first) + first)
                        .param("prefix", prefix).param("county", user.role() == Role.COUNTY);
        return found.param("rows", rows);
    }

    List<NamedAccount> list(CurrentUser user, @Nullable String village, @Nullable AccountKind kind, UUID after,
            int rows) {
        String prefix = user.role() == Role.PROVIDER ? user.regionPrefix() : user.narrowTo(village);
        List<Account> accounts = visible(
                "and a.id > :after and (cast(:kind as text) is null or a.kind = :kind)", user, prefix, rows)
                .param("after", after).param("kind", kind == null ? null : kind.name()).query(Account.class).list();
        Map<UUID, Cultivator> people = cultivators.mapCultivators(accounts.stream()
                .filter(account -> account.kind() == AccountKind.CULTIVATOR)
                .map(account -> UUID.fromString(account.ownerId())).toList());
        return accounts.stream().map(account -> named(account, people)).toList();
    }

    /** @throws ProblemException 404 unless the user may see it */
    NamedAccount getAccount(CurrentUser user, UUID id) {
        return findVisible(user, id).map(account -> named(account, Map.of()))
                .orElseThrow(() -> ProblemException.notFound("account", id));
    }

    Optional<Account> findVisible(CurrentUser user, UUID id) {
        return visible("and a.id = :id", user, user.regionPrefix(), 1).param("id", id).query(Account.class).optional();
    }

    List<Posting> listPostings(UUID accountId) {
        return jdbc.sql("""
                select p.id, p.transaction_id, t.kind as transaction_kind, t.subject_id, t.reverses, p.amount_fen,
                       sum(p.amount_fen) over (order by t.recorded_at, p.id) as balance_fen, t.effective_on, t.recorded_at,
                       t.recorded_by, p.business_key
                from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                where p.account_id = :id order by t.recorded_at, p.id""").param("id", accountId)
                .query(Posting.class).list();
    }

    private NamedAccount named(Account account, Map<UUID, Cultivator> people) {
        String name = switch (account.kind()) {
            case CULTIVATOR -> Optional.ofNullable(people.get(UUID.fromString(account.ownerId())))
                    .orElseGet(() -> cultivators.getCultivator(UUID.fromString(account.ownerId()))).nameMasked();
            case PROVIDER -> providers.getProvider(UUID.fromString(account.ownerId())).name();
            case VILLAGE -> regions.findRegion(account.ownerId()).map(Region::name).orElse(account.ownerId());
            case FUND -> jdbc.sql("select name from fund where id = :id")
                    .param("id", UUID.fromString(account.ownerId())).query(String.class).optional().orElse(null);
            case ENTITY, RESERVE, WELFARE, HELD -> owners.stream()
                    .flatMap(one -> one.findName(account.kind(), account.ownerId()).stream()).findFirst().orElse(null);
            case DEPOSIT -> contracts.getContract(UUID.fromString(account.ownerId())).number();
            case GAIN_POOL, TREASURY, BANK -> null;
        };
        return new NamedAccount(account.id(), account.kind(), account.ownerId(), name, account.villageCode(),
                account.balanceFen());
    }
}
