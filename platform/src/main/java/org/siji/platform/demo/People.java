package org.siji.platform.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.siji.platform.identity.FirstAdministrator;
import org.siji.sample.SampleCounty;
import org.siji.sample.SampleProvider;

/** Who plays the season, each with a login and scope of his own, and passwords that are made up on the spot. */
final class People {

    /** @param role as the message files name it */
    record Login(String role, String scope, String username, String password) {}

    private static final List<String> RANKS = List.of("ADMIN", "COUNTY", "TOWNSHIP", "VILLAGE", "LEADER",
            "PROVIDER", "OPERATOR", "HOUSEHOLD");

    private final HttpApi anonymous;
    private final HttpApi admin;
    private final List<Login> logins = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, HttpApi> clerks = new ConcurrentHashMap<>();
    private final Map<String, HttpApi> townships = new ConcurrentHashMap<>();
    private final Map<String, HttpApi> providers = new HashMap<>();
    private final Map<String, HttpApi> operators = new ConcurrentHashMap<>();
    private final Map<String, HttpApi> households = new LinkedHashMap<>();
    private HttpApi county;

    /** @param oneTimePassword of the first administrator of this empty installation */
    People(HttpApi anonymous, String oneTimePassword) {
        this.anonymous = anonymous;
        String password = password();
        this.admin = anonymous.logIn(FirstAdministrator.USERNAME, oneTimePassword);
        admin.put("/session/password", Map.of("oldPassword", oneTimePassword, "newPassword", password), null);
        logins.add(new Login("ADMIN", "", FirstAdministrator.USERNAME, password));
        this.county = admin;
    }

    private static String password() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    void hireOffices(SampleCounty sample) {
        county = hire("COUNTY", sample.name(), "county", Map.of("regionCode", sample.code()));
        sample.townships().parallelStream().forEach(township -> townships.put(township.code(), hire("TOWNSHIP",
                township.name(), "town" + township.code().substring(6), Map.of("regionCode", township.code()))));
        sample.villages().parallelStream().forEach(village -> clerks.put(village.code(), hire("VILLAGE", village.name(),
                "village" + village.code().substring(6), Map.of("regionCode", village.code()))));
    }

    void hireProvider(SampleProvider provider, String providerId) {
        providers.put(provider.code(),
                hire("PROVIDER", provider.name(), "provider" + provider.code(), Map.of("providerId", providerId)));
    }

    /** Who drives the provider's machines: the provider makes his login, he chooses a password of his own. */
    void hireOperator(SampleProvider provider, String name, List<String> machineIds) {
        String username = "operator" + provider.code();
        String password = password();
        String once = provider(provider.code())
                .post("/operators", Map.of("name", name, "username", username, "machineIds", machineIds))
                .path("oneTimePassword").asString();
        anonymous.logIn(username, once).put("/session/password",
                Map.of("oldPassword", once, "newPassword", password), null);
        logins.add(new Login("OPERATOR", name + "（" + provider.name() + "）", username, password));
        operators.put(provider.code(), anonymous.logIn(username, password));
    }

    HttpApi operator(String providerCode) {
        return known(operators, providerCode);
    }

    /** A group leader of the village. */
    HttpApi hireLeader(String villageCode, String name) {
        return hire("LEADER", name, "leader" + villageCode.substring(6), Map.of("regionCode", villageCode));
    }

    /** @param code of the household, 18 digits */
    void hireHousehold(String name, String code, String householdId) {
        households.put(code, hire("HOUSEHOLD", name, "household" + (households.size() + 1),
                Map.of("householdId", householdId)));
    }

    /** Tells what somebody is besides his role, for the list of logins. */
    void note(String householdCode, String what) {
        HttpApi known = known(households, householdCode);
        String id = known.get("/session").path("username").asString();
        logins.replaceAll(login -> login.username().equals(id)
                ? new Login(login.role(), login.scope() + what, login.username(), login.password())
                : login);
    }

    /** The household's own login, if it has one. */
    Optional<HttpApi> findHousehold(String code) {
        return Optional.ofNullable(households.get(code));
    }

    private HttpApi hire(String role, String name, String username, Map<String, String> scope) {
        String password = password();
        Map<String, Object> user = new HashMap<>(scope);
        user.put("username", username);
        user.put("password", password);
        user.put("displayName", name);
        user.put("role", role);
        county.post("/users", user);
        logins.add(new Login(role, name, username, password));
        return anonymous.logIn(username, password);
    }

    HttpApi county() {
        return county;
    }

    HttpApi clerk(String villageCode) {
        return known(clerks, villageCode);
    }

    /** The officer of the township that the village lies in. */
    HttpApi township(String villageCode) {
        return known(townships, villageCode.substring(0, 9));
    }

    HttpApi provider(String providerCode) {
        return known(providers, providerCode);
    }

    private static HttpApi known(Map<String, HttpApi> people, String key) {
        HttpApi api = people.get(key);
        if (api == null) {
            throw new IllegalStateException("nobody for " + key);
        }
        return api;
    }

    List<Login> logins() {
        return logins.stream().sorted(Comparator.comparingInt((Login login) -> RANKS.indexOf(login.role()))
                .thenComparing(Login::username)).toList();
    }
}
