package org.siji.platform.settlement;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.settlement.LedgerEntry.Kind;
import org.siji.platform.settlement.LedgerEntry.Leg;
import org.siji.platform.support.SijiIntegrationTest;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen writers move money between a fund and three households while their connections are killed under them, also in the middle of
 * a commit. A writer that does not know whether it was heard asks again with the same business key, as the platform's requests do.
 */
@SijiIntegrationTest
class LedgerUnderKillsTest {

    private static final int WRITERS = 16;
    private static final int ENTRIES = 50;
    private static final int MIN_KILLS = 20;
    private static final long KILL_EVERY_NANOS = 40_000_000;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    DatabaseConnection owner;

    /** What one writer wants to happen, once. */
    private record Wish(String key, UUID from, UUID to, long fen) {}

    private final Map<String, Wish> done = new ConcurrentHashMap<>();
    private final Map<String, Wish> refused = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** One connection per transaction, with the rights of the application. */
    private PGSimpleDataSource connections() {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(owner.url());
        connections.setUser(owner.user());
        connections.setPassword(owner.password());
        connections.setApplicationName("to-be-killed");
        connections.setOptions("-c role=siji_app");
        return connections;
    }

    private UUID open(AccountKind kind) {
        UUID id = Ids.next();
        jdbc.sql("insert into ledger_account (id, kind, owner_id) values (:id, :kind, :owner)").param("id", id)
                .param("kind", kind.name()).param("owner", id.toString()).update();
        return id;
    }

    private static String constraintOf(Throwable thrown) {
        return NestedExceptionUtils.getMostSpecificCause(
                thrown) instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                        ? String.valueOf(postgres.getServerErrorMessage().getConstraint())
                        : "";
    }

    private void write(Ledger ledger, TransactionTemplate transactions, Wish wish) {
        while (true) {
            asked.incrementAndGet();
            try {
                transactions.executeWithoutResult(status -> ledger.post(new LedgerEntry(wish.key(), Kind.BILL,
                        wish.from(), 2026, LocalDate.of(2026, 8, 1), "writer",
                        List.of(new Leg("from", wish.from(), Money.ofFen(-wish.fen())),
                                new Leg("to", wish.to(), Money.ofFen(wish.fen()))))));
                done.put(wish.key(), wish);
                return;
            } catch (RuntimeException e) {
                String constraint = constraintOf(e);
                if (constraint.equals("ledger_transaction_business_key")) {
                    done.put(wish.key(), wish); // An earlier attempt had come through after all.
                    return;
                }
                if (constraint.equals("ledger_account_not_below_zero")) {
                    refused.put(wish.key(), wish);
                    return;
                }
            }
        }
    }

    /**
     * Ends connections of the writers at random while most of them work: the last one alone would lose each of its connections before it had
     * written anything, on a slow machine for ever.
     */
    private int kill(AtomicInteger working) throws SQLException {
        int kills = 0;
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            while (working.get() > WRITERS / 2) {
                if (statement.executeQuery("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where application_name = 'to-be-killed' and state <> 'idle' order by random() limit 1""")
                        .next()) {
                    kills++;
                }
                LockSupport.parkNanos(KILL_EVERY_NANOS);
            }
        }
        return kills;
    }

    /** Every kill would be told at length. */
    @BeforeEach
    void quieten() {
        level(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        level(null);
    }

    private static void level(@Nullable Level level) {
        if (LoggerFactory.getLogger(TransactionTemplate.class) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }

    @Test
    void everyInvariantHoldsWhateverIsKilled() throws Exception {
        List<UUID> accounts = List.of(open(AccountKind.FUND), open(AccountKind.CULTIVATOR),
                open(AccountKind.CULTIVATOR), open(AccountKind.CULTIVATOR));
        AtomicInteger working = new AtomicInteger(WRITERS);
        int kills;
        PGSimpleDataSource connections = connections();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1)) {
            Ledger ledger = new Ledger(JdbcClient.create(connections));
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(connections));
            Future<Integer> killer = threads.submit(() -> kill(working));
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(writer);
                writers.add(threads.submit(() -> {
                    try {
                        for (int entry = 0; entry < ENTRIES; entry++) {
                            int from = random.nextInt(4);
                            int to = (from + 1 + random.nextInt(3)) % 4;
                            write(ledger, transactions, new Wish(UUID.randomUUID().toString(), accounts.get(from),
                                    accounts.get(to), 1L + random.nextInt(500)));
                        }
                    } finally {
                        working.decrementAndGet();
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            kills = killer.get();
        }
        assertThat(kills).isGreaterThan(MIN_KILLS);
        assertThat(asked.get()).as("attempts that were cut off were made again").isGreaterThan(WRITERS * ENTRIES);
        check(accounts);
    }

    /** The books against what the writers were told, added up anew. */
    private void check(List<UUID> accounts) {
        assertThat(done.size() + refused.size()).isEqualTo(WRITERS * ENTRIES);
        Map<UUID, Long> oracle = new TreeMap<>();
        accounts.forEach(account -> oracle.put(account, 0L));
        done.values().forEach(wish -> {
            oracle.merge(wish.from(), -wish.fen(), Long::sum);
            oracle.merge(wish.to(), wish.fen(), Long::sum);
        });
        Map<UUID, Long> booked = new TreeMap<>();
        accounts.forEach(account -> booked.put(account, jdbc.sql("""
                select coalesce(sum(amount_fen), 0) from ledger_posting where account_id = :id""").param("id", account)
                .query(Long.class).single()));
        assertThat(booked).isEqualTo(oracle);
        assertThat(booked.get(accounts.getFirst())).isNotNegative();
        assertThat(booked.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(jdbc.sql("""
                select count(*) from ledger_transaction t where t.subject_id = any(:accounts) and (
                    (select count(*) from ledger_posting p where p.transaction_id = t.id) <> 2
                    or (select sum(amount_fen) from ledger_posting p where p.transaction_id = t.id) <> 0)""")
                .param("accounts", accounts.toArray(UUID[]::new)).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select business_key from ledger_transaction where subject_id = any(:accounts)")
                .param("accounts", accounts.toArray(UUID[]::new)).query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(done.keySet());
        assertThat(refused.values()).allMatch(wish -> wish.from().equals(accounts.getFirst()));
    }
}
