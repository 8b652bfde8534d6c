package org.siji.platform.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Offices make the logins of those below them: the county all, a township its villages, a village its households. */
@RestController
@RequestMapping("/api/v1")
class UserController {

    static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._-]{2,40}");

    private final Users users;
    private final SigningKeys keys;
    private final AuditTrail audit;
    private final ObjectProvider<HouseholdDirectory> households;

    UserController(Users users, SigningKeys keys, AuditTrail audit, ObjectProvider<HouseholdDirectory> households) {
        this.users = users;
        this.keys = keys;
        this.audit = audit;
        this.households = households;
    }

    record UserRequest(@Nullable String username, @Nullable String password, @Nullable String displayName,
            @Nullable Role role, @Nullable String regionCode, @Nullable UUID providerId, @Nullable UUID householdId) {}

    /** @param oneTimePassword told once; null when the request gave the password */
    record Created(UUID id, String username, @Nullable String oneTimePassword) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/users")
    ResponseEntity<Created> create(@RequestBody UserRequest request, CurrentUser creator) {
        Users.NewUser fresh = check(request, creator);
        boolean oneTime = request.password() == null;
        String password = request.password() == null ? Tokens.password() : request.password();
        UUID id = users.create(fresh, password, oneTime);
        audit.record(creator, "user.created", "user", id, fresh.role().name());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Created(id, fresh.username(), oneTime ? password : null));
    }

    private Users.NewUser check(UserRequest request, CurrentUser creator) {
        Violations problems = Violations.collect();
        String username = request.username() == null ? "" : request.username().strip();
        problems.require(USERNAME.matcher(username).matches(), "user.username", "username");
        problems.requireValue(request.displayName(), "displayName").requireValue(request.role(), "role");
        problems.require(request.password() == null
                || request.password().length() >= SessionController.MIN_PASSWORD_LENGTH, "password.short", "password",
                SessionController.MIN_PASSWORD_LENGTH);
        problems.require(request.role() != Role.OPERATOR, "user.operator", "role").throwIfAny();
        Role role = Objects.requireNonNull(request.role());
        String region = request.regionCode();
        String office = null;
        if (role.isOffice() || role == Role.LEADER) {
            problems.require(region != null && region.length() == regionLength(role), "user.region", "regionCode",
                    regionLength(role));
            // One may make logins below one's own level, and the county further county officers.
            problems.require(region != null && region.startsWith(creator.regionPrefix())
                    && (creator.role() == Role.COUNTY || role.isBelow(creator.role())), "user.scope",
                    "regionCode");
        } else if (role == Role.HOUSEHOLD) {
            office = Optional.ofNullable(request.householdId())
                    .flatMap(id -> Optional.ofNullable(households.getIfAvailable())
                            .flatMap(directory -> directory.findVillageCode(id)))
                    .orElse(null);
            problems.require(office != null && creator.seesVillage(office), "user.household", "householdId");
        } else {
            problems.requireValue(request.providerId(), "providerId");
            problems.require(creator.role() == Role.COUNTY, "user.scope", "role");
            office = creator.regionPrefix();
        }
        problems.throwIfAny();
        return new Users.NewUser(username, String.valueOf(request.displayName()), role,
                role.isOffice() || role == Role.LEADER ? region : null,
                role == Role.PROVIDER ? request.providerId() : null,
                role == Role.HOUSEHOLD ? request.householdId() : null, office);
    }

    private static int regionLength(Role role) {
        return switch (role) {
            case COUNTY -> 6;
            case TOWNSHIP -> 9;
            case VILLAGE, LEADER -> 12;
            case PROVIDER, HOUSEHOLD, OPERATOR -> 0;
        };
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @GetMapping("/users")
    Page<SessionController.UserView> list(CurrentUser user, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Page.of(users.list(user.regionPrefix(), Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(SessionController.UserView::of).toList(), limit, SessionController.UserView::id);
    }

    @Allowed({Role.COUNTY})
    @PostMapping("/users/{id}/one-time-password")
    Created resetPassword(@PathVariable UUID id, CurrentUser user) {
        CurrentUser target = find(id, user);
        String oneTime = Tokens.password();
        users.setPassword(id, oneTime, true, null);
        keys.end(id);
        audit.record(user, "user.password-reset", "user", id, "");
        return new Created(id, target.username(), oneTime);
    }

    @Allowed({Role.COUNTY})
    @PostMapping("/users/{id}/deactivate")
    ResponseEntity<Void> deactivate(@PathVariable UUID id, CurrentUser user) {
        find(id, user);
        if (id.equals(user.id())) {
            throw ProblemException.conflict("user.self", "id");
        }
        users.deactivate(id);
        keys.end(id);
        audit.record(user, "user.deactivated", "user", id, "");
        return ResponseEntity.noContent().build();
    }

    private CurrentUser find(UUID id, CurrentUser asker) {
        return users.find(asker.regionPrefix(), id).orElseThrow(() -> ProblemException.notFound("user", id));
    }

    @Allowed({Role.COUNTY})
    @GetMapping("/audit")
    Page<AuditTrail.Entry> audit(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return Page.of(audit.list(user.regionPrefix(), Page.after(cursor), Page.rowsToRead(limit)), limit,
                AuditTrail.Entry::id);
    }
}
