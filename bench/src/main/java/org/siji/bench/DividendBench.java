package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.database.EmbeddedDatabase;
import org.siji.platform.database.SijiHome;
import org.siji.platform.identity.FirstAdministrator;
import org.siji.sample.SampleCounty;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a dividend takes: one entity in which every household of a county holds shares, thirds among them. The households and
 * their shares are written into the database as one admission would leave them; vote, books and dividend go over the API. After each
 * dividend the books are added up by the database, to the fen.
 */
@Command(name = "dividend", mixinStandardHelpOptions = true, description = "A dividend for a whole county.")
public final class DividendBench implements Callable<Integer> {

    private static final String VILLAGE = SampleCounty.COUNTY_CODE + "100200";
    private static final int FIRST_SEASON = 2026;
    private static final int RUNS = 5;
    private static final long INCOME_FEN = 9_876_543_210L;
    private static final long COST_FEN = 1_234_567_891L;

    @Option(names = "--households", defaultValue = "75000", description = "(${DEFAULT-VALUE})")
    private int households;
    @Mixin
    private final BenchLog log = new BenchLog();

    private DividendBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DividendBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("siji-bench");
        boolean exact;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(SijiHome.open(folder.resolve("database")))) {
            DatabaseConnection connection = database.connection();
            log.begin("");
            try (BenchServer server = BenchServer.start(folder.resolve("home"),
                    Map.of("SIJI_DB_URL", connection.url(), "SIJI_DB_USER", connection.user(), "SIJI_DB_PASSWORD",
                            connection.password()));
                    Connection owner = DriverManager.getConnection(connection.url(), connection.user(),
                            connection.password())) {
                exact = measure(server, owner);
            }
        } finally {
            delete(folder);
        }
        log.write();
        return exact ? 0 : 1;
    }

    private boolean measure(BenchServer server, Connection owner) throws SQLException {
        String oneTime = server.oneTimePassword();
        Api admin = Api.logIn(server.address(), FirstAdministrator.USERNAME, oneTime);
        admin.put("/session/password", Map.of("oldPassword", oneTime, "newPassword", BenchCounty.PASSWORD));
        admin.post("/regions", List.of(region(SampleCounty.COUNTY_CODE, "COUNTY"),
                region(SampleCounty.COUNTY_CODE + "100", "TOWNSHIP"), region(VILLAGE, "VILLAGE"),
                region(VILLAGE + "01", "GROUP")));
        admin.post("/users", Map.of("username", BenchCounty.OFFICER, "password", BenchCounty.PASSWORD, "displayName",
                "officer", "role", "COUNTY", "regionCode", SampleCounty.COUNTY_CODE));
        Api officer = Api.logIn(server.address(), BenchCounty.OFFICER, BenchCounty.PASSWORD);
        String entity = found(officer);
        admit(owner, entity);
        List<Double> seconds = new ArrayList<>();
        boolean exact = true;
        for (int run = 0; run < RUNS; run++) {
            int season = FIRST_SEASON + run;
            book(officer, entity, season, "INCOME", INCOME_FEN + run);
            book(officer, entity, season, "COST", COST_FEN);
            long begin = System.nanoTime();
            String dividend = officer
                    .post("/entities/" + entity + "/dividends", Map.of("season", season, "recordOn", "2026-06-01"))
                    .path("dividend").path("id").asString();
            seconds.add((System.nanoTime() - begin) / 1e9);
            long off = difference(owner, dividend, INCOME_FEN + run - COST_FEN);
            exact &= off == 0;
            log.print("run %d: %,d households, %.2f s, sum off by %d fen".formatted(run + 1, households,
                    seconds.getLast(), off));
        }
        log.print("median %.2f s of %d runs, the first on a cold server"
                .formatted(seconds.stream().sorted().toList().get(RUNS / 2), RUNS));
        return exact;
    }

    private static Map<String, Object> region(String code, String level) {
        return Map.of("code", code, "name", code, "level", level);
    }

    /** The entity with one founder, who alone votes the provisions: the others join afterwards. */
    private static String found(Api officer) {
        officer.post("/households/bulk", List.of(
                Map.of("code", VILLAGE + "010000", "groupCode", VILLAGE + "01", "headName", "founder")));
        String founder = officer.get("/households?village=" + VILLAGE).path("items").path(0).path("id").asString();
        String entity = officer.post("/entities", Map.of("villageCode", VILLAGE, "name", "county-wide", "kind",
                "LAND_SHARE_COOPERATIVE", "foundedOn", "2026-01-01", "classes",
                List.of(Map.of("code", "LAND", "name", "land", "guaranteedFenPerShare", 40_000)))).path("entity")
                .path("id").asString();
        String path = "/entities/" + entity;
        String holder = officer.post(path + "/shareholders", Map.of("householdId", founder, "person", "founder"))
                .path("id").asString();
        officer.post(path + "/movements", Map.of("kind", "ADMISSION", "effectiveOn", "2026-01-01", "ground", "founding",
                "taken", List.of(), "given",
                List.of(Map.of("shareholderId", holder, "classCode", "LAND", "numerator", 1, "denominator", 3))));
        String vote = officer.post(path + "/votes", Map.of("subject", "PROVISIONS", "question", "provisions",
                "countedBy", "SHARE", "recordOn", "2026-02-01", "closesOn", "2000-01-01", "reserveBasisPoints", 1000,
                "welfareBasisPoints", 500)).path("vote").path("id").asString();
        officer.post("/votes/" + vote + "/ballots",
                Map.of("shareholderId", holder, "choice", "YES", "evidence", "hands"));
        officer.post("/votes/" + vote + "/close", Map.of());
        return entity;
    }

    /** Shares by area as a county has them: 0.01 to 12 mu, some of them thirds and sevenths. */
    private void admit(Connection owner, String entity) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("""
                    create temporary table joined as
                        select gen_random_uuid() as household, gen_random_uuid() as holder, n from generate_series(1, %d) n;
                    insert into household (id, code, village_code, group_code)
                        select household, '%s' || lpad((n / 9999 + 1)::text, 2, '0') || lpad((n %% 9999)::text, 4, '0'), '%s',
                               '%s' || lpad((n / 9999 + 1)::text, 2, '0') from joined where true on conflict (code) do nothing;
                    delete from joined where household not in (select id from household);
                    insert into cultivator (id, kind, village_code, household_id)
                        select gen_random_uuid(), 'HOUSEHOLD', '%s', household from joined;
                    insert into shareholder (id, entity_id, village_code, household_id, recorded_by)
                        select holder, '%s', '%s', household, 'bench' from joined;
                    insert into share_movement (id, entity_id, kind, effective_on, ground, recorded_by)
                        values ('00000000-0000-7000-8000-000000000001', '%s', 'ADMISSION', '2026-03-01', 'bench', 'bench');
                    insert into share_holding (id, entity_id, shareholder_id, class_code, numerator, denominator, valid_from,
                                               opened_by)
                        select gen_random_uuid(), '%s', holder, 'LAND', 1 + (n * 7919) %% 1200,
                               (array[100, 100, 100, 300, 700])[1 + n %% 5], '2026-03-01',
                               '00000000-0000-7000-8000-000000000001' from joined;
                    analyze"""
                    .formatted(households, VILLAGE, VILLAGE, VILLAGE, VILLAGE, entity, VILLAGE, entity, entity));
        }
    }

    private static void book(Api officer, String entity, int season, String direction, long fen) {
        officer.post("/entities/" + entity + "/bookings", Map.of("season", season, "direction", direction, "amountFen",
                fen, "purpose", "bench", "evidence", "bench", "onDate", "2026-10-01"));
    }

    /** What the ledger's postings of a dividend and its lines differ by from the surplus; 0 when all is exact. */
    private static long difference(Connection owner, String dividend, long surplusFen) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select sum(guaranteed_fen + dividend_fen) from dividend_line where dividend_id = d.id),
                               d.reserve_fen + d.welfare_fen - d.from_reserve_fen + d.kept_fen,
                               (select sum(p.amount_fen) from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                                    join ledger_account a on a.id = p.account_id
                                where t.subject_id = d.id and a.kind in ('CULTIVATOR', 'VILLAGE', 'HELD')),
                               (select sum(p.amount_fen) from ledger_posting p join ledger_transaction t on t.id = p.transaction_id
                                where t.subject_id = d.id)
                        from dividend d where d.id = '%s'""".formatted(dividend))) {
            row.next();
            return Math.abs(row.getLong(1) + row.getLong(2) - surplusFen) + Math.abs(row.getLong(1) - row.getLong(3))
                    + Math.abs(row.getLong(4));
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
