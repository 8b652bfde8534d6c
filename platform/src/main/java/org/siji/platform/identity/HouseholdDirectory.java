package org.siji.platform.identity;

import java.util.Optional;
import java.util.UUID;

/** What logins need to know of households; the registry answers. */
public interface HouseholdDirectory {

    Optional<String> findVillageCode(UUID householdId);
}
