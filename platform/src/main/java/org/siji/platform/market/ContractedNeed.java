package org.siji.platform.market;

import java.util.UUID;

import org.siji.geo.Area;

/**
 * A need that a contract covers.
 *
 * @param fieldName as it was when the need was entered, like the area
 */
public record ContractedNeed(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId, Area area) {}
