package org.siji.platform.settlement;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** No ground is paid for twice, whichever order, machine or field record asks. Fields of 100 m x 200 m: 30.00 mu. */
@SijiIntegrationTest
class PaidOnceTest {

    private static final LocalDate JULY = LocalDate.of(2026, 7, 15);

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DatabaseConnection owner;

    private SampleVillage village;
    private ApiClient county;
    private ApiClient clerk;
    private int fields;

    @BeforeEach
    void layOut() {
        village = villages.make();
        county = users.office(Role.COUNTY, village.county());
        clerk = users.office(Role.VILLAGE, village.code());
        fields = 10;
    }

    /** An order of its own, for a field record, a household, a provider and a machine of its own. */
    private final class Job {

        private final double west;
        private final LocalDate day;
        private final ApiClient provider;
        private final String providerId;
        private final String machine;
        private final String contract;
        private final String order;
        private final String number;

        private Job(double west, LocalDate day, String operation) {
            this.west = west;
            this.day = day;
            Farm farm = villages.addFarm(village, fields++, west);
            String need = clerk.create("/needs",
                    Map.of("fieldId", farm.fieldId(), "operation", operation, "windowFrom",
                            day.minusDays(3).toString(), "windowTo", day.plusDays(3).toString(), "season", 2026,
                            "enteredFor", farm.cultivatorId(), "confirmation",
                            Map.of("kind", "SIGNATURE", "note", "1")))
                    .path("id").asString();
            String bundle = clerk.create("/bundles", Map.of("needIds", List.of(need))).path("id").asString();
            clerk.create("/bundles/" + bundle + "/close", null);
            providerId = county.create("/providers", Map.of("name", "合作社" + UUID.randomUUID())).path("id").asString();
            assertThat(county.put("/providers/" + providerId + "/prices", Map.of("validFrom", "2026-01-01", "prices",
                    List.of(Map.of("operation", operation, "minAreaMu", 0, "fenPerMu", 12000),
                            Map.of("operation", operation, "minAreaMu", 20, "fenPerMu", 10000))),
                    1).status()).isEqualTo(200);
            provider = users.provider(UUID.fromString(providerId));
            machine = provider.create("/machines", Map.of("name", "机", "kind", "机", "widthMeters",
                    HarvestSeason.WIDTH_METERS, "rates", List.of(Map.of("operation", operation, "muPerHour", 8)),
                    "depotLon", 110.0, "depotLat", 27.8, "roadKmh", 15)).path("id").asString();
            contract = villages.signedContract(village, bundle, providerId);
            JsonNode issued = provider.fetch("/work-orders?contract=" + contract).path("items").path(0);
            order = issued.path("id").asString();
            number = issued.path("number").asString();
        }

        private Job worked(double share) {
            return driven(HarvestSeason.drive(west, share, day.atStartOfDay().toInstant(ZoneOffset.UTC)));
        }

        private Job driven(byte[] track) {
            ApiClient.Answer answer = HarvestSeason.upload(provider, machine, "day.csv", track,
                    Map.of("workOrderId", order));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            return this;
        }

        private String status() {
            return clerk.fetch("/work-orders/" + order).path("status").asString();
        }

        private JsonNode lastDecision(ApiClient asker) {
            return asker.fetch("/work-orders/" + order + "/measured-work").path("acceptances").valueStream()
                    .reduce((earlier, later) -> later).orElseThrow();
        }

        private ApiClient.Answer review(Map<String, Object> decision) {
            return users.office(Role.VILLAGE, village.code()).post("/work-orders/" + order + "/review", decision);
        }

        private long paidFen() {
            return jdbc.sql("""
                    select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                    where a.kind = 'PROVIDER' and a.owner_id = :id""").param("id", providerId).query(Long.class)
                    .single();
        }
    }

    private Job job(double west, LocalDate day) {
        return new Job(west, day, "HARVEST");
    }

    private static Map<String, Object> accepted(boolean second) {
        return Map.of("decision", "ACCEPTED", "reason", "倒伏重收", "secondPayment", second);
    }

