package org.siji.platform.market;

import java.util.UUID;

import org.siji.geo.Area;

/** A need that a contract covers. */
public record ContractedNeed(UUID needId, UUID fieldId, UUID cultivatorId, Area area) {}
