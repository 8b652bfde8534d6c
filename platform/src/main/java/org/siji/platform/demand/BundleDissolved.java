package org.siji.platform.demand;

import java.util.UUID;

/** A closed bundle is given up and its needs are open again. A listener that has built on the bundle throws to prevent it. */
public record BundleDissolved(UUID bundleId) {}
