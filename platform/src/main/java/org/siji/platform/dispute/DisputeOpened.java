package org.siji.platform.dispute;

import java.util.UUID;

/** Two sides of a contract disagree. */
public record DisputeOpened(UUID disputeId, String villageCode, int season) {}
