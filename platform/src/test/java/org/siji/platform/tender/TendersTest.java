package org.siji.platform.tender;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.qualification.PaperWorld;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Sealed offers from the call to the contract, with a clock that can be put forward behind the deadline. */
@SijiIntegrationTest
@Import(TendersTest.Clocks.class)
class TendersTest {

    private static final class Forward extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return Matching.FARM_ZONE;
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
    SampleVillages villages;
    @Autowired
    TenderWorld world;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void now() {
        ((Forward) clock).ahead = Duration.ZERO;
    }

    private void pass(Duration time) {
        ((Forward) clock).ahead = ((Forward) clock).ahead.plus(time);
    }

    /** A bundle of 90 mu, two providers with machines, a tender whose deadline is in an hour. */
    private final class Called {
        final SampleVillage village = villages.make(2, 2);
        final ApiClient clerk = users.office(Role.VILLAGE, village.code());
        final ApiClient second = users.office(Role.VILLAGE, village.code());
        final ApiClient township = users.office(Role.TOWNSHIP, village.code().substring(0, 9));
        final String one = world.provider(village, 10_000);
        final String other = world.provider(village, 10_000);
        final String bundle;
        final String path;

        Called() {
            world.machine(one, 8);
            world.machine(other, 8);
            bundle = world.bundle(village);
            path = call();
        }

        String call() {
            return "/tenders/" + clerk.create("/tenders", Map.of("bundleId", bundle, "deadline",
                    OffsetDateTime.now(clock).plusHours(1).toString(), "criteria", "价格为主，兼顾记录和距离"))
                    .path("tender").path("id").asString();
        }

        void offer(String provider, long fenPerMu) {
            world.client(provider).create(path + "/offers", Map.of("fenPerMu", fenPerMu, "note", "带秸秆粉碎"));
        }

        void openTogether() {
            pass(Duration.ofHours(1));
            clerk.create(path + "/open", null);
            assertThat(township.create(path + "/open", null).path("tender").path("status").asString())
                    .isEqualTo("OPENED");
        }
    }

    @Test
    void whosePapersDontHoldOffersWhenTheyDo() {
        Called called = new Called();
        ApiClient county = users.office(Role.COUNTY, called.village.county());
        PaperWorld.require(county);
        ApiClient mine = world.client(called.one);
        Map<String, Object> offer = Map.of("fenPerMu", 9_500, "note", "");
        ApiClient.Answer without = mine.post(called.path + "/offers", offer);
        assertThat(without.status()).isEqualTo(409);
        assertThat(without.json().path("code").asString()).isEqualTo("tender.papers");
        assertThat(without.problems()).containsExactly("paper.lack.none");
        PaperWorld.pass(county, PaperWorld.bring(mine, called.one,
                PaperWorld.licence("8003", LocalDate.of(2026, 1, 1), null)));
        mine.create(called.path + "/offers", offer);
    }

    @Test
    void sealedOffersAreOpenedByTwoAndTheChoiceBecomesAContractAtTheOfferedPrice() {
        Called called = new Called();
        called.offer(called.one, 9_900);
        called.offer(called.one, 9_350);
        called.offer(called.other, 9_100);
        JsonNode own = world.client(called.one).fetch(called.path);
        assertThat(own.path("own").valueStream().map(version -> version.path("fenPerMu").asLong()))
                .as("each version is kept").containsExactly(9_900L, 9_350L);
        assertThat(own.path("invited")).as("who else was asked is not told").isEmpty();
        JsonNode before = called.clerk.fetch(called.path);
        assertThat(before.path("offers")).isEmpty();
        assertThat(before.path("offerCount").isNull()).isTrue();
        assertThat(before.toString()).doesNotContain("9350", "带秸秆粉碎");
        assertThat(jdbc.sql("select sealed from tender_offer where tender_id = :id")
                .param("id", UUID.fromString(called.path.substring("/tenders/".length())))
                .query((row, i) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1)).list())
                .allSatisfy(sealed -> assertThat(sealed).doesNotContain("9350", "9900", "9100", "fenPerMu"));
        assertThat(called.clerk.post(called.path + "/open", null).problems()).containsExactly("tender.not-due");
        assertThat(called.clerk.post(called.path + "/choose", Map.of("providerId", called.one)).problems())
                .containsExactly("tender.status");

