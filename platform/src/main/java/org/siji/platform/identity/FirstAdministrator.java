package org.siji.platform.identity;

import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The county administrator of a fresh installation. */
@Component
public class FirstAdministrator {

    public static final String USERNAME = "admin";

    private final Users users;

    FirstAdministrator(Users users) {
        this.users = users;
    }

    /**
     * Makes the administrator if there is no user at all.
     *
     * @return the one-time password, to be shown once and changed at the first login; empty if there are users already
     */
    @Transactional
    public Optional<String> createIfNobody() {
        if (!users.isEmpty()) {
            return Optional.empty();
        }
        String password = Tokens.password();
        users.create(new Users.NewUser(USERNAME, USERNAME, Role.COUNTY, "", null, null, null), password, true);
        return Optional.of(password);
    }
}
