package org.siji.platform.settlement;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The rules that the database itself keeps, whatever the application tries. */
@SijiIntegrationTest
class LedgerRulesTest {

    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transactions;
    @Autowired
    Ledger ledger;
    @Autowired
    DatabaseConnection owner;

    private UUID open(AccountKind kind) {
        UUID id = Ids.next();
        jdbc.sql("insert into ledger_account (id, kind, owner_id) values (:id, :kind, :owner)").param("id", id)
                .param("kind", kind.name()).param("owner", id.toString()).update();
        return id;
    }

    private UUID transaction() {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into ledger_transaction (id, business_key, kind, subject_id, season, effective_on, recorded_by)
                values (:id, :key, 'BILL', :id, 2026, '2026-07-20', 'test')""").param("id", id)
                .param("key", id.toString()).update();
        return id;
    }

    private void posting(UUID transaction, UUID account, long fen, String key) {
        jdbc.sql("""
                insert into ledger_posting (id, transaction_id, account_id, amount_fen, business_key)
                values (:id, :transaction, :account, :fen, :key)""").param("id", Ids.next())
                .param("transaction", transaction).param("account", account).param("fen", fen).param("key", key)
                .update();
    }

    private UUID transfer(UUID from, UUID to, long fen) {
        UUID id = transaction();
        posting(id, from, -fen, id + ":from");
        posting(id, to, fen, id + ":to");
        return id;
    }

    private static String constraintOf(Throwable thrown) {
        assertThat(thrown).isNotNull();
        return NestedExceptionUtils.getMostSpecificCause(thrown) instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                        ? String.valueOf(postgres.getServerErrorMessage().getConstraint())
                        : thrown.toString();
    }

    private String refused(Runnable work) {
        return constraintOf(
                catchThrowable(() -> transactions.executeWithoutResult(status -> work.run())));
    }

    private long balance(UUID account) {
        return jdbc.sql("select coalesce(sum(amount_fen), 0) from ledger_posting where account_id = :id")
                .param("id", account).query(Long.class).single();
    }

    @Test
    void whatDoesNotAddUpToZeroIsRefusedAtCommit() {
        UUID a = open(AccountKind.CULTIVATOR);
        UUID b = open(AccountKind.PROVIDER);
        assertThat(refused(() -> {
            UUID id = transaction();
            posting(id, a, -100, id + ":a");
            posting(id, b, 99, id + ":b");
        })).isEqualTo("ledger_transaction_balanced");
        assertThat(refused(this::transaction)).isEqualTo("ledger_transaction_balanced");
        assertThat(balance(a)).isZero();
        transactions.executeWithoutResult(status -> transfer(a, b, 100));
        assertThat(balance(a)).isEqualTo(-100);
        assertThat(balance(b)).isEqualTo(100);
    }

    @Test
    void aBusinessKeyHappensOnce() {
        UUID a = open(AccountKind.CULTIVATOR);
        UUID b = open(AccountKind.PROVIDER);
        String key = UUID.randomUUID().toString();
        assertThat(refused(() -> {
            UUID id = transaction();
            posting(id, a, -1, key);
            posting(id, b, 2, key + ":b");
            posting(id, a, -1, key);
        })).isEqualTo("ledger_posting_business_key");
        LedgerEntry once = new LedgerEntry(key, LedgerEntry.Kind.BILL, Ids.next(), 2026, LocalDate.of(2026, 7, 20),
                "test",
                List.of(new LedgerEntry.Leg("a", a, Money.ofFen(-1)), new LedgerEntry.Leg("b", b, Money.ofFen(1))));
        transactions.executeWithoutResult(status -> ledger.post(once));
        assertThat(refused(() -> ledger.post(once))).isEqualTo("ledger_transaction_business_key");
        assertThat(balance(a)).isEqualTo(-1);
    }

    @Test
    void aPostingNeedsItsTransactionAndItsAccount() {
        UUID a = open(AccountKind.CULTIVATOR);
        UUID nowhere = Ids.next();
        assertThat(refused(() -> {
            UUID id = transaction();
            posting(id, a, -1, "a");
            posting(id, nowhere, 1, "b");
        })).isEqualTo("ledger_posting_account_id_fkey");
        assertThat(refused(() -> posting(nowhere, a, 1, "a"))).isEqualTo("ledger_transaction_closed");
    }

    @Test
    void nothingCanBeAddedToARecordedTransaction() {
        UUID a = open(AccountKind.CULTIVATOR);
        UUID b = open(AccountKind.PROVIDER);
        UUID[] recorded = new UUID[1];
        transactions.executeWithoutResult(status -> recorded[0] = transfer(a, b, 5));
        assertThat(refused(() -> {
            posting(recorded[0], a, -7, UUID.randomUUID().toString());
            posting(recorded[0], b, 7, UUID.randomUUID().toString());
        })).isEqualTo("ledger_transaction_closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update ledger_posting set amount_fen = amount_fen * 2", "delete from ledger_posting",
            "truncate ledger_posting", "update ledger_transaction set recorded_by = 'x'",
            "delete from ledger_transaction", "truncate ledger_transaction cascade",
            "update ledger_account set owner_id = 'x'", "delete from ledger_account",
            "truncate ledger_account cascade"})
    void theLedgerIsOnlyAddedTo(String sql) throws SQLException {
        transactions.executeWithoutResult(
                status -> transfer(open(AccountKind.CULTIVATOR), open(AccountKind.PROVIDER), 5));
        assertThatThrownBy(() -> jdbc.sql(sql).update()).hasStackTraceContaining("permission denied");
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            assertThat(constraintOf(catchThrowable(() -> statement.executeUpdate(sql))))
                    .isEqualTo("ledger_append_only");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill_line", "subsidy_claim", "contract_settlement", "gain_share", "payment"})
    void whatThePostingsWereComputedFromStaysToo(String table) {
        assertThatThrownBy(() -> jdbc.sql("delete from " + table).update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("truncate " + table + " cascade").update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aFundMayDipWithinATransactionButNotAtItsEnd() {
        UUID treasury = open(AccountKind.TREASURY);
        UUID fund = open(AccountKind.FUND);
        UUID a = open(AccountKind.CULTIVATOR);
        transactions.executeWithoutResult(status -> {
            transfer(fund, a, 100);
            transfer(treasury, fund, 100);
        });
        assertThat(refused(() -> transfer(fund, a, 1))).isEqualTo("ledger_account_not_below_zero");
        assertThat(balance(fund)).isZero();
    }

    @Test
    void ofTwoWhoTakeFromANearlyEmptyFundAtOnceOneGoesWithout() throws Exception {
        UUID fund = open(AccountKind.FUND);
        UUID a = open(AccountKind.CULTIVATOR);
        UUID treasury = open(AccountKind.TREASURY);
        transactions.executeWithoutResult(status -> transfer(treasury, fund, 100));
        CountDownLatch bothBegan = new CountDownLatch(2);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> results = IntStream.range(0, 2).mapToObj(i -> pool.submit(() -> {
                bothBegan.countDown();
                bothBegan.await();
                return catchThrowable(
                        () -> transactions.executeWithoutResult(status -> transfer(fund, a, 60))) == null;
            })).toList();
            assertThat(List.of(results.get(0).get(), results.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(balance(fund)).isEqualTo(40);
    }

    @Test
    void whoLocksFirstSeesWhatIsReallyLeft() throws Exception {
        UUID fund = open(AccountKind.FUND);
        UUID a = open(AccountKind.CULTIVATOR);
        UUID treasury = open(AccountKind.TREASURY);
        transactions.executeWithoutResult(status -> transfer(treasury, fund, 100));
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> paid = IntStream.range(0, 8).mapToObj(i -> pool.submit(() -> {
                long[] part = new long[1];
                transactions.executeWithoutResult(status -> {
                    part[0] = Math.min(30, ledger.lock(fund).fen());
                    if (part[0] > 0) {
                        transfer(fund, a, part[0]);
                    }
                });
                return part[0];
            })).toList();
            long sum = 0;
            for (Future<Long> part : paid) {
                sum += part.get();
            }
            assertThat(sum).isEqualTo(100);
        }
        assertThat(balance(fund)).isZero();
    }

    @Test
    void aReversalTakesBackExactlyOnce() {
        UUID a = open(AccountKind.CULTIVATOR);
        UUID b = open(AccountKind.PROVIDER);
        UUID[] posted = new UUID[1];
        transactions.executeWithoutResult(status -> posted[0] = transfer(a, b, 77));
        transactions.executeWithoutResult(
                status -> ledger.reverse(posted[0], LocalDate.of(2026, 7, 21), "test"));
        assertThat(balance(a)).isZero();
        assertThat(refused(() -> ledger.reverse(posted[0], LocalDate.of(2026, 7, 21), "test")))
                .isEqualTo("ledger_transaction_business_key");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsTriedTheBooksBalanceAndNoFundIsOverdrawn(long seed) {
        Random random = new Random(seed);
        UUID[] accounts = {open(AccountKind.FUND), open(AccountKind.GAIN_POOL), open(AccountKind.CULTIVATOR),
                open(AccountKind.PROVIDER)};
        long[] oracle = new long[accounts.length];
        for (int round = 0; round < 40; round++) {
            int from = random.nextInt(accounts.length);
            int to = random.nextInt(accounts.length);
            long fen = 1L + random.nextInt(1000);
            long slip = random.nextInt(5) == 0 ? 1 : 0;
            boolean allowed = slip == 0 && (from > 1 || from == to || oracle[from] >= fen);
            Throwable thrown = catchThrowable(() -> transactions.executeWithoutResult(status -> {
                UUID id = transaction();
                posting(id, accounts[from], -fen, id + ":from");
                posting(id, accounts[to], fen + slip, id + ":to");
            }));
            assertThat(thrown == null).as("seed %d round %d: %s", seed, round, thrown).isEqualTo(allowed);
            if (allowed) {
                oracle[from] -= fen;
                oracle[to] += fen;
            }
        }
        for (int i = 0; i < accounts.length; i++) {
            assertThat(balance(accounts[i])).isEqualTo(oracle[i]);
        }
        assertThat(Money.ofFen(balance(accounts[0])).isNegative()).isFalse();
    }
}