    @Test
    void anotherOrderOnTheSameGroundIsLookedAtAndNamed() {
        Job first = job(0, JULY).worked(1);
        assertThat(first.status()).isEqualTo("ACCEPTED");
        assertThat(first.lastDecision(clerk).path("ground").path("others")).isEmpty();
        Job half = job(50, JULY.plusDays(1)).worked(1);
        assertThat(half.status()).isEqualTo("IN_REVIEW");
        assertThat(half.paidFen()).isZero();
        JsonNode waiting = half.lastDecision(clerk);
        // Half of the field, less three quarters of a metre along the edges of both.
        double common = 48.5 * 198.5;
        assertThat(waiting.path("reason").asString())
                .startsWith("同一块地同一作业本季已按作业单 " + first.number + " 付过 14.").endsWith("亩，转人工复核");
        JsonNode other = waiting.path("ground").path("others").path(0);
        assertThat(other.path("workOrderId").asString()).isEqualTo(first.order);
        assertThat(other.path("claimedSquareMeters").asDouble()).isCloseTo(common, within(30.0));
        assertThat(other.path("replayed").asBoolean()).isFalse();
        JsonNode seen = half.lastDecision(half.provider).path("ground").path("others").path(0);
        assertThat(seen.path("number").asString()).isEqualTo(first.number);
        assertThat(seen.path("workOrderId").isNull()).as("not his").isTrue();

        ApiClient.Answer refused = half.review(accepted(false));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemsWithPaths()).containsExactly("review.ground-claimed @ secondPayment");
        assertThat(refused.text()).contains(first.number);
        assertThat(half.status()).isEqualTo("IN_REVIEW");
        assertThat(half.review(Map.of("decision", "ACCEPTED_IN_PART", "payableCentimu", 1700, "reason", "x"))
                .problems()).as("more than the rest").containsExactly("review.ground-claimed");
        assertThat(half.review(Map.of("decision", "ACCEPTED_IN_PART", "payableCentimu", 1500, "reason", "另一半"))
                .status()).as("the other half").isEqualTo(200);
        assertThat(half.paidFen()).isEqualTo(150000);
    }

    @Test
    void neighboursMayOverlapAlongTheirEdge() {
        assertThat(job(0, JULY).worked(1).status()).isEqualTo("ACCEPTED");
        assertThat(job(99, JULY).worked(1).status()).isEqualTo("ACCEPTED");
        assertThat(job(-99, JULY).worked(1).status()).isEqualTo("ACCEPTED");
    }

    @Test
    void aSecondPaymentThatIsRightIsSaidWithItsReason() {
        // Slowly, so that the turns can be seen.
        Instant morning = JULY.atStartOfDay().toInstant(ZoneOffset.UTC);
        Job first = job(0, JULY).driven(HarvestSeason.drive(0, 1, morning, 80, 6));
        Job second = job(0, JULY.plusDays(2))
                .driven(HarvestSeason.drive(0, 1, morning.plus(2, ChronoUnit.DAYS), 80, 6));
        assertThat(second.status()).isEqualTo("IN_REVIEW");
        assertThat(second.lastDecision(clerk).path("ground").path("others").path(0).path("replayed").asBoolean())
                .as("the same drive two days later").isTrue();
        assertThat(second.review(accepted(true)).status()).isEqualTo(200);
        JsonNode decided = second.lastDecision(clerk);
        assertThat(decided.path("decision").asString()).isEqualTo("ACCEPTED");
        assertThat(decided.path("secondPayment").asBoolean()).isTrue();
        assertThat(decided.path("reason").asString()).contains(first.number).contains("倒伏重收");
        assertThat(second.paidFen()).isEqualTo(300000);
        assertThat(jdbc
                .sql("select count(*) from audit_entry where action = 'work-order.second-payment' and object_id = :id")
                .param("id", second.order).query(Long.class).single()).isEqualTo(1);
        clerk.create("/contracts/" + second.contract + "/settlement", null);
    }

    @Test
    void aSubsidyForGroundOnceLooksThroughFieldRecords() {
        String fund = county.create("/funds", Map.of("name", "机收" + UUID.randomUUID(), "operation", "HARVEST", "season",
                2026, "budgetFen", 1000000, "justification", "按面积测算", "rule",
                Map.of("fenPerMu", 1000, "oncePerGround", true))).path("id").asString();
        job(0, JULY.minusDays(70)).worked(1);
        job(50, JULY).worked(1);
        assertThat(county.fetch("/funds/" + fund).path("claims").valueStream()
                .map(claim -> claim.path("reasonCode").asString() + " " + claim.path("paidFen").asLong()))
                .as("the late crop on half of the same ground, under another field record")
                .satisfiesExactly(first -> assertThat(first).isEqualTo("subsidy.paid 30000"),
                        second -> assertThat(second).startsWith("subsidy.ground-once 15"));
    }

    @Test
    void twoCropsAreTwoHarvestsAndAThirdIsNot() {
        Job early = job(0, JULY.minusDays(70)).worked(1);
        Job late = job(0, JULY).worked(1);
        assertThat(List.of(early.status(), late.status())).containsExactly("ACCEPTED", "ACCEPTED");
        Job third = job(0, JULY.minusDays(140)).worked(1);
        assertThat(third.status()).isEqualTo("IN_REVIEW");
        assertThat(third.lastDecision(clerk).path("ground").path("others").valueStream()
                .map(other -> other.path("number").asString())).containsExactlyInAnyOrder(early.number, late.number);
        Map<String, Object> rule = Map.of("operation", "HARVEST", "minCoverage", 0.95, "partCoverage", 0.5,
                "reviewBand", 0.01, "source", "稻稻油一年三熟", "validFrom", "2026-01-01");
        Map<String, Object> wrong = new HashMap<>(rule);
        wrong.put("timesPerSeason", 0);
        assertThat(county.send("PUT", "/acceptance-rules", wrong, Map.of()).problemsWithPaths())
                .containsExactly("rule.times @ timesPerSeason");
        wrong.put("timesPerSeason", 3);
        assertThat(county.send("PUT", "/acceptance-rules", wrong, Map.of()).status()).isEqualTo(200);
        assertThat(third.review(accepted(false)).status()).as("three crops a year").isEqualTo(200);
    }

    @Test
    void sprayingComesBackOften() {
        for (int round = 0; round < 3; round++) {
            assertThat(new Job(0, JULY.minusDays(10L * round), "PLANT_PROTECTION").worked(1).status())
                    .isEqualTo("ACCEPTED");
        }
        Job again = new Job(0, JULY, "PLANT_PROTECTION").worked(1);
        assertThat(again.status()).as("on the same day").isEqualTo("IN_REVIEW");
        assertThat(new Job(0, JULY, "HARVEST").worked(1).status()).as("another operation").isEqualTo("ACCEPTED");
    }

    @Test
    void ofTwoReviewersAtOnceOnlyOnePays() throws Exception {
        for (int round = 0; round < 4; round++) {
            // Near the threshold, so that each waits for a person.
            List<Job> both = List.of(job(round * 300, JULY).worked(0.95),
                    job(round * 300 + 10, JULY.plusDays(1)).worked(0.95));
            assertThat(both).extracting(Job::status).containsOnly("IN_REVIEW");
            CyclicBarrier start = new CyclicBarrier(2);
            List<Integer> answers = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                List<Callable<Integer>> reviewers = both.stream().map(job -> (Callable<Integer>) () -> {
                    start.await(1, TimeUnit.MINUTES);
                    return job.review(accepted(false)).status();
                }).toList();
                for (Future<Integer> answer : pool.invokeAll(reviewers)) {
                    answers.add(answer.get());
                }
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
            assertThat(both).extracting(Job::paidFen).containsExactlyInAnyOrder(300000L, 0L);
        }
    }

    @Test
    void whatIsTakenBackIsFreeAgain() {
        Job first = job(0, JULY).worked(1);
        Job second = job(0, JULY.plusDays(1)).worked(1);
        clerk.create("/work-orders/" + first.order + "/send-to-review", Map.of("reason", "农户反映没割"));
        assertThat(second.review(accepted(false)).problems()).as("the money still stands")
                .containsExactly("review.ground-claimed");
        assertThat(first.review(Map.of("decision", "REFUSED", "reason", "不是他割的")).status()).isEqualTo(200);
        assertThat(second.review(accepted(false)).status()).isEqualTo(200);
        assertThat(List.of(first.paidFen(), second.paidFen())).containsExactly(0L, 300000L);

        String appeal = first.provider.create("/appeals", Map.of("workOrderId", first.order, "reason", "是我割的"))
                .path("id").asString();
        assertThat(clerk.create("/appeals/" + appeal + "/measure", null).path("status").asString())
                .isEqualTo("CHANGED");
        assertThat(first.lastDecision(clerk).path("reason").asString()).contains(second.number);
        assertThat(first.paidFen()).isZero();
    }

    /** Decisions of earlier versions, where nobody looked at the ground, and which have no bill yet. */
    @Test
    void settlementRefusesWhatWasDecidedBeforeGroundsWereLookedAt() throws Exception {
        Job first = job(0, JULY).worked(1);
        Job second = job(0, JULY.plusDays(1)).worked(1);
        assertThat(second.review(accepted(true)).status()).isEqualTo(200);
        asOfOld(first);
        asOfOld(second);
        ApiClient.Answer refused = clerk.post("/contracts/" + second.contract + "/settlement", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problems()).containsExactly("settlement.ground-paid");
        assertThat(refused.text()).contains(second.number).contains(first.number);

        String path = "/season-settlements/"
                + county.create("/season-settlements", Map.of("season", 2026)).path("id").asString();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!county.fetch(path).hasNonNull("endedAt")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
        JsonNode waiting = county.fetch(path + "/waiting").path("items");
        JsonNode told = waiting.valueStream()
                .filter(one -> one.path("id").asString().equals(second.contract)).findFirst().orElseThrow();
        assertThat(told.path("reason").asString()).contains(second.number).contains(first.number);
        assertThat(second.paidFen()).as("the bill of then, nothing on top").isEqualTo(300000);
    }

    private void asOfOld(Job job) throws SQLException {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement
                    .execute("update acceptance set ground_check = null, second_payment = false where work_order_id = '"
                            + job.order + "'");
            statement.execute("delete from bill_line where work_order_id = '" + job.order + "'");
        }
    }
}
