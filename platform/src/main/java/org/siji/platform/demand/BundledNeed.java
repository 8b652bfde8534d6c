package org.siji.platform.demand;

import java.util.UUID;

import org.siji.geo.Area;

/**
 * A need as a part of a bundle.
 *
 * @param area of the field, as it was when the need was entered
 */
public record BundledNeed(UUID needId, UUID fieldId, UUID cultivatorId, Area area) {}