        called.openTogether();
        JsonNode opened = called.clerk.fetch(called.path);
        assertThat(opened.path("offers").valueStream().map(offer -> offer.path("fenPerMu").asLong()))
                .containsExactly(9_100L, 9_350L);
        assertThat(opened.path("offers").path(0).path("match").path("reasons").toString())
                .contains("报价 91.00 元/亩，全部约 8190.00 元");
        assertThat(world.client(called.other).fetch(called.path).path("offers")).isEmpty();
        ApiClient.Answer silent = called.clerk.post(called.path + "/choose", Map.of("providerId", called.one));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.problemsWithPaths()).containsExactly("tender.reason-for-dearer @ reason");
        JsonNode award = called.clerk.create(called.path + "/choose",
                Map.of("providerId", called.one, "reason", "去年按时完成", "serviceFeeFenPerMu", 200));
        JsonNode contract = called.clerk.fetch("/contracts/" + award.path("contractId").asString());
        assertThat(contract.path("bundlePriceFenPerMu").asLong()).isEqualTo(9_350);
        assertThat(contract.path("text").asString()).contains("本合同打包价：93.50 元/亩", "打包价 93.50 元/亩是乙方为本合同地块所报价格");
        assertThat(called.clerk.fetch(called.path).path("tender").path("status").asString()).isEqualTo("AWARDED");
        assertThat(called.clerk.post(called.path + "/choose", Map.of("providerId", called.one)).status())
                .isEqualTo(409);
        String signed = "/contracts/" + award.path("contractId").asString();
        called.clerk.create(signed + "/send", null);
        world.client(called.one).create(signed + "/sign", TestUsers.signature("PROVIDER"));
        called.clerk.create(signed + "/sign", TestUsers.signature("COLLECTIVE"));
        assertThat(world.client(called.one).post(signed + "/amendment", Map.of("reason", "油价涨了",
                "bundlePriceFenPerMu", 9_400, "priceFrom", TenderWorld.from().toString())).problems())
                .as("a sealed offer is not raised afterwards").containsExactly("amendment.above-offer");
        assertThat(world.client(called.one).post(signed + "/amendment", Map.of("reason", "油价涨了", "droppedNeeds",
                List.of(contract.path("needs").path(0).path("needId").asString()), "bundlePriceFenPerMu", 9_400,
                "priceFrom", TenderWorld.from().toString())).problems())
                .as("nor when a field less makes the whole cheaper").containsExactly("amendment.above-offer");

        JsonNode published = world.client(called.other).fetch("/awards/" + award.path("id").asString())
                .path("published");
        assertThat(published.path("candidates").valueStream().map(one -> one.path("fenPerMu").asLong()))
                .containsExactly(9_100L, 9_350L);
        assertThat(published.path("reason").asString()).isEqualTo("去年按时完成");
        assertThat(published.path("openedBy")).hasSize(2);
        world.client(called.other).create("/awards/" + award.path("id").asString() + "/objections",
                Map.of("text", "我方报价更低"));
    }

    @Test
    void anOfferAfterTheDeadlineIsRefused() {
        Called called = new Called();
        called.offer(called.one, 9_000);
        String deadline = Tenders
                .minute(OffsetDateTime.parse(
                        called.clerk.fetch(called.path).path("tender").path("deadline").asString()));
        pass(Duration.ofHours(1));
        for (String what : List.of("/offers", "/withdraw")) {
            ApiClient.Answer late = world.client(called.other).post(called.path + what,
                    what.equals("/offers") ? Map.of("fenPerMu", 8_000) : null);
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.problems()).containsExactly("tender.too-late");
            assertThat(late.text()).contains("报价截止时间是 " + deadline, "不能再报价、改价或撤回");
        }
        assertThat(called.clerk.fetch(called.path).path("offerCount").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsOfferedMustStandOnTheProvidersOwnList() {
        Called called = new Called();
        ApiClient one = world.client(called.one);
        assertThat(one.post(called.path + "/offers", Map.of("fenPerMu", 12_001)).problems())
                .containsExactly("tender.above-list");
        assertThat(one.post(called.path + "/offers", Map.of("fenPerMu", 0)).problems())
                .containsExactly("tender.price");
        assertThat(one.post(called.path + "/withdraw", null).problems()).containsExactly("tender.nothing-to-withdraw");
        called.offer(called.one, 9_000);
        one.create(called.path + "/withdraw", null);
        assertThat(one.fetch(called.path).path("own").path(1).path("fenPerMu").isNull()).isTrue();
        String uninvited = world.provider(villages.make(), 9_000);
        assertThat(world.client(uninvited).get(called.path).status()).isEqualTo(404);
        assertThat(world.client(uninvited).post(called.path + "/offers", Map.of("fenPerMu", 8_000)).status())
                .isEqualTo(404);
        assertThat(world.client(called.one).fetch("/tenders").path("items")).hasSize(1);
        assertThat(called.clerk.post("/tenders", Map.of("bundleId", called.bundle, "deadline",
                OffsetDateTime.now(clock).plusHours(2).toString(), "criteria", "再来")).problems())
                .containsExactly("tender.running");
        assertThat(called.clerk.post("/contracts",
                Map.of("bundleId", called.bundle, "providerId", called.one, "mode", "FIXED_FEE")).problems())
                .containsExactly("tender.running");
        assertThat(called.clerk.post("/bundles/" + called.bundle + "/dissolve", Map.of("reason", "不做了")).problems())
                .containsExactly("tender.running");
        assertThat(called.clerk.post("/tenders", Map.of("bundleId", called.bundle, "deadline",
                OffsetDateTime.now(clock).minusHours(2).toString(), "criteria", "再来")).problems())
                .containsExactly("tender.deadline-passed");
        assertThat(called.clerk.post("/tenders", Map.of("bundleId", called.bundle, "deadline",
                OffsetDateTime.now(clock).plusDays(60).toString(), "criteria", "再来")).problems())
                .containsExactly("tender.deadline-behind-window");
    }

    @Test
    void aListThatHasFallenBelowTheOfferIsSaidWhenItIsChosen() {
        Called called = new Called();
        called.offer(called.one, 9_900);
        assertThat(users.office(Role.COUNTY, called.village.county()).put("/providers/" + called.one + "/prices",
                Map.of("validFrom", "2026-03-01", "prices",
                        List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 8_000))),
                3).status()).isEqualTo(200);
        called.openTogether();
        ApiClient.Answer answer = called.clerk.post(called.path + "/choose", Map.of("providerId", called.one));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("所报价格 99.00 元/亩不对", "单户价 80.00 元/亩");
        assertThat(called.clerk.fetch(called.path).path("tender").path("status").asString())
                .as("nothing was decided").isEqualTo("OPENED");
    }

    @Test
    void onePersonAloneOpensNothing() {
        Called called = new Called();
        called.offer(called.one, 9_000);
        pass(Duration.ofHours(1));
        for (int i = 0; i < 2; i++) {
            assertThat(called.clerk.create(called.path + "/open", null).path("tender").path("status").asString())
                    .isEqualTo("RUNNING");
        }
        pass(Duration.ofMinutes(31));
        assertThat(called.township.create(called.path + "/open", null).path("tender").path("status").asString())
                .as("the clerk's confirmation is too old").isEqualTo("RUNNING");
        assertThat(users.office(Role.TOWNSHIP, called.village.code().substring(0, 9))
                .create(called.path + "/open", null).path("tender").path("status").asString())
                .as("two of the township, nobody of the village").isEqualTo("RUNNING");
        assertThat(users.office(Role.COUNTY, called.village.county()).post(called.path + "/open", null).status())
                .isEqualTo(403);
        assertThat(called.second.create(called.path + "/open", null).path("tender").path("status").asString())
                .isEqualTo("OPENED");
    }

    @Test
    void ofTwoWhoConfirmAtTheSameMomentExactlyOneOpens() throws Exception {
        Called called = new Called();
        called.offer(called.one, 9_000);
        pass(Duration.ofHours(1));
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> answers = List.of(called.clerk, called.second).stream()
                    .map(client -> pool.submit(() -> {
                        start.await();
                        return client.post(called.path + "/open", null).status();
                    })).toList();
            start.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(called.clerk.fetch(called.path).path("events").valueStream()
                .filter(event -> event.path("status").asString().equals("OPENED"))).hasSize(1);
    }

    @Test
    void withoutOffersATenderIsVoidAndCanBeCalledAgain() {
        Called called = new Called();
        called.offer(called.one, 9_000);
        world.client(called.one).create(called.path + "/withdraw", null);
        pass(Duration.ofHours(1));
        JsonNode ended = called.clerk.create(called.path + "/open", null);
        assertThat(ended.path("tender").path("status").asString()).isEqualTo("VOID");
        assertThat(ended.path("events").path(1).path("reason").asString()).isEqualTo("到截止时间没有人报价，本次征集无结果");
        String again = called.call();
        assertThat(again).isNotEqualTo(called.path);
        assertThat(called.clerk.post(again + "/end", Map.of()).problemsWithPaths())
                .containsExactly("required @ reason");
        called.clerk.create(again + "/end", Map.of("reason", "作业时间写错了"));
        assertThat(called.clerk.fetch("/bundles/" + called.bundle + "/matches").path("tenders").valueStream()
                .map(tender -> tender.path("status").asString())).containsExactly("VOID", "VOID");
        assertThat(world.client(called.other).post(again + "/offers", Map.of("fenPerMu", 9_000)).problems())
                .containsExactly("tender.status");
    }
}
