package org.siji.platform.dispatch;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.dispatch.PlanCheck;
import org.siji.platform.SijiApplication;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ChildJvm;
import org.siji.platform.support.DispatchPlans;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

/** A server that is killed while it searches for a plan. */
@SijiIntegrationTest
class KilledServerTest {

    private static final Map<String, Object> DAYS = Map.of("from", "2026-07-08", "to", "2026-07-24");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DispatchPlanStore plans;
    @Autowired
    DatabaseConnection owner;
    @TempDir
    Path folder;

    /** How the search stands: {@code worker} is the server that has it. */
    record Search(String status, UUID worker, int attempts, boolean hasPlan) {}

    private Search search(String plan) {
        return jdbc.sql("""
                select status, coalesce(worker, id) as worker, attempts, plan is not null as has_plan from dispatch_plan
                where id = :id::uuid""").param("id", plan).query(Search.class).single();
    }

    /** Some server has searched, has kept what it found, and hangs where it would say how far it is. */
    private Search awaitHanging(String plan, int attempts) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Search now = search(plan);
        while (now.attempts() < attempts || !now.hasPlan()) {
            assertThat(Instant.now()).as(now.toString()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50);
            now = search(plan);
        }
        assertThat(now.status()).isEqualTo("RUNNING");
        assertThat(now.attempts()).isEqualTo(attempts);
        return now;
    }

    private ChildJvm server() throws Exception {
        return ChildJvm.start(SijiApplication.class, folder.resolve("home"), Map.of("SIJI_DB_URL", owner.url(),
                "SIJI_DB_USER", owner.user(), "SIJI_DB_PASSWORD", owner.password()), "serve", "--port", "0");
    }

    private static void hold(Statement gate, String plan, boolean isHeld) throws SQLException {
        gate.execute("select pg_advisory_" + (isHeld ? "lock" : "unlock") + "(hashtextextended('" + plan + "', 0))");
    }

    @Test
    void aPlanIsFoundByTheNextStartWithEveryOrderOnce() throws Exception {
        Season season = harvest.begin();
        ApiClient provider = season.provider();
        SampleVillage far = villages.make(2, 2);
        villages.signedContract(far, villages.closedBundle(far), season.providerId());
        String busy = DispatchPlans.draft(provider, DAYS).path("id").asString();
        String target = DispatchPlans.draft(provider, DAYS).path("id").asString();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement gate = connection.createStatement()) {
            gate.execute("""
                    create or replace function gate() returns trigger language plpgsql as $$ begin
                        perform pg_advisory_xact_lock_shared(hashtextextended(new.id::text, 0)); return new; end $$;
                    create trigger gate before update of iterations on dispatch_plan for each row
                        when (old.status = 'RUNNING' and new.iterations > 0) execute function gate()""");
            try {
                // This process hangs at another plan, so that the search is the other server's alone.
                hold(gate, busy, true);
                waitsAgain(busy);
                awaitHanging(busy, 1);
                hold(gate, target, true);
                waitsAgain(target);
                UUID killed;
                try (ChildJvm server = server()) {
                    killed = awaitHanging(target, 1).worker();
                    server.killHard();
                }
                hold(gate, target, false);
                hold(gate, target, true);
                try (ChildJvm server = server()) {
                    assertThat(awaitHanging(target, 2).worker()).isNotEqualTo(killed);
                    hold(gate, target, false);
                    DispatchPlans.await(provider, target);
                    server.terminate();
                }
            } finally {
                gate.execute("select pg_advisory_unlock_all()");
                DispatchPlans.await(provider, busy);
                gate.execute("drop trigger gate on dispatch_plan");
            }
        }
        assertThat(search(target).attempts()).as("a later search begins to count anew").isZero();
        JsonNode found = provider.fetch("/dispatch-plans/" + target);
        assertThat(found.path("status").asString()).isEqualTo("DRAFT");
        assertThat(found.path("undoneOrders")).isEmpty();
        Map<String, Double> mu = found.path("stops").valueStream()
                .collect(Collectors.groupingBy(stop -> stop.path("orderId").asString(),
                        Collectors.summingDouble(stop -> stop.path("mu").asDouble())));
        List<String> orders = new ArrayList<>();
        found.path("orders").forEach(order -> {
            orders.add(order.path("id").asString());
            assertThat(mu.get(order.path("id").asString())).isCloseTo(order.path("mu").asDouble(),
                    offset(0.001));
        });
        assertThat(orders).hasSize(6).containsAll(season.orders()).containsExactlyInAnyOrderElementsOf(mu.keySet());
        PlanContent content = plans.getContent(UUID.fromString(target));
        assertThat(PlanCheck.check(content.problem(), content.found()).violations()).isEmpty();
        DispatchPlans.publish(provider, found);
        for (String order : orders) {
            assertThat(provider.fetch("/work-orders/" + order).path("status").asString()).isEqualTo("PLANNED");
        }
    }

    /** Without what was found, as a plan waits that was just put up. */
    private void waitsAgain(String plan) {
        jdbc.sql("""
                update dispatch_plan set status = 'WAITING', plan = null, worker = null, heartbeat_at = null, attempts = 0,
                    placed = 0, undone = 0 where id = :id::uuid""").param("id", plan).update();
    }
}
