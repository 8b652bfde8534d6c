package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * How long the settlement of a whole county's season takes. All that ever followed from acceptances is taken out of a copy of the
 * county: no bill, no claim, no shared gain. The settlement bills, claims and shares everything; once undisturbed, once more with
 * a server that is killed in the middle. Each time the books are added up by the database, to the fen, and compared with what the
 * season had come to when it was played.
 */
@Command(name = "settlement", mixinStandardHelpOptions = true, description = "The settlement of a county's season.")
public final class SettlementBench implements Callable<Integer> {

    private static final int SEASON = 2026;
    private static final int TARGET_SECONDS = 120;
    private static final int POLL_MILLIS = 250;
    private static final String HEAP = "1g";
    private static final String COPY = "settlement";

    @Option(names = "--mu", defaultValue = "3000", description = "size of the season that is copied (${DEFAULT-VALUE})")
    private int mu;
    @Option(names = "--copies", defaultValue = "111", description = "(${DEFAULT-VALUE})")
    private int copies;
    @Option(names = "--county", description = "folder in which the county is kept, and found the next time")
    private @Nullable Path kept;
    @Mixin
    private final BenchLog log = new BenchLog();

    private SettlementBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SettlementBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = kept == null ? Files.createTempDirectory("siji-bench") : Files.createDirectories(kept);
        boolean met;
        try (PlayedCounty county = PlayedCounty.open(folder, mu, copies)) {
            log.begin("heap " + HEAP);
            // So that it is migrated before it is copied.
            county.serve().close();
            county.copyTo(COPY);
            met = undisturbed(county);
            met &= killed(county);
            county.drop(COPY);
        } finally {
            if (kept == null) {
                delete(folder);
            }
        }
        log.print(met ? "target met" : "target missed");
        log.write();
        return met ? 0 : 1;
    }

    private boolean undisturbed(PlayedCounty county) throws SQLException, IOException, InterruptedException {
        unsettle(county);
        try (BenchServer server = county.serve(COPY, HEAP)) {
            Api officer = Api.logIn(server.address(), "county", county.password("county"));
            long begin = System.nanoTime();
            String path = begin(officer);
            JsonNode end = await(officer, path, Long.MAX_VALUE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            log.print("undisturbed: %s, %.1f s (target %d s)".formatted(sizes(end), seconds, TARGET_SECONDS));
            return books(county) && seconds <= TARGET_SECONDS;
        }
    }

    private boolean killed(PlayedCounty county) throws SQLException, IOException, InterruptedException {
        unsettle(county);
        long begin;
        String path;
        try (BenchServer server = county.serve(COPY, HEAP)) {
            Api officer = Api.logIn(server.address(), "county", county.password("county"));
            begin = System.nanoTime();
            path = begin(officer);
            long contracts = officer.get(path).path("contracts").asLong();
            JsonNode half = await(officer, path, contracts / 2);
            server.kill();
            log.print("killed with -9 after %s".formatted(sizes(half)));
        }
        long dead = System.nanoTime();
        try (BenchServer server = county.serve(COPY, HEAP)) {
            double away = (System.nanoTime() - dead) / 1e9;
            JsonNode end = await(Api.logIn(server.address(), "county", county.password("county")), path,
                    Long.MAX_VALUE);
            log.print("started again: %s, %.1f s in all, of which %.1f s until the second server answered".formatted(
                    sizes(end), (System.nanoTime() - begin) / 1e9, away));
        }
        return books(county);
    }

    private static String begin(Api officer) {
        return "/season-settlements/"
                + officer.post("/season-settlements", Map.of("season", SEASON)).path("id").asString();
    }

    /** Until it has ended, or so many contracts are done. */
    private static JsonNode await(Api officer, String path, long enough) throws InterruptedException {
        while (true) {
            JsonNode progress = officer.get(path);
            if (progress.hasNonNull("endedAt")
                    || progress.path("settled").asLong() + progress.path("waits").asLong() >= enough) {
                return progress;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static String sizes(JsonNode progress) {
        return "%,d of %,d contracts settled, %,d wait, %,d bills".formatted(progress.path("settled").asLong(),
                progress.path("contracts").asLong(), progress.path("waits").asLong(), progress.path("bills").asLong());
    }

    /** Takes everything out of the copy that followed from acceptances, and gives the funds their budgets back. */
    private void unsettle(PlayedCounty county) throws SQLException {
        try (Connection owner = county.connect(COPY); Statement statement = owner.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("""
                    create table if not exists bench_before as
                        select contract_id, count(*) filter (where payable_centimu > 0) as bills, sum(gross_fen) as gross_fen,
                               sum(provider_fen) as provider_fen, sum(pool_fen) as pool_fen
                        from bill_line b
                        where not exists (select from bill_line later where later.supersedes_acceptance_id = b.acceptance_id)
                        group by contract_id""");
            statement.execute("truncate season_settlement cascade");
            statement.execute("truncate ledger_posting, ledger_transaction cascade");
            statement.execute("truncate ledger_unbalanced, gain_share, bill_line cascade");
            statement.execute("update ledger_balance set held_fen = 0");
            statement.execute("update fund_commitment set open_fen = amount_fen, released_at = null");
            statement.execute("update map_station set station = 'ACCEPTANCE' where station in ('SETTLEMENT', 'SHARE')");
            statement.execute("set session_replication_role = origin");
            budget(statement);
            statement.execute("vacuum analyze");
        }
    }

    /** One for each copy, out of the county's treasury. */
    private void budget(Statement statement) throws SQLException {
        statement.execute("""
                begin;
                insert into ledger_transaction (id, business_key, kind, subject_id, season, effective_on, recorded_by)
                    select id, 'budget:' || id, 'BUDGET', id, season, '2026-01-01', 'bench' from fund;
                insert into ledger_posting (id, transaction_id, account_id, amount_fen, business_key)
                    select gen_random_uuid(), f.id, a.id, side * f.budget_fen * %d, 'budget:' || f.id || side
                    from fund f cross join unnest(array[1, -1]) side
                    join ledger_account a on a.kind = case side when 1 then 'FUND' else 'TREASURY' end
                        and a.owner_id = case side when 1 then f.id::text else substr(f.region_code, 1, 6) end;
                commit""".formatted(copies + 1));
    }

    /** Everything by its own sum; true if all is right. */
    private boolean books(PlayedCounty county) throws SQLException {
        try (Connection owner = county.connect(COPY); Statement statement = owner.createStatement()) {
            log.print("%,d bills, %,d claims, %,d postings in %,d transactions".formatted(
                    number(statement, "select count(*) from bill_line"),
                    number(statement, "select count(*) from subsidy_claim"),
                    number(statement, "select count(*) from ledger_posting"),
                    number(statement, "select count(*) from ledger_transaction")));
            boolean right = zero(statement, "all postings together, by asset",
                    """
                    select count(*) from (select asset from ledger_posting group by asset having sum(amount_fen) <> 0) off""");
            right &= zero(statement, "transactions that do not add up", """
                    select count(*) from (select transaction_id from ledger_posting
                        group by transaction_id having sum(amount_fen) <> 0) off""");
            right &= zero(statement, "limited accounts whose kept balance is not their sum, or below zero",
                    """
                    select count(*) from ledger_balance b where held_fen < 0 or held_fen <> (
                        select coalesce(sum(amount_fen), 0) from ledger_posting p where p.account_id = b.account_id)""");
            right &= zero(statement, "contracts settled twice, or not and not waiting", """
                    select count(*) from season_settlement_contract c where (select count(*) from contract_settlement s
                        where s.contract_id = c.contract_id) <> case c.outcome when 'SETTLED' then 1 else 0 end
                    or c.outcome is null""");
            right &= zero(statement, "settled contracts whose bills are others than when the season was played", """
                    select count(*) from contract_settlement s
                    full join (select b.* from bench_before b join season_settlement_contract c using (contract_id)
                        where c.outcome = 'SETTLED') before using (contract_id)
                    left join (select contract_id, count(*) filter (where payable_centimu > 0) as bills,
                            sum(gross_fen) as gross_fen, sum(provider_fen) as provider_fen, sum(pool_fen) as pool_fen
                        from bill_line group by contract_id) after using (contract_id)
                    where (coalesce(before.bills, 0), coalesce(before.gross_fen, 0), coalesce(before.provider_fen, 0),
                        coalesce(before.pool_fen, 0)) <> (coalesce(after.bills, 0), coalesce(after.gross_fen, 0),
                        coalesce(after.provider_fen, 0), coalesce(after.pool_fen, 0))""");
            right &= zero(statement, "fen by which bills differ from area times price, and from their postings", """
                    select abs((select sum(gross_fen) from bill_line)
                            - (select sum(round(payable_centimu * single_price_fen_per_mu / 100.0)) from bill_line))
                        + abs((select sum(gross_fen) from bill_line)
                            + (select sum(p.amount_fen) from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                                where t.kind = 'BILL' and p.amount_fen < 0))""");
            right &= zero(statement,
                    "fen left in the gain pools of settled contracts, or shared otherwise than received",
                    """
                    select (select coalesce(sum(b.held_fen), 0) from ledger_balance b join ledger_account a on a.id = b.account_id
                            join contract_settlement s on s.contract_id::text = a.owner_id where a.kind = 'GAIN_POOL')
                        + abs((select sum(shared_fen) from contract_settlement) - (select sum(share_fen) from gain_share))""");
            right &= zero(statement, "fen by which claims differ from what the funds paid", """
                    select abs((select coalesce(sum(paid_fen), 0) from subsidy_claim)
                        + (select coalesce(sum(p.amount_fen), 0) from ledger_posting p
                            join ledger_transaction t on t.id = p.transaction_id
                            where t.kind = 'SUBSIDY' and p.amount_fen < 0))""");
            return right;
        }
    }

    private boolean zero(Statement statement, String what, String sql) throws SQLException {
        long found = number(statement, sql);
        log.print("  %-90s %,d".formatted(what, found));
        return found == 0;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
