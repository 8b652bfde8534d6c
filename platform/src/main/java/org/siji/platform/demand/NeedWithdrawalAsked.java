package org.siji.platform.demand;

import java.util.UUID;

/** A household wants out of a closed bundle. A listener by whose contract it is bound already throws, and names the contract. */
public record NeedWithdrawalAsked(UUID bundleId, UUID needId) {}
