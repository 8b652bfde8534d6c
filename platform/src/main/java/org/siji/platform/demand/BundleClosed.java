package org.siji.platform.demand;

import java.util.UUID;

/** A bundle is frozen: a contract can be made for it. */
public record BundleClosed(UUID bundleId) {}
