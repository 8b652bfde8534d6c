package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;

/**
 * Who offers machines and work: a cooperative, a company, a farmer with machines.
 *
 * @param regionCode of the office that registered it; '' for the whole installation's
 */
public record Provider(UUID id, String name, String regionCode) {

    /** Everybody may see what a provider offers; it may be changed by itself and by the offices that it is registered with. */
    public boolean mayBeChangedBy(CurrentUser user) {
        return user.role() == Role.PROVIDER ? user.isProvider(id) : regionCode.startsWith(user.regionPrefix());
    }
}
