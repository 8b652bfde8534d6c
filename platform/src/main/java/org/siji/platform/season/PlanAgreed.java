package org.siji.platform.season;

import java.util.UUID;

/** A village has agreed on an edition of its production plan: that is what it is held against from now on. */
public record PlanAgreed(UUID planId, String villageCode, int season, int edition) {}
