package org.siji.platform.registry;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who farms fields and is billed for the work on them.
 *
 * @param householdId the household behind it; null for cooperatives and growers from elsewhere
 * @param nameMasked  what may be shown: 王**; organisations are shown in full
 */
public record Cultivator(UUID id, CultivatorKind kind, @Nullable UUID householdId, String villageCode,
        String nameMasked) {}
