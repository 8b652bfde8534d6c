package org.siji.platform.demand;

import java.util.Set;
import java.util.UUID;

/** Something is wanted on these fields. One event for all that a request entered: a county enters thousands at once. */
public record NeedsEntered(int season, Set<UUID> fieldIds) {}
