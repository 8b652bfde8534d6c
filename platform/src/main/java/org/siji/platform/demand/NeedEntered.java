package org.siji.platform.demand;

import java.util.UUID;

/** Somebody wants something done on a field. */
public record NeedEntered(UUID needId, UUID fieldId) {}
