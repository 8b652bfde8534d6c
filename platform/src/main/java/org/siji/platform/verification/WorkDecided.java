package org.siji.platform.verification;

import java.util.UUID;

/** Any decision on measured work, also one that waits for people or refuses. Heard in the transaction of the decision. */
public record WorkDecided(UUID acceptanceId) {}
