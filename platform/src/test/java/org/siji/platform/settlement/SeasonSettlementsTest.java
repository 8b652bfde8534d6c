package org.siji.platform.settlement;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.platform.SijiApplication;
import org.siji.platform.api.Ids;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.ChildJvm;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contracts on three fields of 30.00 mu each: 120 yuan a mu alone, 100 in the bundle, 5 for the village. */
@SijiIntegrationTest
class SeasonSettlementsTest {

    private static final String PATH = "/season-settlements";
    private static final int CONTRACTS = 5;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Autowired
    HarvestSeason harvest;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DatabaseConnection owner;
    @TempDir
    Path folder;

    private Season worked() {
        Season season = harvest.begin();
        for (int farm = 0; farm < 3; farm++) {
            season.work(farm, 1);
        }
        return season;
    }

    private static JsonNode settle(Season season) throws InterruptedException {
        JsonNode begun = season.clerk().create(PATH, Map.of("season", 2026));
        String path = PATH + "/" + begun.path("id").asString();
        await(() -> season.clerk().fetch(path).hasNonNull("endedAt"));
        return season.clerk().fetch(path);
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatIsDoneIsSettledOnceAndTheRestSaysWhatItWaitsFor() throws Exception {
        Season season = worked();
        String appeal = season.provider()
                .create("/appeals", Map.of("workOrderId", season.orders().getFirst(), "reason", "再测")).path("id")
                .asString();
        JsonNode first = settle(season);
        assertThat(first.path("waits").asInt()).isEqualTo(1);
        assertThat(first.path("settled").asInt()).isZero();
        JsonNode waiting = season.clerk().fetch(PATH + "/" + first.path("id").asString() + "/waiting").path("items")
                .path(0);
        assertThat(waiting.path("id").asString()).isEqualTo(season.contractId());
        assertThat(waiting.path("reason").asString()).contains("还有 1 张作业单在复核或申诉中");

        season.clerk().create("/appeals/" + appeal + "/measure", null);
        JsonNode second = settle(season);
        assertThat(second.path("settled").asInt()).isEqualTo(1);
        assertThat(second.path("bills").asInt()).isEqualTo(3);
        assertThat(second.path("sharedFen").asLong()).isEqualTo(135_000);
        JsonNode sheet = season.clerk().fetch("/contracts/" + season.contractId() + "/settlement");
        assertThat(sheet.path("run").asInt()).isEqualTo(1);
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();

        JsonNode third = settle(season);
        assertThat(third.path("contracts").asInt()).as("nothing is left to settle").isZero();
        assertThat(season.clerk().fetch(PATH).path("items").size()).isEqualTo(3);
        assertThat(season.clerk().post(PATH, Map.of()).problems()).containsExactly("required");
    }

    @Test
    void whatHasNoBillGetsTheSameAsItHadBefore() throws Exception {
        Season season = worked();
        String contract = "contract_id = '" + season.contractId() + "'";
        String lines = "select string_agg(b::text, ';' order by b.acceptance_id) from (select acceptance_id, work_order_id, gross_fen,"
                + " provider_fen, pool_fen, payable_centimu from bill_line where " + contract + ") b";
        String before = jdbc.sql(lines).query(String.class).single();
        // As if they had never been made: the ledger itself would not let anybody take them away.
        asOwner("set session_replication_role = replica; delete from ledger_posting where transaction_id in (select transaction_id"
                + " from bill_line where " + contract
                + "); delete from ledger_transaction where id in (select transaction_id"
                + " from bill_line where " + contract + "); delete from bill_line where " + contract);
        assertThat(settle(season).path("bills").asInt()).isEqualTo(3);
        assertThat(jdbc.sql(lines).query(String.class).single()).isEqualTo(before);
        JsonNode sheet = season.clerk().fetch("/contracts/" + season.contractId() + "/settlement");
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
        assertThat(sheet.path("totals").path("providerFen").asLong()).isEqualTo(900_000);
    }

    @Test
    void aSecondSettlementOfTheSamePlaceIsRefusedWhileOneRuns() {
        Season season = harvest.begin();
        UUID id = queue(season.village().code(), List.of(UUID.fromString(season.contractId())));
        ApiClient.Answer answer = season.clerk().post(PATH, Map.of("season", 2026));
        assertThat(answer.problems()).containsExactly("season-settlement.running");
        jdbc.sql("""
                update season_settlement_contract set outcome = 'WAITS', reason_code = 'x', done_at = now()
                where settlement_id = :id""").param("id", id).update();
    }

    /** Put up, and nobody told: as a server leaves it that is killed right after. */
    private UUID queue(String region, List<UUID> contracts) {
        UUID id = Ids.next();
        jdbc.sql(
                "insert into season_settlement (id, season, region_code, begun_by) values (:id, 2026, :region, 'clerk')")
                .param("id", id).param("region", region).update();
        jdbc.sql("""
                insert into season_settlement_contract (settlement_id, contract_id)
                select :id, one from unnest(:contracts::uuid[]) one""").param("id", id)
                .param("contracts", contracts.toArray(UUID[]::new)).update();
        return id;
    }

    private int left(UUID id) {
        return jdbc.sql("select count(*) from season_settlement_contract where settlement_id = :id and outcome is null")
                .param("id", id).query(Integer.class).single();
    }

    @Test
    void aServerThatIsKilledInTheMiddleGoesOnAndPostsNothingTwice() throws Exception {
        List<Season> seasons = IntStream.range(0, CONTRACTS).mapToObj(i -> worked()).toList();
        List<UUID> contracts = seasons.stream().map(season -> UUID.fromString(season.contractId())).toList();
        UUID id = queue("431299", contracts);
        // Each contract takes a second now, so that the server dies with some of them half done.
        asOwner("""
                create or replace function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
                create trigger slowly after insert on gain_share for each statement execute function slowly()""");
        try {
            Map<String, String> environment = Map.of("SIJI_DB_URL", owner.url(), "SIJI_DB_USER", owner.user(),
                    "SIJI_DB_PASSWORD", owner.password());
            int before = CONTRACTS;
            for (int kill = 0; kill < KILLS && left(id) > 0; kill++) {
                try (ChildJvm server = ChildJvm.start(SijiApplication.class, folder.resolve("home"), environment,
                        "serve",
                        "--port", "0")) {
                    int then = before;
                    await(() -> left(id) < then);
                    TimeUnit.MILLISECONDS.sleep(300); // Into the middle of the next ones.
                    server.killHard();
                }
                before = left(id);
            }
            try (ChildJvm server = ChildJvm.start(SijiApplication.class, folder.resolve("home"), environment, "serve",
                    "--port",
                    "0")) {
                await(() -> left(id) == 0);
                server.terminate();
            }
        } finally {
            asOwner("drop trigger slowly on gain_share");
        }
        for (Season season : seasons) {
            JsonNode sheet = season.clerk().fetch("/contracts/" + season.contractId() + "/settlement");
            assertThat(sheet.path("run").asInt()).isEqualTo(1);
            assertThat(sheet.path("checkFen").asLong(-1)).isZero();
            assertThat(sheet.path("totals").path("poolLeftFen").asLong(-1)).isZero();
            assertThat(sheet.path("lines").valueStream().mapToLong(line -> line.path("gainShareFen").asLong()))
                    .containsExactly(45_000L, 45_000L, 45_000L);
        }
        assertThat(jdbc.sql("""
                select count(*) from ledger_transaction where kind = 'GAIN' and subject_id = any(:contracts)""")
                .param("contracts", contracts.toArray(UUID[]::new)).query(Integer.class).single()).isEqualTo(CONTRACTS);
    }
}
