package org.siji.platform.work;

import java.util.Set;
import java.util.UUID;

/** A dispatch plan gave these fields a machine and a day. */
public record WorkPlanned(UUID planId, Set<UUID> fieldIds) {}
