package org.siji.platform.settlement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** One contract on three fields of 30.00 mu: 120 yuan a mu alone, 100 in the bundle, 5 for the village. */
@SijiIntegrationTest
class SettlementTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Billing billing;
    @Autowired
    TransactionTemplate transactions;

    private static JsonNode fund(Season season, long budgetFen, Map<String, Object> rule) {
        return season.county().create("/funds", Map.of("name", "机收补贴" + UUID.randomUUID(), "operation", "HARVEST",
                "season", 2026, "budgetFen", budgetFen, "justification", "按面积测算", "rule", rule));
    }

    private static String settlement(Season season) {
        return "/contracts/" + season.contractId() + "/settlement";
    }

    private long accountFen(String kind, Object owner) {
        return jdbc.sql("""
                select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                where a.kind = :kind and a.owner_id = :owner""").param("kind", kind).param("owner", owner.toString())
                .query(Long.class).single();
    }

    private static List<Long> column(JsonNode sheet, String name) {
        return sheet.path("lines").valueStream().map(line -> line.path(name).asLong()).toList();
    }

    private static ApiClient.Answer pay(ApiClient office, String kind, Object owner, String direction, long fen) {
        return office.send("POST", "/payments",
                Map.of("accountKind", kind, "ownerId", owner, "direction", direction, "amountFen", fen, "evidence",
                        "收据 0001", "onDate", "2026-08-01"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    @Test
    void aSeasonIsSettledToTheFen() {
        Season season = harvest.begin();
        ApiClient clerk = season.clerk();
        season.work(0, 1);
        season.work(1, 1);
        assertThat(clerk.post(settlement(season), null).problems()).containsExactly("settlement.contract-open");
        season.work(2, 1);
        assertThat(season.status(0)).isEqualTo("ACCEPTED");
        JsonNode before = clerk.fetch(settlement(season));
        assertThat(before.path("run").asInt()).isZero();
        assertThat(before.path("totals").path("poolLeftFen").asLong()).isEqualTo(180000);
        assertThat(before.path("checkFen").asLong(-1)).isZero();

        JsonNode sheet = clerk.create(settlement(season), null);
        assertThat(column(sheet, "payableCentimu")).containsExactly(3000L, 3000L, 3000L);
        assertThat(column(sheet, "grossFen")).containsExactly(360000L, 360000L, 360000L);
        // 90 mu x 20 yuan = 1800 yuan in the pool, 90 x 5 for the village, the rest in three.
        assertThat(column(sheet, "gainShareFen")).containsExactly(45000L, 45000L, 45000L);
        assertThat(column(sheet, "netFen")).containsExactly(315000L, 315000L, 315000L);
        JsonNode totals = sheet.path("totals");
        assertThat(totals.path("providerFen").asLong()).isEqualTo(900000);
        assertThat(totals.path("villageFeeFen").asLong()).isEqualTo(45000);
        assertThat(totals.path("poolLeftFen").asLong(-1)).isZero();
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
        assertThat(sheet.path("lines").path(0).path("nameMasked").asString()).isEqualTo("王**");
        assertThat(accountFen("PROVIDER", season.providerId())).isEqualTo(900000);
        assertThat(accountFen("VILLAGE", season.village().code())).isEqualTo(45000);
        assertThat(accountFen("CULTIVATOR", season.village().farms().get(0).cultivatorId()))
                .isEqualTo(-315000);
        assertThat(clerk.create(settlement(season), null)).as("a second submit changes nothing").isEqualTo(sheet);
    }

    @Test
    void aFundThatRunsOutPaysWhatIsLeftAndSaysSo() {
        Season season = harvest.begin();
        // 30 mu x 10 yuan = 300 yuan each; there are 500.
        JsonNode fund = fund(season, 50000, Map.of("fenPerMu", 1000, "minCoverage", 0.9));
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        JsonNode after = season.clerk().fetch("/funds/" + fund.path("id").asString());
        assertThat(after.path("fund").path("leftFen").asLong(-1)).isZero();
        assertThat(after.path("fund").path("paidFen").asLong()).isEqualTo(50000);
        assertThat(after.path("claims").valueStream().map(claim -> claim.path("paidFen").asLong() + " "
                + claim.path("reasonCode").asString())).containsExactly("30000 subsidy.paid",
                        "20000 subsidy.fund-exhausted", "0 subsidy.fund-exhausted");
        JsonNode sheet = season.clerk().create(settlement(season), null);
        assertThat(sheet.path("totals").path("subsidyFen").asLong()).isEqualTo(50000);
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
        assertThat(sheet.path("lines").valueStream().flatMap(line -> line.path("subsidyReasons").valueStream())
                .map(JsonNode::asString)).containsOnly("补贴按标准全额发放", "补贴资金已用完，只发放剩余部分");
    }

    @Test
    void twoClaimsAtOnceOnANearlyEmptyFundNeverOverdrawIt() throws Exception {
        Season season = harvest.begin();
        JsonNode fund = fund(season, 40000, Map.of("fenPerMu", 1000));
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Callable<JsonNode>> days = List.of(() -> season.work(0, 1), () -> season.work(1, 1),
                    () -> season.work(2, 1));
            for (Future<JsonNode> day : pool.invokeAll(days)) {
                day.get();
            }
        }
        JsonNode after = season.county().fetch("/funds/" + fund.path("id").asString());
        assertThat(after.path("claims").valueStream().map(claim -> claim.path("paidFen").asLong()))
                .containsExactlyInAnyOrder(30000L, 10000L, 0L);
        assertThat(after.path("fund").path("leftFen").asLong(-1)).isZero();
    }

    @Test
    void coverageAndCapLimitASubsidy() {
        Season season = harvest.begin();
        JsonNode strict = fund(season, 1000000, Map.of("fenPerMu", 1000, "minCoverage", 0.9));
        JsonNode capped = fund(season, 1000000, Map.of("fenPerMu", 1000, "capFenPerCultivator", 12345));
        season.work(0, 0.8);
        assertThat(season.county().fetch("/funds/" + strict.path("id").asString()).path("claims").path(0)
                .path("reasonCode").asString()).isEqualTo("subsidy.coverage-low");
        JsonNode claim = season.county().fetch("/funds/" + capped.path("id").asString()).path("claims").path(0);
        assertThat(claim.path("paidFen").asLong()).isEqualTo(12345);
        assertThat(claim.path("reasonCode").asString()).isEqualTo("subsidy.capped");
    }

    @Test
    void anAppealAfterPaymentIsCounterPostedAndSharedAgain() {
        Season season = harvest.begin();
        ApiClient clerk = season.clerk();
        JsonNode fund = fund(season, 100000, Map.of("fenPerMu", 1000));
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 0.8);
        JsonNode first = clerk.create(settlement(season), null);
        long part = first.path("lines").valueStream().mapToLong(line -> line.path("payableCentimu").asLong()).min()
                .orElseThrow();
        assertThat(part).isBetween(2390L, 2410L);
        assertThat(first.path("checkFen").asLong(-1)).isZero();
        UUID cultivator = season.village().farms().get(2).cultivatorId();
        long due = -accountFen("CULTIVATOR", cultivator);
        assertThat(pay(clerk, "CULTIVATOR", cultivator, "IN", due).status()).isEqualTo(201);
        assertThat(pay(season.county(), "PROVIDER", season.providerId(), "OUT",
                accountFen("PROVIDER", season.providerId())).status()).isEqualTo(201);
        assertThat(accountFen("CULTIVATOR", cultivator)).isZero();

        // The provider finds the second day's log, in which it finished the field.
        ApiClient.Answer rest = season.upload("rest.csv", HarvestSeason.drive(2, 1),
                Map.of("workOrderId", season.orders().get(2)));
        assertThat(rest.status()).as(rest.toString()).isEqualTo(201);
        assertThat(season.status(2)).isEqualTo("ACCEPTED_IN_PART");
        String appeal = season.provider().create("/appeals", Map.of("workOrderId", season.orders().get(2), "reason",
                "第二天已补割", "trackIds", List.of(rest.json().path("id").asString()))).path("id").asString();
        assertThat(season.provider().post("/appeals/" + appeal + "/measure", null).problems())
                .containsExactly("access.role");
        JsonNode outcome = clerk.create("/appeals/" + appeal + "/measure", Map.of());
        assertThat(outcome.path("outcome").asString()).isEqualTo("CHANGED");
        assertThat(season.status(2)).isEqualTo("ACCEPTED");

        JsonNode second = clerk.fetch(settlement(season));
        assertThat(second.path("run").asInt()).isEqualTo(2);
        assertThat(column(second, "payableCentimu")).containsExactly(3000L, 3000L, 3000L);
        assertThat(column(second, "gainShareFen")).containsExactly(45000L, 45000L, 45000L);
        assertThat(column(second, "subsidyFen")).containsExactly(30000L, 30000L, 30000L);
        assertThat(second.path("checkFen").asLong(-1)).isZero();
        assertThat(season.clerk().fetch("/funds/" + fund.path("id").asString()).path("fund").path("leftFen")
                .asLong()).isEqualTo(10000);
        // 3600.00 - 450.00 - 300.00 = 2850.00 yuan, of which the first result was paid.
        assertThat(accountFen("CULTIVATOR", cultivator)).isEqualTo(due - 285000);
        assertThat(accountFen("PROVIDER", season.providerId())).isEqualTo((3000 - part) * 100);
        assertThat(accountFen("VILLAGE", season.village().code())).isEqualTo(45000);
        assertThat(clerk.post("/appeals/" + appeal + "/measure", Map.of()).problems())
                .containsExactly("appeal.closed");

        // The auditor's way back from a posting to the machine's file.
        String account = clerk.fetch("/accounts?kind=CULTIVATOR&village=" + season.village().code()).path("items")
                .valueStream().filter(item -> item.path("ownerId").asString().equals(cultivator.toString()))
                .map(item -> item.path("id").asString()).findFirst().orElseThrow();
        JsonNode postings = clerk.fetch("/accounts/" + account).path("postings");
        assertThat(postings.path(postings.size() - 1).path("balanceFen").asLong()).isEqualTo(due - 285000);
        String bill = postings.valueStream().filter(posting -> posting.path("transactionKind").asString()
                .equals("BILL")).map(posting -> posting.path("id").asString()).findFirst().orElseThrow();
        JsonNode chain = clerk.fetch("/audit-chain/" + bill);
        assertThat(chain.path("ledger").path("sumFen").asLong(-1)).isZero();
        JsonNode track = chain.path("acceptances").path(0).path("tracks").path(0);
        assertThat(track.path("sha256").asString()).isEqualTo(sha256(HarvestSeason.drive(2, 0.8)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAppealThatFindsTheSameChangesNothing() {
        Season season = harvest.begin();
        season.work(0, 0.8);
        String appeal = season.clerk()
                .create("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "农户说没割完"))
                .path("id").asString();
        assertThat(season.provider().post("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "x"))
                .problems()).containsExactly("constraint.appeal_one_open");
        long before = jdbc.sql("select count(*) from ledger_transaction").query(Long.class).single();
        assertThat(season.clerk().create("/appeals/" + appeal + "/measure", null).path("status").asString())
                .isEqualTo("UNCHANGED");
        assertThat(jdbc.sql("select count(*) from ledger_transaction").query(Long.class).single()).isEqualTo(before);
        assertThat(season.measured(0).path("measurements")).hasSize(2);
        assertThat(season.measured(0).path("acceptances")).hasSize(1);
        // Seen with a header half as wide, less than half was worked: the money goes back.
        String second = season.clerk()
                .create("/appeals", Map.of("workOrderId", season.orders().get(0), "reason", "割台只有一半"))
                .path("id").asString();
        assertThat(season.clerk().create("/appeals/" + second + "/measure", Map.of("widthMeters", 1.25))
                .path("status").asString()).isEqualTo("CHANGED");
        assertThat(season.status(0)).isEqualTo("REFUSED");
        assertThat(accountFen("CULTIVATOR", season.village().farms().get(0).cultivatorId())).isZero();
        assertThat(accountFen("PROVIDER", season.providerId())).isZero();
    }

    /** Prices at which no share is a whole number of fen. */
    @Test
    void sharesOfUnequalPiecesAddUpToTheFen() {
        Season season = harvest.begin(12033, 10007);
        season.work(0, 1);
        season.work(1, 0.75);
        season.work(2, 0.625);
        JsonNode sheet = season.clerk().create(settlement(season), null);
        JsonNode totals = sheet.path("totals");
        List<Long> weights = column(sheet, "payableCentimu");
        long centimu = weights.stream().mapToLong(Long::longValue).sum();
        long pool = weights.stream().mapToLong(weight -> halfUp(weight * 12033) - halfUp(weight * 10007)).sum();
        assertThat(totals.path("poolFen").asLong()).isEqualTo(pool);
        assertThat(totals.path("villageFeeFen").asLong()).isEqualTo(centimu * 5);
        long rest = pool - centimu * 5;
        List<Long> shares = column(sheet, "gainShareFen");
        assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(rest);
        // With a pencil: everybody's whole fen, then one more each by the size of what was cut off.
        long[] expected = weights.stream().mapToLong(weight -> rest * weight / centimu).toArray();
        List<Integer> byRemainder = IntStream.range(0, 3).boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -(rest * weights.get(i) % centimu))).toList();
        long left = rest - LongStream.of(expected).sum();
        assertThat(left).as("the case is worth testing").isPositive();
        for (int i = 0; i < left; i++) {
            expected[byRemainder.get(i)]++;
        }
        assertThat(shares).containsExactly(expected[0], expected[1], expected[2]);
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
    }

    private static long halfUp(long hundredths) {
        return (hundredths + 50) / 100;
    }

    @Test
    void refusedWorkCostsNothing() {
        Season season = harvest.begin();
        season.work(0, 0.3);
        assertThat(season.status(0)).isEqualTo("REFUSED");
        JsonNode decision = season.measured(0).path("acceptances").path(0);
        assertThat(decision.path("reason").asString()).startsWith("测得覆盖率 30").endsWith("，低于 50%，不予验收");
        assertThat(accountFen("PROVIDER", season.providerId())).isZero();
        season.work(1, 1);
        season.work(2, 1);
        JsonNode sheet = season.clerk().create(settlement(season), null);
        assertThat(sheet.path("lines")).hasSize(2);
        assertThat(column(sheet, "gainShareFen")).containsExactly(45000L, 45000L);
    }

    @Test
    void theSameAcceptanceIsNotBilledTwice() {
        Season season = harvest.begin();
        season.work(0, 1);
        UUID order = UUID.fromString(season.orders().get(0));
        UUID acceptance = UUID.fromString(season.measured(0).path("acceptances").path(0).path("id").asString());
        long due = accountFen("CULTIVATOR", season.village().farms().get(0).cultivatorId());
        assertThat(due).isEqualTo(-360000);
        Throwable thrown = catchThrowable(() -> transactions.executeWithoutResult(
                status -> billing.on(new WorkAccepted(acceptance, order, null))));
        assertThat(thrown).hasMessageContaining("ledger_transaction_business_key");
        assertThat(accountFen("CULTIVATOR", season.village().farms().get(0).cultivatorId())).isEqualTo(due);
    }

    @Test
    void paymentsNeverExceedWhatIsDueAndHappenOnce() {
        Season season = harvest.begin();
        season.work(0, 1);
        UUID cultivator = season.village().farms().get(0).cultivatorId();
        ApiClient clerk = season.clerk();
        assertThat(clerk.post("/payments", Map.of("accountKind", "BANK", "amountFen", -1)).problemsWithPaths())
                .containsExactly("required @ Idempotency-Key", "required @ ownerId", "required @ direction",
                        "required @ evidence", "required @ onDate", "payment.account-kind @ accountKind",
                        "payment.amount @ amountFen");
        ApiClient.Answer tooMuch = pay(clerk, "CULTIVATOR", cultivator, "IN", 360001);
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.json().path("detail").asString()).isEqualTo("金额 3600.01 元超过应收应付的 3600.00 元");
        assertThat(pay(clerk, "CULTIVATOR", cultivator, "OUT", 1).problems()).containsExactly("payment.exceeds-due");
        Map<String, Object> payment = Map.of("accountKind", "CULTIVATOR", "ownerId", cultivator, "direction", "IN",
                "amountFen", 200000, "evidence", "收据 0002", "onDate", "2026-08-01");
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(clerk.send("POST", "/payments", payment, key).status()).isEqualTo(201);
        assertThat(clerk.send("POST", "/payments", payment, key).status()).isEqualTo(201);
        assertThat(accountFen("CULTIVATOR", cultivator)).isEqualTo(-160000);
    }

    @Test
    void fundsSayAllThatIsWrong() {
        Season season = harvest.begin();
        assertThat(season.county().post("/funds", Map.of("budgetFen", 0, "rule", Map.of("minCoverage", 2)))
                .problemsWithPaths()).containsExactly("required @ name", "required @ operation", "required @ season",
                        "required @ justification",
                        "required @ rule.fenPerMu", "fund.amount @ budgetFen", "fund.coverage @ rule.minCoverage");
        assertThat(season.clerk().post("/funds", Map.of()).problems()).containsExactly("access.role");
    }

    @Test
    void eachRoleSeesItsOwnMoneyOnly() {
        Season season = harvest.begin();
        season.work(0, 1);
        String bills = "/accounts?kind=CULTIVATOR";
        assertThat(season.clerk().fetch(bills).path("items")).hasSize(1);
        assertThat(season.county().fetch(bills).path("items")).hasSize(1);
        JsonNode own = season.provider().fetch("/accounts").path("items");
        assertThat(own).hasSize(1);
        assertThat(own.path(0).path("balanceFen").asLong()).isEqualTo(300000);
        ApiClient neighbour = users.office(Role.VILLAGE, season.village().otherCode());
        ApiClient otherCounty = users.office(Role.COUNTY, "999999");
        ApiClient rival = users.provider(UUID.randomUUID());
        ApiClient household = users.household(season.village().farms().get(0).householdId(),
                season.village().code());
        String account = season.clerk().fetch(bills).path("items").path(0).path("id").asString();
        for (ApiClient stranger : List.of(neighbour, otherCounty)) {
            assertThat(stranger.fetch(bills).path("items")).isEmpty();
            assertThat(stranger.get("/accounts/" + account).status()).isEqualTo(404);
            assertThat(stranger.get(settlement(season)).status()).isEqualTo(404);
            assertThat(stranger.post(settlement(season), null).status()).isEqualTo(404);
            assertThat(pay(stranger, "CULTIVATOR", season.village().farms().get(0).cultivatorId(), "IN", 1).status())
                    .isEqualTo(404);
        }
        String transaction = season.clerk().fetch("/accounts/" + account).path("postings").path(0)
                .path("transactionId").asString();
        assertThat(season.clerk().get("/ledger/" + transaction).status()).isEqualTo(200);
        assertThat(neighbour.get("/ledger/" + transaction).status()).isEqualTo(404);
        assertThat(rival.fetch("/accounts").path("items")).isEmpty();
        fund(season, 1000, Map.of("fenPerMu", 1));
        assertThat(season.county().fetch("/accounts?kind=FUND").path("items")).hasSize(1);
        assertThat(season.county().fetch("/accounts?kind=TREASURY").path("items")).hasSize(1);
        assertThat(season.clerk().fetch("/accounts?kind=FUND").path("items")).isEmpty();
        assertThat(otherCounty.fetch("/accounts").path("items")).isEmpty();
        assertThat(rival.get("/accounts/" + account).status()).isEqualTo(404);
        assertThat(season.provider().get("/accounts/" + account).status()).isEqualTo(404);
        for (String path : List.of("/accounts", "/accounts/" + account, "/ledger/" + transaction, "/funds",
                settlement(season))) {
            assertThat(household.get(path).problems()).as(path).containsExactly("access.role");
        }
        assertThat(season.provider().get("/funds").problems()).containsExactly("access.role");
        assertThat(season.provider().get(settlement(season)).problems()).containsExactly("access.role");
        assertThat(users.anonymous().get("/accounts").status()).isEqualTo(401);
    }
}
