package org.siji.platform.consent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.privacy.PersonalData;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Codes through a real gateway on this machine, and how a witness and a place are kept. */
@SijiIntegrationTest
class SmsCodesTest {

    private static final String PHONE = "13812345678";
    private static final Pattern CODE = Pattern.compile("\\d{6}");

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PersonalData personalData;
    @Autowired
    PlatformTransactionManager transactions;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final CountDownLatch patience = new CountDownLatch(1);
    private volatile int status = 202;
    private volatile boolean slow;
    private HttpServer gateway;
    private SampleVillage village;
    private ApiClient clerk;
    private Farm farm;

    @BeforeEach
    void begin() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/send", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (slow) {
                try {
                    patience.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
        System.setProperty("SIJI_SMS_URL", "http://127.0.0.1:" + gateway.getAddress().getPort() + "/send");
        System.setProperty("SIJI_SMS_TOKEN", "geheim");
        village = villages.make(1);
        clerk = users.office(Role.VILLAGE, village.code());
        farm = village.farms().getFirst();
        asOwner(() -> jdbc.sql("update household_version set phone_enc = :phone where household_id = :id")
                .param("phone", personalData.encrypt(PHONE)).param("id", farm.householdId()).update());
    }

    /** With the rights of the database's owner: the application itself can't turn a code's clock back. */
    private void asOwner(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("set local role none").update();
            work.run();
        });
    }

    @AfterEach
    void end() {
        patience.countDown();
        gateway.stop(0);
        System.clearProperty("SIJI_SMS_URL");
        System.clearProperty("SIJI_SMS_TOKEN");
    }

    private JsonNode send() {
        return clerk.create("/sms-codes", Map.of("householdId", farm.householdId()));
    }

    private String code() {
        Matcher found = CODE.matcher(JsonMapper.shared().readTree(messages.getLast()).path("text").asString());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private JsonNode tell(String id, String code) {
        ApiClient.Answer answer = clerk.post("/sms-codes/" + id + "/check", Map.of("code", code));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Map<String, Object> need(Map<String, Object> confirmation) {
        return Map.of("fieldId", farm.fieldId(), "operation", "HARVEST", "windowFrom", "2026-07-10", "windowTo",
                "2026-07-20", "season", 2026, "enteredFor", farm.cultivatorId(), "confirmation", confirmation);
    }

    private static String otherThan(String code) {
        return code.equals("000000") ? "111111" : "000000";
    }

    @Test
    void aCodeThatWasToldBackConfirmsANeed() {
        assertThat(clerk.fetch("/sms-codes").path("offered").asBoolean()).isTrue();
        assertThat(clerk.post("/needs", need(Map.of("kind", "SMS"))).problemsWithPaths())
                .containsExactly("consent.sms @ confirmation.smsCodeId");
        JsonNode sent = send();
        String id = sent.path("id").asString();
        assertThat(sent.path("phoneMasked").asString()).isEqualTo("138****5678");
        JsonNode message = JsonMapper.shared().readTree(messages.getFirst());
        assertThat(message.path("phone").asString()).isEqualTo(PHONE);
        assertThat(message.path("id").asString()).isEqualTo(id);
        assertThat(secrets).containsExactly("Bearer geheim");
        assertThat(clerk.post("/needs", need(Map.of("kind", "SMS", "smsCodeId", id))).problems())
                .as("sent, but not told back").containsExactly("consent.sms");
        JsonNode wrong = tell(id, otherThan(code()));
        assertThat(wrong.path("confirmed").asBoolean()).isFalse();
        assertThat(wrong.path("triesLeft").asInt()).isEqualTo(4);
        assertThat(tell(id, code()).path("confirmed").asBoolean()).isTrue();
        assertThat(users.office(Role.VILLAGE, village.code()).post("/needs",
                need(Map.of("kind", "SMS", "smsCodeId", id))).problems()).as("somebody else's code")
                .containsExactly("consent.sms");
        String need = clerk.create("/needs", need(Map.of("kind", "SMS", "smsCodeId", id, "lon", 110.5, "lat", 27.5)))
                .path("id").asString();
        JsonNode consent = clerk.fetch("/needs/" + need).path("consent");
        assertThat(consent.path("phoneMasked").asString()).isEqualTo("138****5678");
        assertThat(consent.path("lat").asDouble()).isEqualTo(27.5);
        assertThat(jdbc.sql("select encode(code_hash, 'hex') from sms_code where id = :id")
                .param("id", UUID.fromString(id)).query(String.class).single()).hasSize(64).doesNotContain(code());
    }

    @Test
    void afterFiveTriesOrTenMinutesACodeIsNothing() {
        String id = send().path("id").asString();
        for (int left = 4; left >= 0; left--) {
            assertThat(tell(id, otherThan(code())).path("triesLeft").asInt()).isEqualTo(left);
        }
        JsonNode late = tell(id, code());
        assertThat(late.path("confirmed").asBoolean()).isFalse();
        assertThat(late.path("open").asBoolean()).isFalse();
        assertThat(clerk.post("/sms-codes", Map.of("householdId", farm.householdId())).problems())
                .containsExactly("sms.too-soon");
        asOwner(() -> jdbc
                .sql("update sms_code set asked_at = asked_at - interval '11 minutes' where household_id = :id")
                .param("id", farm.householdId()).update());
        String old = send().path("id").asString();
        asOwner(() -> jdbc.sql("update sms_code set asked_at = asked_at - interval '11 minutes' where id = :id")
                .param("id", UUID.fromString(old)).update());
        assertThat(tell(old, code()).path("confirmed").asBoolean()).isFalse();
    }

    @Test
    void aGatewayThatIsDownRefusesOrIsSlowIsSaidAndHoldsNobodyUp() {
        Map<String, Object> request = Map.of("householdId", farm.householdId());
        status = 500;
        ApiClient.Answer refused = clerk.post("/sms-codes", request);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problems()).containsExactly("sms.gateway-refused");
        slow = true;
        long begun = System.nanoTime();
        ApiClient.Answer late = clerk.post("/sms-codes", request);
        assertThat(late.problems()).containsExactly("sms.gateway-slow");
        assertThat(System.nanoTime() - begun).as("5 s of patience").isLessThan(15_000_000_000L);
        patience.countDown();
        gateway.stop(0);
        assertThat(clerk.post("/sms-codes", request).problems()).containsExactly("sms.gateway-down");
        assertThat(jdbc.sql("select count(*) from sms_code where household_id = :id and failed_at is not null")
                .param("id", farm.householdId()).query(Long.class).single()).as("kept, and not counted").isEqualTo(3);
        System.clearProperty("SIJI_SMS_URL");
        assertThat(clerk.fetch("/sms-codes").path("offered").asBoolean()).isFalse();
        assertThat(clerk.post("/sms-codes", request).problems()).containsExactly("sms.not-offered");
    }

    @Test
    void onlyAHouseholdsOwnPeopleSendItACode() {
        assertThat(users.office(Role.VILLAGE, village.otherCode())
                .post("/sms-codes", Map.of("householdId", farm.householdId())).status()).isEqualTo(404);
        assertThat(users.office(Role.LEADER, village.code())
                .post("/sms-codes", Map.of("householdId", farm.householdId())).status()).isEqualTo(404);
        assertThat(clerk.post("/sms-codes", Map.of("householdId", village.farms().get(1).householdId())).problems())
                .containsExactly("sms.no-phone");
        assertThat(messages).isEmpty();
    }

    @Test
    void aWitnessIsNamedAndIsSomebodyElse() {
        assertThat(clerk.post("/needs", need(Map.of("kind", "WITNESS"))).problemsWithPaths()).containsExactly(
                "consent.witness-name @ confirmation.witnessName", "consent.witness-role @ confirmation.witnessRole");
        String self = clerk.fetch("/session").path("displayName").asString();
        assertThat(clerk.post("/needs",
                need(Map.of("kind", "WITNESS", "witnessName", " " + self + " ", "witnessRole", "干部"))).problems())
                .containsExactly("consent.witness-self");
        assertThat(clerk.post("/needs",
                need(Map.of("kind", "WITNESS", "witnessName", "王小 1", "witnessRole", "户主"))).problems())
                .containsExactly("consent.witness-household");
        assertThat(clerk.post("/needs", need(Map.of("kind", "PHOTO", "lon", 190, "lat", 1))).problemsWithPaths())
                .containsExactly("consent.place @ confirmation.lon");
        String need = clerk.create("/needs",
                need(Map.of("kind", "WITNESS", "witnessName", "<b>李四</b>", "witnessRole", "村民代表"))).path("id")
                .asString();
        JsonNode consent = clerk.fetch("/needs/" + need).path("consent");
        assertThat(consent.path("witnessNameMasked").asString()).startsWith("<").doesNotContain("李四");
        assertThat(consent.path("witnessRole").asString()).isEqualTo("村民代表");
    }
}
