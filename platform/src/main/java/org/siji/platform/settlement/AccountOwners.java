package org.siji.platform.settlement;

import java.util.Optional;

/** Told by the module to whose records an account belongs. */
public interface AccountOwners {

    Optional<String> findName(AccountKind kind, String ownerId);

    /** The village that the owner belongs to; empty where it belongs to none. */
    default Optional<String> findVillageCode(AccountKind kind, String ownerId) {
        return Optional.empty();
    }
}
