package org.siji.platform.identity;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.springframework.stereotype.Component;

/** The logins of operators: a provider makes and ends those of his own people. The office that looks after his looks after theirs. */
@Component
public class OperatorAccounts {

    private final Users users;
    private final SigningKeys keys;
    private final AuditTrail audit;

    OperatorAccounts(Users users, SigningKeys keys, AuditTrail audit) {
        this.users = users;
        this.keys = keys;
        this.audit = audit;
    }

    /** @param oneTimePassword told once, to be changed when he first comes in */
    public record Opened(UUID id, String username, String oneTimePassword) {}

    /** What is wrong with a login's name, as it is for everybody's. */
    public static void check(@Nullable String username, Violations problems) {
        problems.require(username != null && UserController.USERNAME.matcher(username.strip()).matches(),
                "user.username", "username");
    }

    /** @throws ProblemException 409 if the name is taken */
    public Opened open(String username, String displayName, CurrentUser provider) {
        String password = Tokens.password();
        Users.NewUser operator = new Users.NewUser(username.strip(), displayName, Role.OPERATOR, null,
                Objects.requireNonNull(provider.providerId()), null, users.officeCodeOf(provider.id()));
        UUID id = users.create(operator, password, true);
        audit.record(provider, "user.created", "user", id, Role.OPERATOR.name());
        return new Opened(id, operator.username(), password);
    }

    /** @throws ProblemException 404 unless he is the provider's and still may come in */
    public Opened renewPassword(UUID id, CurrentUser provider) {
        CurrentUser operator = find(id, provider);
        String password = Tokens.password();
        users.setPassword(id, password, true, null);
        audit.record(provider, "user.password-reset", "user", id, "");
        return new Opened(id, operator.username(), password);
    }

    /** @throws ProblemException 404 unless he is the provider's and still may come in */
    public void close(UUID id, CurrentUser provider) {
        find(id, provider);
        users.deactivate(id);
        keys.end(id);
        audit.record(provider, "user.deactivated", "user", id, "");
    }

    private CurrentUser find(UUID id, CurrentUser provider) {
        return users.findOperator(Objects.requireNonNull(provider.providerId()), id)
                .orElseThrow(() -> ProblemException.notFound("operator", id));
    }
}
