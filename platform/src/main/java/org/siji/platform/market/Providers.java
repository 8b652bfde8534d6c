package org.siji.platform.market;

import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;

/** Providers for the modules above. */
public interface Providers {

    /** @throws ProblemException 404 if there is none */
    Provider getProvider(UUID id);

    /** @throws ProblemException 404 if there is none that the user may change */
    Provider getOwnProvider(UUID id, CurrentUser user);
}
