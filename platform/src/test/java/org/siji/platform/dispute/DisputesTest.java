package org.siji.platform.dispute;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Disputes over a harvest, from the group up to the county, over HTTP and with a clock that can be put forward. */
@SijiIntegrationTest
@Import(DisputesTest.Clocks.class)
class DisputesTest {

    /** The real time, and what the test has put it forward by. */
    private static final class Forward extends Clock {
        private Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return WorkingDays.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), ahead);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Clocks {

        @Bean
        @Primary
        Clock movable() {
            return new Forward();
        }
    }

    @Autowired
    Clock clock;
    @Autowired
    WorkingDays days;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void now() {
        ((Forward) clock).ahead = Duration.ZERO;
    }

    /** A season whose first field is worked and accepted, with everybody who may have a word. Sessions end sooner than disputes. */
    private final class Case {
        final Season season = harvest.begin();
        String path = "";

        Case() {
            season.work(0, 1);
        }

        Farm farm() {
            return season.village().farms().getFirst();
        }

        ApiClient household() {
            return users.household(farm().householdId(), season.village().code());
        }

        ApiClient clerk() {
            return users.office(Role.VILLAGE, season.village().code());
        }

        ApiClient township() {
            return users.office(Role.TOWNSHIP, season.village().code().substring(0, 9));
        }

        ApiClient county() {
            return users.office(Role.COUNTY, season.village().county());
        }

        ApiClient provider() {
            return users.provider(UUID.fromString(season.providerId()));
        }

        Map<String, Object> claim(String against) {
            return new HashMap<>(
                    Map.of("workOrderId", season.orders().getFirst(), "against", against, "claim", "田角没有收干净"));
        }

        Case open() {
            path = "/disputes/"
                    + household().create("/disputes", claim("PROVIDER")).path("dispute").path("id").asString();
            return this;
        }

        JsonNode detail() {
            return clerk().fetch(path);
        }

        String state(String field) {
            return detail().path("dispute").path(field).asString();
        }

        /** To that many days after the level's last. */
        void goPastTheLevel(int more) {
            putForwardTo(LocalDate.parse(state("levelDueOn")).plusDays(more));
        }

        List<String> kinds() {
            return detail().path("steps").valueStream().map(step -> step.path("kind").asString()).toList();
        }

        long account(String kind, Object owner) {
            return jdbc.sql("""
                    select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                    where a.kind = :kind and a.owner_id = :owner""").param("kind", kind)
                    .param("owner", owner.toString()).query(Long.class).single();
        }
    }

    private void putForwardTo(LocalDate day) {
        Forward forward = (Forward) clock;
        forward.ahead = forward.ahead.plusDays(day.toEpochDay() - days.today().toEpochDay());
    }

    private static Map<String, Object> pays(long fen) {
        return Map.of("text", "少收的一角由服务组织退钱", "amountFen", fen, "payer", "PROVIDER", "payee", "HOUSEHOLD");
    }

    private static final Map<String, Object> YES = Map.of("accepts", true);
    private static final Map<String, Object> NO = Map.of("accepts", false, "text", "太少");

    @Test
    void aDisputeGoesUpTwoStepsAndIsCarriedOutInTheLedger() {
        Case one = new Case().open();
        assertThat(one.state("level")).isEqualTo("GROUP");
        assertThat(one.state("levelDueOn")).isEqualTo(days.plusWorkingDays(days.today(), 3).toString());
        one.clerk().create(one.path + "/hearing",
                Map.of("heldOn", "2026-12-01", "place", "晒谷场", "attendants", "王小1、机手、组长"));
        one.clerk().create(one.path + "/proposal", pays(5_000));
        one.provider().create(one.path + "/answer", YES);
        one.household().create(one.path + "/answer", NO);
        one.household().create(one.path + "/escalate", Map.of("text", "请村里处理"));
        assertThat(one.state("level")).isEqualTo("VILLAGE");

        one.goPastTheLevel(1);
        one.provider().create(one.path + "/escalate", null);
        assertThat(one.state("level")).isEqualTo("TOWNSHIP");
        assertThat(one.state("levelDueOn")).isEqualTo(days.plusWorkingDays(days.today(), 10).toString());

        long provider = one.account("PROVIDER", one.season.providerId());
        long household = one.account("CULTIVATOR", one.farm().cultivatorId());
        one.township().create(one.path + "/proposal", pays(12_345));
        one.household().create(one.path + "/answer", YES);
        assertThat(one.account("PROVIDER", one.season.providerId())).as("one side is not enough").isEqualTo(provider);
        one.provider().create(one.path + "/answer", YES);
        assertThat(one.account("PROVIDER", one.season.providerId())).isEqualTo(provider - 12_345);
        assertThat(one.account("CULTIVATOR", one.farm().cultivatorId())).isEqualTo(household + 12_345);
        assertThat(one.state("status")).isEqualTo("SETTLED");
        assertThat(one.kinds()).containsExactly("OPENED", "HEARING", "PROPOSAL", "ACCEPTED_BY", "REJECTED_BY",
                "ESCALATED", "ESCALATED", "PROPOSAL", "ACCEPTED_BY", "ACCEPTED_BY", "SETTLED");
        String transaction = one.detail().path("steps").valueStream().reduce((first, last) -> last).orElseThrow()
                .path("transactionId").asString();
        JsonNode posted = one.clerk().fetch("/ledger/" + transaction);
        assertThat(posted.path("sumFen").asLong()).isZero();
        assertThat(posted.path("transaction").path("businessKey").asString())
                .isEqualTo("dispute:" + one.path.substring("/disputes/".length()));
        assertThat(one.provider().post(one.path + "/answer", YES).problems()).containsExactly("dispute.over");
        assertThat(one.household().post("/disputes", one.claim("PROVIDER")).problems())
                .containsExactly("constraint.dispute_once");
    }

    @Test
    void theCountyDecidesFinally() {
        Case one = new Case();
        one.path = "/disputes/"
                + one.household().create("/disputes", one.claim("COLLECTIVE")).path("dispute").path("id").asString();
        assertThat(one.state("level")).as("the collective doesn't judge itself").isEqualTo("TOWNSHIP");
        assertThat(one.clerk().post(one.path + "/proposal", pays(1)).status()).isEqualTo(403);
        one.goPastTheLevel(1);
        one.household().create(one.path + "/escalate", null);
        assertThat(one.household().post(one.path + "/escalate", null).problems()).containsExactly("dispute.top");
        assertThat(one.township().post(one.path + "/proposal", pays(1)).problems())
                .containsExactly("dispute.not-your-level");
        assertThat(one.county().post(one.path + "/proposal", pays(100)).problemsWithPaths())
                .as("the provider is no side").containsExactly("dispute.payer @ payer");
        // A late decision is better than none.
        one.goPastTheLevel(9);
        one.county().create(one.path + "/proposal",
                Map.of("text", "村集体退服务费", "amountFen", 700, "payer", "COLLECTIVE", "payee", "HOUSEHOLD"));
        assertThat(one.state("status")).isEqualTo("SETTLED");
        assertThat(one.account("VILLAGE", one.season.village().code())).isEqualTo(-700);
    }

    @Test
    void takingItUpHasItsTime() {
        Case one = new Case().open();
        assertThat(one.household().post(one.path + "/escalate", null).problems())
                .containsExactly("dispute.escalation-early");
        one.clerk().create(one.path + "/proposal", pays(5_000));
        one.household().create(one.path + "/answer", NO);
        assertThat(one.household().post(one.path + "/answer", NO).problems()).containsExactly("dispute.no-proposal");
        LocalDate last = days.plusWorkingDays(days.today(), 5);
        assertThat(one.detail().path("escalation").path("until").asString()).isEqualTo(last.toString());
        putForwardTo(last.plusDays(1));
        ApiClient.Answer late = one.household().post(one.path + "/escalate", null);
        assertThat(late.problems()).containsExactly("dispute.escalation-late");
        assertThat(late.text()).contains("往上一级提的期限到 " + last + " 为止，已经过了");
        assertThat(one.clerk().post(one.path + "/proposal", pays(1)).problems()).containsExactly("dispute.level-over");
        one.clerk().create(one.path + "/withdraw", Map.of("reason", "没有人再往上提"));
        assertThat(one.state("status")).isEqualTo("CLOSED");
        assertThat(one.household().post(one.path + "/escalate", null).problems()).containsExactly("dispute.over");
    }

    @Test
    void whatWasAcceptedLongAgoIsNotOpenedAgain() {
        Case one = new Case();
        one.season.work(1, 1);
        one.season.work(2, 1);
        one.clerk().create("/contracts/" + one.season.contractId() + "/settlement", null);
        LocalDate last = days.plusWorkingDays(days.today(), 30);
        putForwardTo(last.plusDays(1));
        ApiClient.Answer late = one.household().post("/disputes", one.claim("PROVIDER"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problems()).containsExactly("dispute.too-late");
        assertThat(late.text()).contains("30 个工作日").contains(last.toString());
        assertThat(one.household().post("/appeals",
                Map.of("workOrderId", one.season.orders().getFirst(), "reason", "再测")).problems())
                .containsExactly("appeal.too-late");
        Map<String, Object> contract = Map.of("contractId", one.season.contractId(), "against", "COLLECTIVE", "claim",
                "服务费收多了");
        assertThat(one.provider().post("/disputes", contract).problems()).containsExactly("dispute.too-late");
        putForwardTo(last);
        one.open();
        one.provider().create("/disputes", contract);
    }

    @Test
    void workIsMeasuredAgainWhereBothSidesWishIt() {
        Case one = new Case().open();
        one.clerk().create(one.path + "/remeasure", Map.of("reason", "当面重算"));
        one.clerk().create(one.path + "/proposal", Map.of("text", "双方同意重测", "remeasure", true));
        one.household().create(one.path + "/answer", YES);
        assertThat(one.household().post(one.path + "/answer", YES).problems()).containsExactly("dispute.answered");
        one.provider().create(one.path + "/answer", YES);
        JsonNode measured = one.detail().path("steps").valueStream()
                .filter(step -> step.path("kind").asString().equals("REMEASURED")).findFirst().orElseThrow();
        assertThat(measured.path("changed").asBoolean()).isFalse();
        assertThat(measured.path("appealId").asString()).isNotEmpty();
        assertThat(one.kinds()).endsWith("REMEASURED", "SETTLED");
    }

    @Test
    void eachSpeaksForHimself() {
        Case one = new Case().open();
        assertThat(one.household().post(one.path + "/proposal", pays(1)).status()).isEqualTo(403);
        assertThat(one.township().post(one.path + "/hearing",
                Map.of("heldOn", "2026-12-01", "place", "镇", "attendants", "无")).problems())
                .containsExactly("dispute.not-your-level");
        assertThat(one.provider().post(one.path + "/withdraw", Map.of("reason", "不认")).problems())
                .containsExactly("dispute.not-yours");
        assertThat(one.clerk().post(one.path + "/answer", YES).problemsWithPaths()).containsExactly("required @ text");
        assertThat(one.clerk().post(one.path + "/answer", Map.of("side", "PROVIDER", "accepts", true)).problems())
                .containsExactly("dispute.not-your-side");
        assertThat(one.household().post(one.path + "/answer", YES).problems()).containsExactly("dispute.no-proposal");
        assertThat(one.household().post("/disputes", one.claim("HOUSEHOLD")).problems())
                .containsExactly("dispute.against-itself");
        assertThat(one.household().post("/disputes", Map.of()).problemsWithPaths()).containsExactly(
                "required @ workOrderId", "required @ against", "required @ claim");
        Farm other = one.season.village().farms().get(1);
        ApiClient neighbour = users.household(other.householdId(), one.season.village().code());
        assertThat(neighbour.get(one.path).status()).isEqualTo(404);
        assertThat(neighbour.post("/disputes", one.claim("PROVIDER")).status()).isEqualTo(404);
        assertThat(neighbour.fetch("/disputes").path("items")).isEmpty();
        assertThat(one.household().fetch("/disputes").path("items")).hasSize(1);
        assertThat(one.provider().fetch("/disputes?status=OPEN").path("items")).hasSize(1);
        assertThat(one.clerk().fetch("/disputes?status=CLOSED&village=" + one.season.village().code()).path("items"))
                .isEmpty();
        one.household().create(one.path + "/withdraw", Map.of("reason", "已经补收"));
        assertThat(one.kinds()).containsExactly("OPENED", "CLOSED");
        one.open();
    }

    @Test
    void aProposalMustMakeSense() {
        Case one = new Case().open();
        assertThat(one.clerk().post(one.path + "/proposal",
                Map.of("amountFen", -1, "payer", "PROVIDER", "payee", "PROVIDER", "remeasure", true))
                .problemsWithPaths()).containsExactly("required @ text", "dispute.amount @ amountFen",
                        "dispute.payer @ payer", "dispute.both @ remeasure");
        Map<String, Object> byContract = new HashMap<>(Map.of("contractId", one.season.contractId(), "against",
                "PROVIDER", "claim", "来晚了", "side", "HOUSEHOLD"));
        assertThat(one.clerk().post("/disputes", byContract).problemsWithPaths())
                .containsExactly("required @ cultivatorId");
        byContract.put("cultivatorId", one.season.village().other().cultivatorId());
        assertThat(one.clerk().post("/disputes", byContract).problems()).containsExactly("dispute.not-in-contract");
        byContract.put("cultivatorId", one.farm().cultivatorId());
        String contract = "/disputes/"
                + one.clerk().create("/disputes", byContract).path("dispute").path("id").asString();
        assertThat(one.clerk().post(contract + "/remeasure", Map.of("reason", "重测")).problems())
                .containsExactly("dispute.no-work-order");
        assertThat(one.household().fetch(contract).path("ownSides")).hasSize(1);
    }

    @Test
    void whatHappenedCanNotBeRewritten() {
        Case one = new Case().open();
        assertThat(jdbc.sql("""
                select has_table_privilege('siji_app', 'dispute_step', 'update')
                    or has_table_privilege('siji_app', 'dispute_step', 'delete')
                    or has_table_privilege('siji_app', 'dispute', 'delete')""").query(Boolean.class).single())
                .isFalse();
        assertThat(one.kinds()).containsExactly("OPENED");
    }
}
