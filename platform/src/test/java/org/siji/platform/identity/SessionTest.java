package org.siji.platform.identity;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class SessionTest {

    @Autowired
    TestUsers testUsers;
    @Autowired
    JdbcClient jdbc;

    private static String fresh(String name) {
        return name + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void nobodyGetsIn() {
        ApiClient.Answer answer = testUsers.anonymous().get("/session");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problems()).containsExactly("access.login");
        assertThat(answer.json().path("detail").asString()).isEqualTo("请先登录");
    }

    @Test
    void aWrongPasswordIsRefusedAndAfterFiveTheDoorStaysShut() {
        ApiClient county = testUsers.office(Role.COUNTY, "");
        String name = fresh("u");
        county.create("/users", Map.of("username", name, "password", "long-enough-1", "displayName", "x", "role",
                "VILLAGE", "regionCode", "431299001001"));
        for (int i = 0; i < 5; i++) {
            ApiClient.Answer wrong = testUsers.anonymous().post("/session", Map.of("username", name, "password", "no"));
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.problems()).containsExactly("login.wrong");
        }
        assertThat(testUsers.anonymous().post("/session", Map.of("username", name, "password", "long-enough-1"))
                .problems()).containsExactly("login.too-many");
    }

    @Test
    void aOneTimePasswordMustBeChangedFirst() {
        ApiClient county = testUsers.office(Role.COUNTY, "431299");
        String name = fresh("clerk");
        String oneTime = county.create("/users",
                Map.of("username", name, "displayName", "村文书", "role", "VILLAGE", "regionCode", "431299001001"))
                .path("oneTimePassword").asString();
        ApiClient clerk = testUsers.anonymous().logIn(name, oneTime);
        assertThat(clerk.get("/users").problems()).containsExactly("access.change-password");
        assertThat(clerk.send("PUT", "/session/password", Map.of("oldPassword", "?", "newPassword", "short"), Map.of())
                .problemsWithPaths())
                .containsExactly("password.old-wrong @ oldPassword", "password.short @ newPassword");
        assertThat(clerk.send("PUT", "/session/password",
                Map.of("oldPassword", oneTime, "newPassword", "a-better-one-2"), Map.of()).status()).isEqualTo(204);
        assertThat(clerk.get("/users").status()).isEqualTo(200);
    }

    @Test
    void nobodyMakesLoginsAboveOrBesideHisOwnScope() {
        ApiClient township = testUsers.office(Role.TOWNSHIP, "431299001");
        Map<String, Object> county = Map.of("username", fresh("x"), "displayName", "x", "role", "COUNTY", "regionCode",
                "431299");
        Map<String, Object> beside = Map.of("username", fresh("x"), "displayName", "x", "role", "VILLAGE", "regionCode",
                "431299002001");
        assertThat(township.post("/users", county).problems()).containsExactly("user.scope");
        assertThat(township.post("/users", beside).problems()).containsExactly("user.scope");
        assertThat(township.post("/users", Map.of("username", "", "role", "VILLAGE")).problemsWithPaths())
                .containsExactly("user.username @ username", "required @ displayName");
    }

    @Test
    void aTakenNameIsAConflictWithASentence() {
        ApiClient county = testUsers.office(Role.COUNTY, "");
        Map<String, Object> user = Map.of("username", fresh("twin"), "displayName", "x", "role", "COUNTY", "regionCode",
                "431299");
        county.create("/users", user);
        ApiClient.Answer second = county.post("/users", user);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problems()).containsExactly("constraint.app_user_username");
    }

    @Test
    void theSameSubmitTwiceMakesOneUserAndGetsOneAnswer() {
        ApiClient county = testUsers.office(Role.COUNTY, "");
        String name = fresh("once");
        Map<String, Object> user = Map.of("username", name, "displayName", "x", "role", "COUNTY", "regionCode",
                "431299");
        Map<String, String> key = Map.of("Idempotency-Key", fresh("key"));
        ApiClient.Answer first = county.send("POST", "/users", user, key);
        ApiClient.Answer second = county.send("POST", "/users", user, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(jdbc.sql("select count(*) from app_user where username = :n").param("n", name).query(Integer.class)
                .single()).isEqualTo(1);
        ApiClient.Answer other = county.send("POST", "/users", Map.of("username", fresh("other")), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problems()).containsExactly("idempotency.reused");
    }

    @Test
    void aCookieAloneChangesNothing() throws Exception {
        ApiClient county = testUsers.office(Role.COUNTY, "");
        String name = fresh("cookie");
        county.create("/users", Map.of("username", name, "password", "long-enough-1", "displayName", "x", "role",
                "COUNTY", "regionCode", "431299"));
        ApiClient.Answer login = testUsers.anonymous().post("/session",
                Map.of("username", name, "password", "long-enough-1"));
        String cookie = String.valueOf(login.header("Set-Cookie"));
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        Map<String, String> withCookie = Map.of("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(testUsers.anonymous().send("DELETE", "/session", null, withCookie).problems())
                .containsExactly("access.cross-site");
        assertThat(testUsers.anonymous().send("GET", "/session", null, withCookie).status()).isEqualTo(200);
    }

    @Test
    void unreadableInputIsSaidWithItsPlace() {
        ApiClient county = testUsers.office(Role.COUNTY, "");
        ApiClient.Answer answer = county.post("/users", Map.of("role", "KING"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problemsWithPaths()).containsExactly("request.unreadable @ role");
    }

    @Test
    void englishForThoseWhoAskForIt() {
        assertThat(testUsers.anonymous().send("GET", "/session", null, Map.of("Accept-Language", "en")).json()
                .path("detail").asString()).isEqualTo("Log in first");
    }

    @Test
    void theAuditTrailCannotBeRewritten() {
        org.assertj.core.api.Assertions
                .assertThatThrownBy(() -> jdbc.sql("update audit_entry set reason = ''").update())
                .hasRootCauseMessage("ERROR: permission denied for table audit_entry");
    }
}
