package org.siji.platform.identity;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.support.ApiClient;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes users with any scope and logs them in, for the other modules' tests. */
@Component
public class TestUsers {

    private static final String PASSWORD = "correct-horse-7";

    private final Users users;
    private final Environment environment;

    TestUsers(Users users, Environment environment) {
        this.users = users;
        this.environment = environment;
    }

    /** What one of these users sends to sign a contract: they all have the same password. */
    public static Map<String, Object> signature(String side) {
        return Map.of("side", side, "password", PASSWORD);
    }

    /** @param regionCode 6, 9 or 12 digits; '' for the whole installation */
    public ApiClient office(Role role, String regionCode) {
        return logIn(role, regionCode, null, null, null);
    }

    /** What a person types in; for clients that are not {@link ApiClient}. */
    public record Login(String username, String password) {}

    public Login officeLogin(Role role, String regionCode) {
        return create(role, regionCode, null, null, null);
    }

    public ApiClient provider(UUID providerId) {
        return logIn(Role.PROVIDER, null, providerId, null, null);
    }

    /** Drives no machine. */
    public ApiClient operator(UUID providerId) {
        return logIn(Role.OPERATOR, null, providerId, null, null);
    }

    public ApiClient household(UUID householdId, String villageCode) {
        return logIn(Role.HOUSEHOLD, null, null, householdId, villageCode);
    }

    public ApiClient anonymous() {
        return ApiClient.anonymous(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private ApiClient logIn(Role role, @Nullable String region, @Nullable UUID provider, @Nullable UUID household,
            @Nullable String village) {
        Login login = create(role, region, provider, household, village);
        return anonymous().logIn(login.username, login.password);
    }

    private Login create(Role role, @Nullable String region, @Nullable UUID provider, @Nullable UUID household,
            @Nullable String village) {
        String username = role + "-" + UUID.randomUUID().toString().substring(0, 12);
        users.create(new Users.NewUser(username, username, role, region, provider, household, village), PASSWORD,
                false);
        return new Login(username, PASSWORD);
    }
}
