package org.siji.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Users and their sessions in the database. */
@Component
class Users {

    static final Duration SESSION = Duration.ofHours(12);

    private static final Duration FAILURE_WINDOW = Duration.ofMinutes(15);
    private static final int MAX_FAILURES = 5;
    private static final String COLUMNS = """
            u.id, u.username, u.display_name, u.role, u.region_code, u.provider_id, u.household_id,
            u.must_change_password""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PasswordEncoder passwords = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    /** Compared with when there is no such user, so that the time taken does not tell. */
    private final String nobodysHash = hash(Tokens.password());
    private final TransactionTemplate ownTransaction;

    Users(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactionManager);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What a new user is made of; the checks are {@link UserController}'s. */
    record NewUser(String username, String displayName, Role role, @Nullable String regionCode,
            @Nullable UUID providerId, @Nullable UUID householdId, @Nullable String officeCode) {}

    UUID create(NewUser user, String password, boolean mustChangePassword) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into app_user (id, username, display_name, password_hash, role, region_code, provider_id,
                                      household_id, office_code, must_change_password)
                values (:id, :username, :displayName, :hash, :role, :regionCode, :providerId, :householdId,
                        :officeCode, :mustChange)""").param("id", id).param("username", user.username())
                .param("displayName", user.displayName()).param("hash", hash(password))
                .param("role", user.role().name()).param("regionCode", user.regionCode())
                .param("providerId", user.providerId()).param("householdId", user.householdId())
                .param("officeCode", user.officeCode()).param("mustChange", mustChangePassword).update();
        return id;
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from app_user)").query(Boolean.class).single();
    }

    /** @param ownerPrefix region prefix of the office that asks */
    List<CurrentUser> list(String ownerPrefix, UUID after, int rows) {
        return jdbc.sql("select " + COLUMNS + """
                 from app_user u
                where u.id > :after and u.active
                  and starts_with(coalesce(u.region_code, u.office_code, ''), :prefix)
                order by u.id limit :rows""").param("after", after).param("prefix", ownerPrefix)
                .param("rows", rows).query(Users::user).list();
    }

    /** @param ownerPrefix region prefix of the office that asks */
    Optional<CurrentUser> find(String ownerPrefix, UUID id) {
        return jdbc.sql("select " + COLUMNS + """
                 from app_user u
                where u.id = :id and u.active and starts_with(coalesce(u.region_code, u.office_code, ''), :prefix)""")
                .param("id", id).param("prefix", ownerPrefix).query(Users::user).optional();
    }

    /** An operator of the provider whose login still works. */
    Optional<CurrentUser> findOperator(UUID providerId, UUID id) {
        return jdbc.sql("select " + COLUMNS + """
                 from app_user u
                where u.id = :id and u.active and u.role = 'OPERATOR' and u.provider_id = :provider""").param("id", id)
                .param("provider", providerId).query(Users::user).optional();
    }

    /** The region of the office that looks after the login. */
    @Nullable
    String officeCodeOf(UUID id) {
        return jdbc.sql("select office_code from app_user where id = :id").param("id", id)
                .query((row, index) -> row.getString(1)).stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** @throws ProblemException 401 for a wrong name or password, 429 after too many of them */
    CurrentUser authenticate(String username, String password) {
        OffsetDateTime since = refuseAfterTooMany(username);
        String hash = jdbc.sql("select password_hash from app_user where username = :username and active")
                .param("username", username).query(String.class).optional().orElse(nobodysHash);
        if (!passwords.matches(password, hash)) {
            ownTransaction.executeWithoutResult(status -> recordFailure(username, since));
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "login.wrong", "");
        }
        return jdbc.sql("select " + COLUMNS + " from app_user u where u.username = :username")
                .param("username", username).query(Users::user).single();
    }

    /**
     * Asks somebody who is logged in for his password again; a wrong one counts like one at the door.
     *
     * @throws ProblemException 422 for a wrong password, 429 after too many of them
     */
    void requirePassword(CurrentUser user, String password) {
        OffsetDateTime since = refuseAfterTooMany(user.username());
        if (!isPassword(user.id(), password)) {
            ownTransaction.executeWithoutResult(status -> recordFailure(user.username(), since));
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "password.wrong", "password");
        }
    }

    private OffsetDateTime refuseAfterTooMany(String username) {
        OffsetDateTime since = OffsetDateTime.now(clock).minus(FAILURE_WINDOW);
        int failures = jdbc.sql("""
                select count(*) from login_failure where username = :username and recorded_at > :since""")
                .param("username", username).param("since", since).query(Integer.class).single();
        if (failures >= MAX_FAILURES) {
            throw ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "login.too-many", "", FAILURE_WINDOW.toMinutes());
        }
        return since;
    }

    private void recordFailure(String username, OffsetDateTime since) {
        jdbc.sql("delete from login_failure where recorded_at <= :since").param("since", since).update();
        jdbc.sql("insert into login_failure (username, recorded_at) values (:username, :now)")
                .param("username", username).param("now", OffsetDateTime.now(clock)).update();
    }

    boolean isPassword(UUID id, String password) {
        return passwords.matches(password, jdbc.sql("select password_hash from app_user where id = :id")
                .param("id", id).query(String.class).single());
    }

    /** All other sessions of the user end: whoever knew the old password is out. */
    void setPassword(UUID id, String password, boolean mustChange, @Nullable String keepToken) {
        jdbc.sql("update app_user set password_hash = :hash, must_change_password = :mustChange where id = :id")
                .param("hash", hash(password)).param("mustChange", mustChange).param("id", id).update();
        jdbc.sql("delete from user_session where user_id = :id and token_hash <> :keep").param("id", id)
                .param("keep", keepToken == null ? new byte[0] : Tokens.hash(keepToken)).update();
    }

    void deactivate(UUID id) {
        jdbc.sql("update app_user set active = false where id = :id").param("id", id).update();
        jdbc.sql("delete from user_session where user_id = :id").param("id", id).update();
    }

    String openSession(UUID userId) {
        String token = Tokens.session();
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("delete from user_session where expires_at < :now").param("now", now).update();
        jdbc.sql(
                "insert into user_session (token_hash, user_id, recorded_at, expires_at) values (:hash, :user, :now, :end)")
                .param("hash", Tokens.hash(token)).param("user", userId).param("now", now)
                .param("end", now.plus(SESSION)).update();
        return token;
    }

    void closeSession(String token) {
        jdbc.sql("delete from user_session where token_hash = :hash").param("hash", Tokens.hash(token)).update();
    }

    Optional<CurrentUser> findByToken(String token) {
        return jdbc.sql("select " + COLUMNS + """
                 from user_session s join app_user u on u.id = s.user_id
                where s.token_hash = :hash and s.expires_at > :now and u.active""").param("hash", Tokens.hash(token))
                .param("now", OffsetDateTime.now(clock)).query(Users::user).optional();
    }

    private static CurrentUser user(ResultSet row, int number) throws SQLException {
        return new CurrentUser(row.getObject("id", UUID.class), row.getString("username"),
                row.getString("display_name"), Role.valueOf(row.getString("role")), row.getString("region_code"),
                row.getObject("provider_id", UUID.class), row.getObject("household_id", UUID.class),
                row.getBoolean("must_change_password"));
    }

    private String hash(String password) {
        String hash = passwords.encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash");
        }
        return hash;
    }
}
