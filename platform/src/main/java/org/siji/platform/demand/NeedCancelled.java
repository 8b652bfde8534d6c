package org.siji.platform.demand;

import java.util.UUID;

/** A need is no longer wanted. */
public record NeedCancelled(UUID needId, UUID fieldId) {}
