package org.siji.platform.settlement;

import java.util.Optional;

/** Told by the module to whose records an account belongs. */
public interface AccountOwners {

    Optional<String> findName(AccountKind kind, String ownerId);
}
