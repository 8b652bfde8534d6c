package org.siji.platform.demand;

import java.util.UUID;

import org.siji.geo.Area;

/**
 * A need as a part of a bundle.
 *
 * @param fieldName as it was when the need was entered, like the area
 */
public record BundledNeed(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId, Area area) {}
