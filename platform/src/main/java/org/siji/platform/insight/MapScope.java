package org.siji.platform.insight;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Which fields a user may see on the map.
 *
 * @param regionPrefix for offices; '-', which begins no code, for others
 * @param fieldIds     for a household: the fields that it farms; else null
 * @param providerId   for a provider: the fields of its contracts; else null
 */
record MapScope(String regionPrefix, @Nullable Set<UUID> fieldIds, @Nullable UUID providerId) {}
