package org.siji.platform.identity;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Log in, log out, who am I, change my password. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {

    static final int MIN_PASSWORD_LENGTH = 10;

    private final Users users;
    private final SigningKeys keys;

    SessionController(Users users, SigningKeys keys) {
        this.users = users;
        this.keys = keys;
    }

    record Login(@Nullable String username, @Nullable String password) {}

    record UserView(UUID id, String username, String displayName, Role role, @Nullable String regionCode,
            @Nullable UUID providerId, @Nullable UUID householdId, boolean mustChangePassword) {

        static UserView of(CurrentUser user) {
            return new UserView(user.id(), user.username(), user.displayName(), user.role(), user.regionCode(),
                    user.providerId(), user.householdId(), user.mustChangePassword());
        }
    }

    record Opened(String token, UserView user) {}

    @Public
    @PostMapping
    ResponseEntity<Opened> logIn(@RequestBody Login login, HttpServletRequest request) {
        if (login.username() == null || login.password() == null) {
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "login.wrong", "");
        }
        CurrentUser user = users.authenticate(login.username().strip(), login.password());
        String token = users.openSession(user.id());
        return ResponseEntity.ok().header(HttpHeaders.SET_COOKIE, cookie(token, Users.SESSION, request))
                .header(HttpHeaders.CACHE_CONTROL, "no-store").body(new Opened(token, UserView.of(user)));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD, Role.LEADER,
            Role.OPERATOR})
    @GetMapping
    UserView whoAmI(CurrentUser user) {
        return UserView.of(user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD, Role.LEADER,
            Role.OPERATOR})
    @DeleteMapping
    ResponseEntity<Void> logOut(HttpServletRequest request) {
        String token = SessionFilter.token(request);
        if (token != null) {
            users.closeSession(token);
        }
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request)).build();
    }

    record PasswordChange(@Nullable String oldPassword, @Nullable String newPassword) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD, Role.LEADER,
            Role.OPERATOR})
    @PutMapping("/password")
    ResponseEntity<Void> changePassword(@RequestBody PasswordChange change, CurrentUser user,
            HttpServletRequest request) {
        Violations problems = Violations.collect();
        String fresh = change.newPassword() == null ? "" : change.newPassword();
        problems.require(change.oldPassword() != null && users.isPassword(user.id(), change.oldPassword()),
                "password.old-wrong", "oldPassword");
        problems.require(fresh.length() >= MIN_PASSWORD_LENGTH, "password.short", "newPassword", MIN_PASSWORD_LENGTH);
        problems.require(!fresh.equals(change.oldPassword()), "password.same", "newPassword");
        problems.throwIfAny();
        users.setPassword(user.id(), fresh, false, SessionFilter.token(request));
        keys.renew(user.id(), fresh);
        return ResponseEntity.noContent().build();
    }

    /** @param fingerprint SM3 of the public key, lower-case hex */
    record KeyView(UUID id, String fingerprint, OffsetDateTime validFrom, @Nullable OffsetDateTime validTo) {}

    /** The keys with which I have signed, the latest first. */
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD, Role.LEADER,
            Role.OPERATOR})
    @GetMapping("/signing-keys")
    Page<KeyView> listKeys(CurrentUser user) {
        return new Page<>(keys.listKeys(user.id()).stream()
                .map(key -> new KeyView(key.id(), key.fingerprint(), key.validFrom(), key.validTo())).toList(), null);
    }

    private static String cookie(String token, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(SessionFilter.COOKIE, token).httpOnly(true).secure(request.isSecure())
                .sameSite("Strict").path("/").maxAge(age).build().toString();
    }
}
