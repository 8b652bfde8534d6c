package org.siji.platform.registry;

import org.jspecify.annotations.Nullable;

/**
 * A county, township, village or group.
 *
 * @param code       as many digits as its level says; begins with the code of its parent
 * @param parentCode null for a county
 */
public record Region(String code, RegionLevel level, String name, @Nullable String parentCode) {}
