package org.siji.platform.demand;

import java.util.UUID;

/** A closed bundle goes on without one of its needs. A listener that has built on the whole of it throws to prevent it. */
public record NeedLeftBundle(UUID bundleId, UUID needId, UUID fieldId) {}
