package org.siji.platform.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of funds: what they pay, held against a slow and obvious recomputation; who changes them; two at the last of a fund. */
@SijiIntegrationTest
class SubsidyRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 1);

    @Autowired
    HarvestSeason harvest;
    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    Funds funds;
    @Autowired
    Subsidies subsidies;
    @Autowired
    SubsidyRules rules;
    @Autowired
    SubsidySimulation simulation;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transactions;

    /** Seasons that nobody else plays in, so that each fund here is alone with its lines. */
    private static int nextSeason = 3000;

    private static synchronized int season() {
        return nextSeason++;
    }

    private UUID fund(String village, int season, long budgetFen, SubsidyRule rule) {
        return transactions.execute(status -> funds.create(village, new FundController.NewFund("试验" + UUID.randomUUID(),
                Operation.SUBSOILING, season, budgetFen, village, null, "试验", null), rule, "test").id());
    }

    private static String village(Random random) {
        return "4312%02d%03d%03d".formatted(random.nextInt(100), random.nextInt(1000), random.nextInt(1000));
    }

    private BillLine line(String village, int season, UUID provider, UUID cultivator, UUID beneficiary, UUID field,
            long centimu, long fieldCentimu, double coverage, long fenPerMu, @Nullable UUID supersedes) {
        long gross = BigDecimal.valueOf(centimu * fenPerMu).divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP)
                .longValueExact();
        UUID order = supersedes == null
                ? Ids.next()
                : jdbc.sql("select work_order_id from bill_line where acceptance_id = :id").param("id", supersedes)
                        .query(UUID.class).single();
        BillLine line = new BillLine(Ids.next(), supersedes, order, Ids.next(), provider, cultivator, field, village,
                season, Operation.SUBSOILING, centimu, fenPerMu, fenPerMu, gross, gross, 0, coverage, fieldCentimu,
                beneficiary, null);
        jdbc.sql(
                """
                insert into bill_line (acceptance_id, supersedes_acceptance_id, work_order_id, contract_id, provider_id,
                    cultivator_id, field_id, village_code, season, operation, payable_centimu, single_price_fen_per_mu,
                    bundle_price_fen_per_mu, gross_fen, provider_fen, pool_fen, coverage, field_centimu, beneficiary_id)
                values (:acceptance, :supersedes, :order, :contract, :provider, :cultivator, :field, :village, :season,
                    'SUBSOILING', :centimu, :price, :price, :gross, :gross, 0, :coverage, :fieldCentimu, :beneficiary)""")
                .param("acceptance", line.acceptanceId()).param("supersedes", supersedes).param("order", order)
                .param("contract", line.contractId()).param("provider", provider).param("cultivator", cultivator)
                .param("field", field).param("village", village).param("season", season).param("centimu", centimu)
                .param("price", fenPerMu).param("gross", gross).param("coverage", coverage)
                .param("fieldCentimu", fieldCentimu).param("beneficiary", beneficiary).update();
        return line;
    }

    private void claim(BillLine line) {
        subsidies.claim(List.of(line), DAY, List.of("test"), Map.of());
    }

    /** What the slow recomputation remembers of a claim. */
    private record Paid(UUID fund, BillLine line, BigDecimal counted, BigDecimal fen) {}

    private record FundRule(UUID id, SubsidyRule rule, long budgetFen) {}

    /** With a pencil: every sum anew over everything that still holds, in numbers of any size. */
    private static Paid slow(FundRule fund, BillLine line, List<Paid> held, boolean excluded) {
        SubsidyRule rule = fund.rule();
        BigDecimal others = BigDecimal.ZERO;
        BigDecimal ground = BigDecimal.ZERO;
        BigDecimal household = BigDecimal.ZERO;
        BigDecimal provider = BigDecimal.ZERO;
        BigDecimal spent = BigDecimal.ZERO;
        for (Paid paid : held) {
            boolean own = paid.fund().equals(fund.id());
            if (!own && paid.line().acceptanceId().equals(line.acceptanceId())) {
                others = others.add(paid.fen());
            }
            if (own) {
                spent = spent.add(paid.fen());
                ground = paid.line().fieldId().equals(line.fieldId()) ? ground.add(paid.counted()) : ground;
                household = paid.line().beneficiaryId().equals(line.beneficiaryId())
                        ? household.add(paid.fen())
                        : household;
                provider = paid.line().providerId().equals(line.providerId()) ? provider.add(paid.fen()) : provider;
            }
        }
        if (excluded || (rule.excludeOtherFunds() && others.signum() > 0) || line.coverage() < rule.minCoverage()) {
            return new Paid(fund.id(), line, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        BigDecimal area = BigDecimal.valueOf(line.payableCentimu());
        if (rule.oncePerGround()) {
            area = area.min(BigDecimal.valueOf(line.fieldCentimu()).subtract(ground)).max(BigDecimal.ZERO);
        }
        BigDecimal fen = area.multiply(BigDecimal.valueOf(rule.fenPerMu())).divide(BigDecimal.valueOf(100), 0,
                RoundingMode.HALF_UP);
        if (rule.maxPriceShare() != null) {
            fen = fen.min(BigDecimal.valueOf(line.grossFen()).multiply(BigDecimal.valueOf(rule.maxPriceShare()))
                    .setScale(0, RoundingMode.FLOOR).subtract(others));
        }
        if (rule.capFenPerHousehold() != null) {
            fen = fen.min(BigDecimal.valueOf(rule.capFenPerHousehold()).subtract(household));
        }
        if (rule.capFenPerProvider() != null) {
            fen = fen.min(BigDecimal.valueOf(rule.capFenPerProvider()).subtract(provider));
        }
        fen = fen.min(BigDecimal.valueOf(fund.budgetFen()).subtract(spent)).max(BigDecimal.ZERO);
        return new Paid(fund.id(), line, fen.signum() == 0 ? BigDecimal.ZERO : area, fen);
    }

    private static SubsidyRule random(Random random, int version) {
        return new SubsidyRule(version, 500 + random.nextInt(3000), random.nextInt(3) * 0.45,
                random.nextBoolean() ? (long) (5000 + random.nextInt(60000)) : null,
                random.nextBoolean() ? (long) (40000 + random.nextInt(200000)) : null,
                random.nextBoolean() ? (1 + random.nextInt(9999)) / 10000.0 : null, random.nextBoolean(),
                random.nextInt(3) == 0);
    }

    private static UUID any(Random random, List<UUID> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    @Test
    void whatIsPaidIsWhatAPencilSays() {
        int limited = 0;
        for (int seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            String village = village(random);
            int season = season();
            List<UUID> fields = ids(6);
            List<UUID> people = ids(5);
            List<UUID> providers = ids(2);
            List<FundRule> own = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                SubsidyRule rule = random(random, 1);
                long budget = 60000L + random.nextInt(300000);
                own.add(new FundRule(fund(village, season, budget, rule), rule, budget));
            }
            UUID excluded = fields.get(0);
            transactions.executeWithoutResult(status -> rules.exclude(own.get(0).id(),
                    new FundController.NewExclusion(excluded, null, null, "占用公路用地"), "test"));
            List<Paid> held = new ArrayList<>();
            List<BillLine> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean correction = !lines.isEmpty() && random.nextInt(5) == 0;
                BillLine old = correction ? lines.remove(random.nextInt(lines.size())) : null;
                int together = old == null ? 1 + random.nextInt(4) : 1;
                List<BillLine> made = Objects.requireNonNull(transactions.execute(status -> {
                    if (old != null) {
                        subsidies.takeBack(old.acceptanceId(), DAY, "test");
                    }
                    List<BillLine> some = new ArrayList<>();
                    for (int n = 0; n < together; n++) {
                        int person = random.nextInt(people.size());
                        long area = 200L + random.nextInt(3000);
                        some.add(line(village, season, any(random, providers), people.get(person),
                                // Two cultivators of one household share its cap.
                                people.get(person / 2), any(random, fields), random.nextInt((int) area), area,
                                random.nextInt(10001) / 10000.0, 3000 + random.nextInt(9000),
                                old == null ? null : old.acceptanceId()));
                    }
                    subsidies.claim(some, DAY, Collections.nCopies(together, "test"), Map.of());
                    return some;
                }));
                if (old != null) {
                    held.removeIf(paid -> paid.line().acceptanceId().equals(old.acceptanceId()));
                }
                lines.addAll(made);
                for (BillLine line : made) {
                    for (FundRule fund : line.payableCentimu() > 0 ? own : List.<FundRule>of()) {
                        boolean excludedHere = fund.equals(own.get(0)) && line.fieldId().equals(excluded);
                        Paid expected = slow(fund, line, held, excludedHere);
                        held.add(expected);
                        limited += assertPaid(fund, line, expected, seed);
                    }
                }
            }
            for (FundRule fund : own) {
                long paid = held.stream().filter(one -> one.fund().equals(fund.id()))
                        .mapToLong(one -> one.fen().longValueExact())
                        .sum();
                assertThat(funds.getFund(fund.id(), village).leftFen()).isEqualTo(fund.budgetFen() - paid);
            }
        }
        assertThat(limited).as("limits that bit").isGreaterThan(300);
    }

    private record Claimed(long countedCentimu, long paidFen, String reasonCode) {}

    private int assertPaid(FundRule fund, BillLine line, Paid expected, int seed) {
        Claimed claim = jdbc.sql("""
                select counted_centimu, paid_fen, reason_code from subsidy_claim
                where fund_id = :fund and acceptance_id = :acceptance""").param("fund", fund.id())
                .param("acceptance", line.acceptanceId()).query(Claimed.class).single();
        assertThat(claim.paidFen()).as("seed %s %s %s", seed, fund.rule(), claim)
                .isEqualTo(expected.fen().longValueExact());
        assertThat(claim.countedCentimu()).as("seed %s %s %s", seed, fund.rule(), claim)
                .isEqualTo(expected.counted().longValueExact());
        return claim.reasonCode().equals("subsidy.paid") ? 0 : 1;
    }

    /** The same work in two seasons: what the second fund really paid is what was foretold on the first one's data. */
    @Test
    void aSimulationForetellsToTheFenAndWritesNothing() {
        for (int seed = 50; seed < 58; seed++) {
            Random random = new Random(seed);
            String village = village(random);
            int last = season();
            int next = season();
            SubsidyRule old = random(random, 1);
            SubsidyRule thought = random(random, 1);
            long budget = 100000L + random.nextInt(400000);
            UUID then = fund(village, last, budget, old);
            UUID now = fund(village, next, budget, thought);
            List<UUID> fields = ids(6);
            List<UUID> people = ids(6);
            List<UUID> providers = ids(2);
            for (int i = 0; i < 40; i++) {
                long area = 200L + random.nextInt(3000);
                long worked = 1L + random.nextInt((int) area);
                double coverage = random.nextInt(10001) / 10000.0;
                UUID field = any(random, fields);
                UUID person = any(random, people);
                UUID provider = any(random, providers);
                for (int season : List.of(last, next)) {
                    transactions.executeWithoutResult(status -> claim(line(village, season, provider, person,
                            person, field, worked, area, coverage, 9000, null)));
                }
            }
            String before = written();
            SubsidySimulation.Result own = simulation.simulate(funds.getFund(then, village), last, old, budget);
            assertThat(own.costFen()).isEqualTo(own.paidFen())
                    .isEqualTo(budget - funds.getFund(then, village).leftFen());
            assertThat(own.changes()).isEmpty();
            SubsidySimulation.Result foretold = simulation.simulate(funds.getFund(then, village), last, thought,
                    budget);
            assertThat(foretold.costFen()).as("seed %s %s", seed, thought)
                    .isEqualTo(budget - funds.getFund(now, village).leftFen());
            assertThat(foretold.unlimitedFen()).isGreaterThanOrEqualTo(foretold.costFen());
            assertThat(foretold.paidFen()).isEqualTo(own.paidFen());
            assertThat(foretold.lines()).isEqualTo(40);
            assertThat(foretold.effects().stream().mapToLong(SubsidySimulation.Effect::lines).sum()).isEqualTo(40);
            assertThat(foretold.villages().stream().mapToLong(SubsidySimulation.Village::costFen).sum())
                    .isEqualTo(foretold.costFen());
            // Six households, so all that changed are shown.
            assertThat(foretold.changes().stream().mapToLong(one -> one.costFen() - one.paidFen()).sum())
                    .isEqualTo(foretold.costFen() - foretold.paidFen());
            assertThat(foretold.changes()).hasSize(foretold.more() + foretold.fewer());
            // Seen from the new fund, the work of the last season is the old fund's.
            assertThat(simulation.simulate(funds.getFund(now, village), last, thought, budget).paidFen())
                    .isEqualTo(own.paidFen());
            assertThat(written()).isEqualTo(before);
        }
    }

    private String written() {
        return jdbc.sql("""
                select (select count(*) from subsidy_claim) || ' ' || (select count(*) from ledger_posting) || ' '
                    || (select count(*) from subsidy_rule)""").query(String.class).single();
    }

    @Test
    void theCountySimulatesOverRest() {
        Season season = harvest.begin();
        String fund = season.county().create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "HARVEST",
                "season", 2026, "budgetFen", 1000000, "justification", "按面积测算", "regionCode", season.village().code(),
                "rule",
                Map.of("fenPerMu", 1000))).path("id").asString();
        season.work(0, 1);
        season.work(1, 1);
        JsonNode result = season.county().create("/funds/" + fund + "/simulations",
                Map.of("rule", Map.of("fenPerMu", 1500, "capFenPerHousehold", 40000)));
        assertThat(result.path("costFen").asLong()).isEqualTo(80000);
        assertThat(result.path("paidFen").asLong()).isEqualTo(60000);
        assertThat(result.path("effects").path(0).path("code").asString()).isEqualTo("subsidy.capped");
        assertThat(result.path("effects").path(0).path("households").asInt()).isEqualTo(2);
        assertThat(result.path("effects").path(0).path("cutFen").asLong()).isEqualTo(10000);
        assertThat(result.path("changes").path(0).path("nameMasked").asString()).contains("*");
        assertThat(season.county().create("/funds/" + fund + "/simulations",
                Map.of("season", 2025, "rule", Map.of("fenPerMu", 1500))).path("lines").asInt()).isZero();
        assertThat(season.county().post("/funds/" + fund + "/simulations", Map.of("budgetFen", 0)).problems())
                .containsExactly("required", "fund.amount");
        assertThat(season.clerk().post("/funds/" + fund + "/simulations", Map.of()).problems())
                .containsExactly("access.role");
    }

    @Test
    void whatIsKeptForAContractIsNobodyElses() {
        SampleVillage village = villages.make(2, 2);
        ApiClient county = users.office(Role.COUNTY, village.county());
        String fund = county.create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "HARVEST", "season",
                2026, "budgetFen", 100000, "justification", "按面积测算", "regionCode", village.code(), "rule",
                Map.of("fenPerMu", 1000))).path("id").asString();
        // Ninety mu at ten yuan: 900 of the 1000 are kept.
        Season season = harvest.begin(village);
        assertSplit(county, fund, 90000, 0, 10000);
        transactions.executeWithoutResult(status -> {
            BillLine line = harvestLine(village.code(), Ids.next());
            claim(line);
        });
        assertSplit(county, fund, 90000, 10000, 0);
        season.work(0, 1);
        assertSplit(county, fund, 60000, 40000, 0);
        season.work(1, 1);
        season.work(2, 1);
        assertSplit(county, fund, 0, 100000, 0);
        JsonNode commitment = county.fetch("/funds/" + fund).path("commitments").path(0);
        assertThat(commitment.path("amountFen").asLong()).isEqualTo(90000);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        assertThat(county.fetch("/funds/" + fund).path("commitments").path(0).path("releasedAt").asString())
                .isNotBlank();
    }

    private BillLine harvestLine(String village, UUID contract) {
        BillLine line = line(village, season(), Ids.next(), Ids.next(), Ids.next(), Ids.next(), 2000, 2000, 1, 12000,
                null);
        return new BillLine(line.acceptanceId(), null, line.workOrderId(), contract, line.providerId(),
                line.cultivatorId(), line.fieldId(), village, 2026, Operation.HARVEST, line.payableCentimu(), 12000,
                12000, line.grossFen(), line.grossFen(), 0, 1, 2000, line.beneficiaryId(), null);
    }

    private static void assertSplit(ApiClient county, String fund, long committed, long paid, long free) {
        JsonNode now = county.fetch("/funds/" + fund).path("fund");
        assertThat(now.path("committedFen").asLong(-1)).as("committed").isEqualTo(committed);
        assertThat(now.path("paidFen").asLong(-1)).as("paid").isEqualTo(paid);
        assertThat(now.path("freeFen").asLong(-1)).as("free").isEqualTo(free);
        assertThat(committed + paid + free + now.path("returnedFen").asLong())
                .isEqualTo(now.path("budgetFen").asLong());
    }

    @Test
    void whatIsLeftGoesBackWhenTheYearIsOver() throws Exception {
        SampleVillage village = villages.make(2, 2);
        ApiClient county = users.office(Role.COUNTY, village.county());
        assertThat(county.post("/funds", Map.of("name", "去年", "operation", "DRYING", "season", 2020, "budgetFen", 50000,
                "rule", Map.of("fenPerMu", 1000))).problemsWithPaths()).containsExactly("required @ justification");
        String fund = county.create("/funds", Map.of("name", "往年" + UUID.randomUUID(), "operation", "DRYING", "season",
                2020, "budgetFen", 50000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 1000))).path("id")
                .asString();
        assertThat(county.post("/funds/" + fund + "/returns", Map.of()).problems()).containsExactly("required");
        String future = county
                .create("/funds", Map.of("name", "将来" + UUID.randomUUID(), "operation", "DRYING", "season",
                        2999, "budgetFen", 50000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 1000)))
                .path("id")
                .asString();
        assertThat(county.post("/funds/" + future + "/returns", Map.of("reason", "年终")).problems())
                .containsExactly("fund.year-lasts");
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Callable<ApiClient.Answer> one = () -> county.post("/funds/" + fund + "/returns", Map.of("reason", "年终上交"));
            List<Integer> answers = new ArrayList<>();
            for (Future<ApiClient.Answer> answer : pool.invokeAll(List.of(one, one))) {
                answers.add(answer.get().status());
            }
            assertThat(answers).containsExactlyInAnyOrder(201, 409);
        }
        assertSplit(county, fund, 0, 0, 0);
        JsonNode after = county.fetch("/funds/" + fund);
        assertThat(after.path("fund").path("returnedFen").asLong()).isEqualTo(50000);
        assertThat(after.path("returns").path(0).path("reason").asString()).isEqualTo("年终上交");
    }

    private static List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(Ids.next());
        }
        return ids;
    }

    @Test
    void twoAtTheLastOfAFundAndOfACapGetNoMoreThanThereIs() throws Exception {
        for (int round = 0; round < 5; round++) {
            String village = village(new Random(900 + round));
            int season = season();
            UUID poor = fund(village, season, 40000, new SubsidyRule(1, 1000, 0, null, null, null, true, false));
            UUID capped = fund(village, season, 4000000, new SubsidyRule(1, 1000, 0, 45000L, null, null, true, false));
            UUID once = fund(village, season, 4000000, new SubsidyRule(1, 1000, 0, null, null, null, true, false));
            UUID household = Ids.next();
            UUID field = Ids.next();
            CountDownLatch start = new CountDownLatch(1);
            List<Callable<Boolean>> claims = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                UUID cultivator = Ids.next();
                claims.add(() -> {
                    start.await();
                    return transactions.execute(status -> {
                        claim(line(village, season, Ids.next(), cultivator, household, field, 3000, 5000, 1, 12000,
                                null));
                        return true;
                    });
                });
            }
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> running = claims.stream().map(pool::submit).toList();
                start.countDown();
                for (Future<Boolean> one : running) {
                    assertThat(one.get()).isTrue();
                }
            }
            assertThat(paid(poor)).containsExactlyInAnyOrder(30000L, 10000L);
            assertThat(paid(capped)).containsExactlyInAnyOrder(30000L, 15000L);
            // Fifty mu of ground: thirty and the other twenty.
            assertThat(paid(once)).containsExactlyInAnyOrder(30000L, 20000L);
        }
    }

    private List<Long> paid(UUID fund) {
        return jdbc.sql("select paid_fen from subsidy_claim where fund_id = :fund").param("fund", fund)
                .query(Long.class)
                .list();
    }

    @Test
    void theCountyChangesARuleWithAReasonAndOnlyFromNowOn() {
        Season season = harvest.begin();
        String fund = season.county().create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "HARVEST",
                "season", 2026, "budgetFen", 1000000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 1000)))
                .path("id").asString();
        season.work(0, 1);
        assertThat(season.county().post("/funds/" + fund + "/rules", Map.of("rule", Map.of("maxPriceShare", 1.5)))
                .problems()).containsExactly("required", "required", "required", "fund.price-share");
        Map<String, Object> change = Map.of("baseVersion", 1, "reason", "按县里会议：不超过作业价格的 5%", "rule",
                Map.of("fenPerMu", 2000, "maxPriceShare", 0.05));
        assertThat(season.clerk().post("/funds/" + fund + "/rules", change).problems())
                .containsExactly("access.role");
        JsonNode changed = season.county().create("/funds/" + fund + "/rules", change);
        assertThat(changed.path("rules").valueStream().map(rule -> rule.path("version").asInt())).containsExactly(2, 1);
        assertThat(changed.path("fund").path("fenPerMu").asLong()).isEqualTo(2000);
        assertThat(season.county().post("/funds/" + fund + "/rules", change).problems())
                .containsExactly("subsidy-rule.changed");
        season.work(1, 1);
        // Ground that is left out, and after that is lifted not any more.
        String exclusion = season.county().create("/funds/" + fund + "/exclusions", Map.of("fieldId",
                season.village().farms().get(2).fieldId(), "reason", "已列入退耕")).path("id").asString();
        season.work(2, 1);
        List<JsonNode> claims = season.clerk().fetch("/funds/" + fund + "/claims").path("items").valueStream().toList();
        assertThat(claims).extracting(claim -> claim.path("paidFen").asLong()).containsExactly(30000L, 18000L, 0L);
        assertThat(claims).extracting(claim -> claim.path("ruleVersion").asInt()).containsExactly(1, 2, 2);
        assertThat(claims).extracting(claim -> claim.path("reason").asString()).containsExactly("补贴按标准全额发放",
                "各项补贴合计不超过作业价格的 5%（180 元），超出部分不补", "不予补贴：已列入退耕");
        assertThat(season.county().create("/subsidy-exclusions/" + exclusion + "/lift", Map.of("reason", "查无此事"))
                .path("liftedReason").asString()).isEqualTo("查无此事");
        assertThat(season.county().post("/subsidy-exclusions/" + exclusion + "/lift", Map.of("reason", "x")).problems())
                .containsExactly("subsidy-exclusion.lifted");
        assertThat(season.county().post("/funds/" + fund + "/exclusions", Map.of("reason", "x")).problems())
                .containsExactly("subsidy-exclusion.of-what");
        JsonNode sheet = season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        assertThat(sheet.path("checkFen").asLong(-1)).isZero();
        assertThat(sheet.path("totals").path("subsidyFen").asLong()).isEqualTo(48000);
    }

    @Test
    void ofTwoWhoChangeARuleAtOnceOneHearsOfTheOther() throws Exception {
        Season season = harvest.begin();
        String fund = season.county().create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "DRYING",
                "season", 2026, "budgetFen", 1000000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 1000)))
                .path("id").asString();
        Map<String, Object> change = Map.of("baseVersion", 1, "reason", "改标准", "rule", Map.of("fenPerMu", 1500));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Callable<ApiClient.Answer> one = () -> season.county().post("/funds/" + fund + "/rules", change);
            List<Integer> answers = new ArrayList<>();
            for (Future<ApiClient.Answer> answer : pool.invokeAll(List.of(one, one))) {
                answers.add(answer.get().status());
            }
            assertThat(answers).containsExactlyInAnyOrder(201, 409);
        }
        assertThat(season.county().fetch("/funds/" + fund).path("rules")).hasSize(2);
    }
}
