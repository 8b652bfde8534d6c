package org.siji.platform.market;

import java.util.UUID;

/** Who offers machines and work: a cooperative, a company, a farmer with machines. */
public record Provider(UUID id, String name) {}
