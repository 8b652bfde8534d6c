package org.siji.platform.verification;

import java.util.UUID;

/** Somebody wants measured work to be looked at again. */
public record AppealFiled(UUID appealId, String villageCode, int season) {}
