package org.siji.platform.demand;

import java.util.UUID;

/** Somebody is about to withdraw a need. Whoever has promised something on it refuses by throwing from his listener. */
public record NeedWithdrawing(UUID needId) {}
