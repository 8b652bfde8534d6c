package org.siji.platform.registry;

import java.util.UUID;

/**
 * A contracting family, as far as others may see it.
 *
 * @param code         18 digits
 * @param groupCode    14 digits
 * @param nameMasked   its head: 王**
 * @param cultivatorId the cultivator that was made with it
 */
public record Household(UUID id, String code, String villageCode, String groupCode, String nameMasked,
        UUID cultivatorId) {}
