package org.siji.platform.registry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.registry.TestCounty.Land;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ApiClient.Answer;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Two real transactions that wait for each other: the database ends one of them. */
@SijiIntegrationTest
class BusyTest {

    @Autowired
    TestUsers users;
    @Autowired
    DatabaseConnection database;

    /**
     * The request holds its idempotency key, then needs the parcel, then the household. Somebody holds the parcel until somebody else,
     * who holds the household, has begun to wait for the key: so the request is the one that closes the circle, and finds it out.
     */
    @Test
    void aRequestThatTheDatabaseEndsIsAnsweredWithBusyAndMaySucceedLater() throws Exception {
        TestCounty county = new TestCounty(users);
        Family first = county.household("甲");
        Family second = county.household("乙");
        Land parcel = county.parcel(first, 0, 0);
        TestUsers.Login login = users.officeLogin(Role.VILLAGE, county.village);
        ApiClient clerk = users.anonymous().logIn(login.username(), login.password());
        String key = UUID.randomUUID().toString();
        Map<String, Object> change = Map.of("validFrom", "2026-06-01", "shares",
                List.of(TestCounty.share(second.code(), 1, 1)));
        Map<String, String> headers = Map.of("If-Match", "\"1\"", "Idempotency-Key", key);
        String path = "/parcels/" + parcel.id() + "/tenure";
        Answer answer;
        try (Connection holdsParcel = open(); Connection holdsHousehold = open()) {
            run(holdsParcel, "select from parcel where id = '" + parcel.id() + "' for update");
            run(holdsHousehold, "set local deadlock_timeout = '1h'");
            run(holdsHousehold, "select from household where id = '" + second.id() + "' for update");
            CompletableFuture<Answer> asked = CompletableFuture
                    .supplyAsync(() -> clerk.send("PUT", path, change, headers));
            awaitWaiting("%from parcel where id%for update%");
            CompletableFuture<Void> keyed = CompletableFuture.runAsync(() -> insertKey(holdsHousehold, login, key));
            awaitWaiting("%insert into idempotency_key%");
            holdsParcel.rollback();
            answer = asked.join();
            keyed.join();
            holdsHousehold.rollback();
        }
        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        assertThat(answer.problems()).containsExactly("busy");
        assertThat(clerk.fetch("/parcels/" + parcel.id()).path("tenure").path(0).path("householdCode").asString())
                .isEqualTo(first.code());
        assertThat(clerk.send("PUT", path, change, headers).status()).isEqualTo(200);
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void insertKey(Connection connection, TestUsers.Login login, String key) {
        try {
            run(connection, "insert into idempotency_key (user_name, key, request_hash) values ('" + login.username()
                    + "', '" + key + "', '') on conflict do nothing");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitWaiting(String statement) throws InterruptedException {
        JdbcClient owner = JdbcClient.create(
                new DriverManagerDataSource(database.url(), database.user(), database.password()));
        for (int attempt = 0; attempt < 600; attempt++) {
            long waiting = owner.sql("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like :statement""")
                    .param("statement", statement).query(Long.class).single();
            if (waiting > 0) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nobody waits in " + statement);
    }
}
